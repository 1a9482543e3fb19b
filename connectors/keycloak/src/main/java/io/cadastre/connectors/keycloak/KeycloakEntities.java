package io.cadastre.connectors.keycloak;

import io.cadastre.connectors.keycloak.model.KeycloakClient;
import io.cadastre.connectors.keycloak.model.KeycloakGroup;
import io.cadastre.connectors.keycloak.model.KeycloakIdentityProvider;
import io.cadastre.connectors.keycloak.model.KeycloakRealm;
import io.cadastre.connectors.keycloak.model.KeycloakRequiredAction;
import io.cadastre.connectors.keycloak.model.KeycloakRole;
import io.cadastre.connectors.keycloak.model.KeycloakUser;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.json.Json;
import io.cadastre.spi.model.EntityInput;
import io.cadastre.spi.model.Presence;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Makes entities out of what Keycloak says. It leaves out of an answer what has no value, so what is not there is
 * cleared where an answer tells all of an entity.
 */
final class KeycloakEntities {
    private static final Set<String> SECOND_FACTORS = Set.of("otp", "webauthn", "webauthn-passwordless");

    private KeycloakEntities() {}

    static String id(Json json) throws ConnectorException.BadData {
        return json.text("id");
    }

    static EntityInput realm(Json json) throws ConnectorException.BadData {
        String name = json.text("realm");
        return KeycloakRealm.TYPE
                .input(id(json))
                .displayName(name)
                .set(KeycloakRealm.NAME, name)
                .set(KeycloakRealm.TITLE, orNone(json.maybeText("displayName")))
                .set(KeycloakRealm.ENABLED, json.maybeBool("enabled"))
                .set(KeycloakRealm.REGISTRATION_ALLOWED, json.maybeBool("registrationAllowed"))
                .set(KeycloakRealm.RESET_PASSWORD_ALLOWED, json.maybeBool("resetPasswordAllowed"))
                .set(KeycloakRealm.VERIFY_EMAIL, json.maybeBool("verifyEmail"))
                .set(KeycloakRealm.BRUTE_FORCE_PROTECTED, json.maybeBool("bruteForceProtected"))
                .set(KeycloakRealm.SSL_REQUIRED, json.maybeText("sslRequired"))
                .set(KeycloakRealm.PASSWORD_POLICY, orNone(json.maybeText("passwordPolicy")))
                .set(KeycloakRealm.ACCESS_TOKEN_SECONDS, json.maybeInteger("accessTokenLifespan"))
                .set(KeycloakRealm.EVENTS_ENABLED, json.maybeBool("eventsEnabled"))
                .set(KeycloakRealm.ADMIN_EVENTS_ENABLED, json.maybeBool("adminEventsEnabled"))
                .build();
    }

    static EntityInput user(String realm, boolean serviceAccount, Json json) throws ConnectorException.BadData {
        String username = json.text("username");
        boolean verified = json.maybeBool("emailVerified").known().orElse(false);
        Presence<String> email = orNone(json.maybeText("email"));
        Presence<String> firstName = orNone(json.maybeText("firstName"));
        Presence<String> lastName = orNone(json.maybeText("lastName"));
        String name = Stream.of(firstName, lastName)
                .flatMap(part -> part.known().stream())
                .filter(part -> !part.isBlank())
                .collect(Collectors.joining(" "));
        return KeycloakUser.TYPE
                .input(id(json))
                .displayName(username)
                .set(KeycloakUser.REALM, realm)
                .set(KeycloakUser.USERNAME, username)
                .set(KeycloakUser.NAME, Presence.ofNullable(name.isEmpty() ? null : name))
                .set(KeycloakUser.FIRST_NAME, firstName)
                .set(KeycloakUser.LAST_NAME, lastName)
                .set(KeycloakUser.EMAIL, email)
                .set(KeycloakUser.EMAIL_VERIFIED, json.maybeBool("emailVerified"))
                .set(KeycloakUser.ACTIVE, json.maybeBool("enabled"))
                .set(KeycloakUser.SERVICE_ACCOUNT, serviceAccount)
                .set(
                        KeycloakUser.FEDERATED,
                        json.maybeText("federationLink").known().isPresent())
                .set(
                        KeycloakUser.REQUIRED_ACTIONS,
                        json.maybeTexts("requiredActions").map(KeycloakEntities::sorted))
                .set(
                        KeycloakUser.CREATED_ON,
                        json.maybeInteger("createdTimestamp").map(Instant::ofEpochMilli))
                .match(KeycloakUser.IDENTITY, verified ? email : new Presence.Null<>())
                .build();
    }

