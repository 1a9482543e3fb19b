package io.cadastre.connectors.okta;

import io.cadastre.connectors.okta.model.OktaApplication;
import io.cadastre.connectors.okta.model.OktaFactor;
import io.cadastre.connectors.okta.model.OktaGroup;
import io.cadastre.connectors.okta.model.OktaOrganization;
import io.cadastre.connectors.okta.model.OktaPolicy;
import io.cadastre.connectors.okta.model.OktaPolicyRule;
import io.cadastre.connectors.okta.model.OktaRole;
import io.cadastre.connectors.okta.model.OktaUser;
import io.cadastre.spi.Config;
import io.cadastre.spi.ConnectorDefinition;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.ConnectorModule;
import io.cadastre.spi.Installation;
import io.cadastre.spi.credential.Credentials;
import io.cadastre.spi.model.Schema;

/** Reads an Okta organisation: people, groups, applications, factors, admin roles and policies. */
public final class OktaConnector implements ConnectorModule {
    public static final Schema SCHEMA = Schema.of(
                    "okta",
                    OktaOrganization.TYPE,
                    OktaUser.TYPE,
                    OktaGroup.TYPE,
                    OktaApplication.TYPE,
                    OktaFactor.TYPE,
                    OktaRole.TYPE,
                    OktaPolicy.TYPE,
                    OktaPolicyRule.TYPE)
            .rootedAt(OktaOrganization.TYPE);

    private static final ConnectorDefinition DEFINITION = ConnectorDefinition.of(
                    "okta",
                    "Okta",
                    "An Okta organisation: users with their factors, groups, applications and who may use them, admin"
                            + " roles and policies.",
                    SCHEMA)
            .icon("M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8z")
            .permissions("A token of an administrator with " + OktaApi.READ, OktaApi.ROLES)
            .config(
                    OktaSettings.BASE_URL,
                    OktaSettings.DEACTIVATED_USERS,
                    OktaSettings.CALLS_PER_MINUTE,
                    OktaSettings.LEFT_OUT)
            .credentials(OktaOnboarding.TOKEN)
            .onboarding(OktaOnboarding.flow());

    @Override
    public ConnectorDefinition definition() {
        return DEFINITION;
    }

    @Override
    public Installation initialise(Config config, Credentials credentials) throws ConnectorException {
        return new OktaInstallation(OktaSettings.of(config), credentials.string(OktaOnboarding.TOKEN.name()));
    }
}
