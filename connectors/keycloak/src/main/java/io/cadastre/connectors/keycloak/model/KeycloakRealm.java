package io.cadastre.connectors.keycloak.model;

import io.cadastre.spi.model.CollectionField;
import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.FieldOption;
import io.cadastre.spi.model.Verb;

/** A realm; where collecting begins. */
public final class KeycloakRealm {
    public static final EntityType<KeycloakRealm> TYPE = EntityType.<KeycloakRealm>named("keycloak_realm")
            .classes(EntityClass.DIRECTORY)
            .keyed("id");

    public static final Field<KeycloakRealm, String> NAME =
            TYPE.string("name", FieldOption.required(), FieldOption.indexed());
    public static final Field<KeycloakRealm, String> TITLE =
            TYPE.string("title", FieldOption.described("What people see when they log in."));
    public static final Field<KeycloakRealm, Boolean> ENABLED = TYPE.bool("enabled");
    public static final Field<KeycloakRealm, Boolean> REGISTRATION_ALLOWED = TYPE.bool(
            "registrationAllowed", FieldOption.described("Whether people may make an account for themselves."));
    public static final Field<KeycloakRealm, Boolean> RESET_PASSWORD_ALLOWED = TYPE.bool("resetPasswordAllowed");
    public static final Field<KeycloakRealm, Boolean> VERIFY_EMAIL =
            TYPE.bool("verifyEmail", FieldOption.described("Whether people must show that an address is theirs."));
    public static final Field<KeycloakRealm, Boolean> BRUTE_FORCE_PROTECTED =
            TYPE.bool("bruteForceProtected", FieldOption.described("Whether failed attempts lock an account."));
    public static final Field<KeycloakRealm, String> SSL_REQUIRED =
            TYPE.string("sslRequired", FieldOption.described("For whom HTTPS is required: all, external or none."));
    public static final Field<KeycloakRealm, String> PASSWORD_POLICY = TYPE.string("passwordPolicy");
    public static final Field<KeycloakRealm, Long> ACCESS_TOKEN_SECONDS =
            TYPE.integer("accessTokenSeconds", FieldOption.described("How long an access token is good."));
    public static final Field<KeycloakRealm, Boolean> EVENTS_ENABLED =
            TYPE.bool("eventsEnabled", FieldOption.described("Whether log-ins are recorded."));
    public static final Field<KeycloakRealm, Boolean> ADMIN_EVENTS_ENABLED =
            TYPE.bool("adminEventsEnabled", FieldOption.described("Whether what administrators do is recorded."));

    public static final CollectionField<KeycloakRealm, KeycloakUser> USERS =
            TYPE.collection("users", () -> KeycloakUser.TYPE, Verb.HAS);
    /** Groups at any depth. */
    public static final CollectionField<KeycloakRealm, KeycloakGroup> GROUPS =
            TYPE.collection("groups", () -> KeycloakGroup.TYPE, Verb.HAS);

    public static final CollectionField<KeycloakRealm, KeycloakClient> CLIENTS =
            TYPE.collection("clients", () -> KeycloakClient.TYPE, Verb.HAS);
    /** Roles of the realm itself; clients have their own. */
    public static final CollectionField<KeycloakRealm, KeycloakRole> ROLES =
            TYPE.collection("roles", () -> KeycloakRole.TYPE, Verb.HAS);

    public static final CollectionField<KeycloakRealm, KeycloakIdentityProvider> IDENTITY_PROVIDERS =
            TYPE.collection("identityProviders", () -> KeycloakIdentityProvider.TYPE, Verb.TRUSTS);
    public static final CollectionField<KeycloakRealm, KeycloakRequiredAction> REQUIRED_ACTIONS =
            TYPE.collection("requiredActions", () -> KeycloakRequiredAction.TYPE, Verb.HAS);

    private KeycloakRealm() {}
}