    /** What Keycloak holds to know somebody by; of its kinds and times only. */
    static EntityInput credentials(String key, boolean serviceAccount, List<Json> credentials)
            throws ConnectorException.BadData {
        Optional<Instant> passwordChanged = Optional.empty();
        Set<String> types = new HashSet<>();
        for (Json credential : credentials) {
            String type = credential.text("type");
            types.add(type);
            if (type.equals("password")) {
                passwordChanged = credential.maybeInteger("createdDate").known().map(Instant::ofEpochMilli);
            }
        }
        var user = KeycloakUser.TYPE
                .input(key)
                .set(KeycloakUser.CREDENTIAL_TYPES, sorted(types))
                .set(KeycloakUser.PASSWORD_CHANGED_ON, Presence.ofNullable(passwordChanged.orElse(null)));
        if (!serviceAccount) {
            user.set(KeycloakUser.MFA_ENABLED, types.stream().anyMatch(SECOND_FACTORS::contains));
        }
        return user.build();
    }

    static EntityInput group(String realm, Json json) throws ConnectorException.BadData {
        return KeycloakGroup.TYPE
                .input(id(json))
                .displayName(json.maybeText("path").known().orElse(json.text("name")))
                .set(KeycloakGroup.REALM, realm)
                .set(KeycloakGroup.NAME, json.text("name"))
                .set(KeycloakGroup.PATH, json.maybeText("path"))
                .set(KeycloakGroup.DESCRIPTION, orNone(json.maybeText("description")))
                .link(KeycloakGroup.PARENT, orNone(json.maybeText("parentId")))
                .build();
    }

    static EntityInput role(String realm, Json json) throws ConnectorException.BadData {
        return KeycloakRole.TYPE
                .input(id(json))
                .displayName(json.text("name"))
                .set(KeycloakRole.REALM, realm)
                .set(KeycloakRole.NAME, json.text("name"))
                .set(KeycloakRole.DESCRIPTION, orNone(json.maybeText("description")))
                .set(KeycloakRole.CLIENT_ROLE, json.bool("clientRole"))
                .set(KeycloakRole.COMPOSITE, json.maybeBool("composite"))
                .set(KeycloakRole.CONTAINER_ID, json.text("containerId"))
                .build();
    }

    static EntityInput client(String realm, Json json) throws ConnectorException.BadData {
        String clientId = json.text("clientId");
        return KeycloakClient.TYPE
                .input(id(json))
                .displayName(clientId)
                .set(KeycloakClient.REALM, realm)
                .set(KeycloakClient.CLIENT_ID, clientId)
                .set(KeycloakClient.NAME, orNone(json.maybeText("name")))
                .set(KeycloakClient.DESCRIPTION, orNone(json.maybeText("description")))
                .set(KeycloakClient.URL, Presence.ofNullable(url(json).orElse(null)))
                .set(KeycloakClient.ACTIVE, json.maybeBool("enabled"))
                .set(KeycloakClient.PROTOCOL, json.maybeText("protocol"))
                .set(KeycloakClient.PUBLIC_CLIENT, json.maybeBool("publicClient"))
                .set(KeycloakClient.STANDARD_FLOW, json.maybeBool("standardFlowEnabled"))
                .set(KeycloakClient.IMPLICIT_FLOW, json.maybeBool("implicitFlowEnabled"))
                .set(KeycloakClient.DIRECT_ACCESS_GRANTS, json.maybeBool("directAccessGrantsEnabled"))
                .set(KeycloakClient.HAS_SERVICE_ACCOUNT, hasServiceAccount(json))
                .set(KeycloakClient.FULL_SCOPE, json.maybeBool("fullScopeAllowed"))
                .set(KeycloakClient.CONSENT_REQUIRED, json.maybeBool("consentRequired"))
                .set(KeycloakClient.AUTHENTICATOR, orNone(json.maybeText("clientAuthenticatorType")))
                .set(
                        KeycloakClient.REDIRECT_URIS,
                        json.maybeTexts("redirectUris").map(KeycloakEntities::sorted))
                .set(KeycloakClient.WEB_ORIGINS, json.maybeTexts("webOrigins").map(KeycloakEntities::sorted))
                .build();
    }

