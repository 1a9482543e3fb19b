package io.cadastre.connectors.terraform;

import io.cadastre.connectors.terraform.model.Module;
import io.cadastre.connectors.terraform.model.Provider;
import io.cadastre.connectors.terraform.model.Resource;
import io.cadastre.connectors.terraform.model.State;
import io.cadastre.spi.Config;
import io.cadastre.spi.ConnectorDefinition;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.ConnectorModule;
import io.cadastre.spi.Installation;
import io.cadastre.spi.credential.Credentials;
import io.cadastre.spi.model.Schema;

/** Reads Terraform states of version 4: files, and the HTTP backend. */
public final class TerraformConnector implements ConnectorModule {
    private static final ConnectorDefinition DEFINITION = ConnectorDefinition.of(
                    "terraform",
                    "Terraform",
                    "What Terraform or OpenTofu manages, by its states: resources, modules and providers.",
                    Schema.of("terraform", State.TYPE, Module.TYPE, Provider.TYPE, Resource.TYPE))
            .icon("M4 4l6 3v6l-6-3zM12 8l6 3v6l-6-3zM20 7v6l-6 3V10z")
            .permissions("Read access to the state files.", "For the HTTP backend: GET of the states' addresses.")
            .config(TerraformSettings.FILES, TerraformSettings.ADDRESSES, TerraformSettings.USERNAME)
            .credentials(TerraformSettings.PASSWORD)
            .onboarding(TerraformOnboarding.flow());

    @Override
    public ConnectorDefinition definition() {
        return DEFINITION;
    }

    @Override
    public Installation initialise(Config config, Credentials credentials) throws ConnectorException {
        return new TerraformInstallation(TerraformSettings.of(config, credentials));
    }
}
