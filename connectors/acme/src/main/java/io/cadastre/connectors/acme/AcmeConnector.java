package io.cadastre.connectors.acme;

import io.cadastre.connectors.acme.model.AcmeFile;
import io.cadastre.connectors.acme.model.AcmeProject;
import io.cadastre.connectors.acme.model.AcmeTask;
import io.cadastre.connectors.acme.model.AcmeUser;
import io.cadastre.connectors.acme.model.AcmeWorkspace;
import io.cadastre.spi.Config;
import io.cadastre.spi.ConnectorDefinition;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.ConnectorModule;
import io.cadastre.spi.Installation;
import io.cadastre.spi.credential.Credentials;
import io.cadastre.spi.http.HttpAuth;
import io.cadastre.spi.model.Schema;

/** Reads a tenant of Acme: workspaces, users, projects, tasks and files. */
public final class AcmeConnector implements ConnectorModule {
    public static final Schema SCHEMA = Schema.of(
                    "acme", AcmeWorkspace.TYPE, AcmeUser.TYPE, AcmeProject.TYPE, AcmeTask.TYPE, AcmeFile.TYPE)
            .rootedAt(AcmeWorkspace.TYPE);

    private static final ConnectorDefinition DEFINITION = ConnectorDefinition.of(
                    "acme",
                    "Acme",
                    "A tenant of the Acme project-management service: workspaces, users, projects, tasks and files.",
                    SCHEMA)
            .icon("M9 6h11M9 12h11M9 18h11M4 6l1 1 2-2M4 12l1 1 2-2M4 18l1 1 2-2")
            .permissions(
                    "Read workspaces, users, projects, tasks and files: GET /api/….",
                    "Read the change feed, for incremental syncs: GET /api/changes.")
            .config(AcmeSettings.BASE_URL, AcmeSettings.INCREMENTAL, AcmeSettings.FULL_EVERY)
            .credentials(AcmeOnboarding.API_KEY)
            .onboarding(AcmeOnboarding.flow());

    @Override
    public ConnectorDefinition definition() {
        return DEFINITION;
    }

    @Override
    public Installation initialise(Config config, Credentials credentials) throws ConnectorException {
        AcmeSettings settings = AcmeSettings.of(config);
        return new AcmeInstallation(settings, new HttpAuth.Bearer(credentials.string(AcmeOnboarding.API_KEY.name())));
    }
}
