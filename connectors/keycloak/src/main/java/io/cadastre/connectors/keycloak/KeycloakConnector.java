package io.cadastre.connectors.keycloak;

import io.cadastre.connectors.keycloak.model.KeycloakClient;
import io.cadastre.connectors.keycloak.model.KeycloakGroup;
import io.cadastre.connectors.keycloak.model.KeycloakIdentityProvider;
import io.cadastre.connectors.keycloak.model.KeycloakRealm;
import io.cadastre.connectors.keycloak.model.KeycloakRequiredAction;
import io.cadastre.connectors.keycloak.model.KeycloakRole;
import io.cadastre.connectors.keycloak.model.KeycloakUser;
import io.cadastre.spi.Config;
import io.cadastre.spi.ConnectorDefinition;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.ConnectorModule;
import io.cadastre.spi.Installation;
import io.cadastre.spi.credential.Credentials;
import io.cadastre.spi.http.HttpAuth;
import io.cadastre.spi.model.Schema;

/** Reads realms of a Keycloak server: who there is, in what groups, with what roles, and what lets them log in. */
public final class KeycloakConnector implements ConnectorModule {
    public static final Schema SCHEMA = Schema.of(
                    "keycloak",
                    KeycloakRealm.TYPE,
                    KeycloakUser.TYPE,
                    KeycloakGroup.TYPE,
                    KeycloakRole.TYPE,
                    KeycloakClient.TYPE,
                    KeycloakIdentityProvider.TYPE,
                    KeycloakRequiredAction.TYPE)
            .rootedAt(KeycloakRealm.TYPE);

    private static final ConnectorDefinition DEFINITION = ConnectorDefinition.of(
                    "keycloak",
                    "Keycloak",
                    "Realms of a Keycloak server: users, groups, roles, clients with their service accounts, identity"
                            + " providers and required actions.",
                    SCHEMA)
            .icon("M7 3h10l5 9-5 9H7l-5-9zM9 12h8M14 12v3M17 12v2M9 10a2 2 0 1 0 0 4 2 2 0 0 0 0-4z")
            .permissions(
                    KeycloakApi.VIEW_REALM,
                    KeycloakApi.VIEW_USERS,
                    KeycloakApi.VIEW_CLIENTS,
                    KeycloakApi.VIEW_IDENTITY_PROVIDERS)
            .config(
                    KeycloakSettings.BASE_URL,
                    KeycloakSettings.REALM,
                    KeycloakSettings.REALMS,
                    KeycloakSettings.CREDENTIALS,
                    KeycloakSettings.CA_CERTIFICATES)
            .credentials(KeycloakOnboarding.CLIENT)
            .onboarding(KeycloakOnboarding.flow());

    @Override
    public ConnectorDefinition definition() {
        return DEFINITION;
    }

    @Override
    public Installation initialise(Config config, Credentials credentials) throws ConnectorException {
        KeycloakSettings settings = KeycloakSettings.of(config);
        return new KeycloakInstallation(settings, auth(settings, credentials));
    }

    static HttpAuth auth(KeycloakSettings settings, Credentials credentials) {
        return new HttpAuth.Bearer(credentials.oauth(KeycloakOnboarding.CLIENT.name(), settings.oauth()));
    }
}