    private static boolean hasServiceAccount(Json client) throws ConnectorException.BadData {
        return client.maybeBool("serviceAccountsEnabled").known().orElse(false);
    }

    /** Where people find it: its page, else its root. Each may hold a variable or be relative, which is no address. */
    private static Optional<String> url(Json client) throws ConnectorException.BadData {
        for (String name : List.of("baseUrl", "rootUrl")) {
            Optional<String> url = client.maybeText(name).known().filter(text -> text.matches("(?i)https?://.+"));
            if (url.isPresent()) {
                return url;
            }
        }
        return Optional.empty();
    }

    static EntityInput identityProvider(String realm, Json json) throws ConnectorException.BadData {
        String alias = json.text("alias");
        Optional<Json> config = json.maybe("config").known();
        return KeycloakIdentityProvider.TYPE
                .input(json.text("internalId"))
                .displayName(json.maybeText("displayName")
                        .known()
                        .filter(text -> !text.isBlank())
                        .orElse(alias))
                .set(KeycloakIdentityProvider.REALM, realm)
                .set(KeycloakIdentityProvider.NAME, alias)
                .set(KeycloakIdentityProvider.TITLE, orNone(json.maybeText("displayName")))
                .set(KeycloakIdentityProvider.KIND, json.maybeText("providerId"))
                .set(KeycloakIdentityProvider.ENABLED, json.maybeBool("enabled"))
                .set(KeycloakIdentityProvider.ISSUER, orNone(configured(config, "issuer")))
                .set(
                        KeycloakIdentityProvider.VALIDATES_SIGNATURE,
                        configured(config, "validateSignature").map(Boolean::parseBoolean))
                .set(KeycloakIdentityProvider.TRUST_EMAIL, json.maybeBool("trustEmail"))
                .set(KeycloakIdentityProvider.STORE_TOKEN, json.maybeBool("storeToken"))
                .set(KeycloakIdentityProvider.LINK_ONLY, json.maybeBool("linkOnly"))
                .build();
    }

    private static Presence<String> configured(Optional<Json> config, String name) throws ConnectorException.BadData {
        return config.isPresent() ? config.get().maybeText(name) : Presence.absent();
    }

    static EntityInput requiredAction(String realmKey, String realm, Json json) throws ConnectorException.BadData {
        String alias = json.text("alias");
        return KeycloakRequiredAction.TYPE
                .input(realmKey + ":" + alias)
                .displayName(json.text("name"))
                .set(KeycloakRequiredAction.REALM, realm)
                .set(KeycloakRequiredAction.NAME, json.text("name"))
                .set(KeycloakRequiredAction.ALIAS, alias)
                .set(KeycloakRequiredAction.ENABLED, json.maybeBool("enabled"))
                .set(KeycloakRequiredAction.DEFAULT_ACTION, json.maybeBool("defaultAction"))
                .build();
    }

    /** Keycloak's sets come in any order. */
    private static List<String> sorted(Collection<String> texts) {
        return texts.stream().sorted().toList();
    }

    private static Presence<String> orNone(Presence<String> told) {
        return told.known().isPresent() ? told : new Presence.Null<>();
    }
}
