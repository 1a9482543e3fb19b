package io.cadastre.connectors.keycloak.model;

import io.cadastre.spi.model.Direction;
import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.FieldOption;
import io.cadastre.spi.model.Match;
import io.cadastre.spi.model.MatchField;
import io.cadastre.spi.model.Verb;
import java.time.Instant;
import java.util.List;

/** Somebody who may log in, or the account by which a client acts for itself. */
public final class KeycloakUser {
    public static final EntityType<KeycloakUser> TYPE = EntityType.<KeycloakUser>named("keycloak_user")
            .classes(EntityClass.USER)
            .keyed("id");

    public static final Field<KeycloakUser, String> REALM = TYPE.string("realm", FieldOption.required());
    public static final Field<KeycloakUser, String> USERNAME =
            TYPE.string("username", FieldOption.required(), FieldOption.indexed());
    public static final Field<KeycloakUser, String> NAME =
            TYPE.string("name", FieldOption.described("First and last name."));
    public static final Field<KeycloakUser, String> FIRST_NAME = TYPE.string("firstName");
    public static final Field<KeycloakUser, String> LAST_NAME = TYPE.string("lastName");
    public static final Field<KeycloakUser, String> EMAIL = TYPE.string("email", FieldOption.indexed());
    public static final Field<KeycloakUser, Boolean> EMAIL_VERIFIED = TYPE.bool(
            "emailVerified",
            FieldOption.described("Whether the address is known to be the user's; only then it is matched."));
    public static final Field<KeycloakUser, Boolean> ACTIVE = TYPE.bool("active");
    public static final Field<KeycloakUser, Boolean> SERVICE_ACCOUNT =
            TYPE.bool("serviceAccount", FieldOption.described("Whether it is the account of a client."));
    public static final Field<KeycloakUser, Boolean> FEDERATED =
            TYPE.bool("federated", FieldOption.described("Whether it comes from another directory."));
    public static final Field<KeycloakUser, List<String>> REQUIRED_ACTIONS =
            TYPE.strings("requiredActions", FieldOption.described("What the user must do at the next log-in."));
    public static final Field<KeycloakUser, Instant> CREATED_ON = TYPE.instant("createdOn");

    public static final Field<KeycloakUser, Boolean> MFA_ENABLED = TYPE.bool(
            "mfaEnabled",
            FieldOption.described("Whether Keycloak holds a one-time code or a security key of the user."));
    public static final Field<KeycloakUser, List<String>> CREDENTIAL_TYPES =
            TYPE.strings("credentialTypes", FieldOption.described("What Keycloak holds to know the user by."));
    public static final Field<KeycloakUser, Instant> PASSWORD_CHANGED_ON = TYPE.instant("passwordChangedOn");

    /** Keycloak keeps addresses in lower case. */
    public static final MatchField<KeycloakUser> IDENTITY = TYPE.match(
            "identity", Match.on(EntityClass.USER, "email").ignoreCase().inEach(), Verb.IS, Direction.OUTGOING);

    private KeycloakUser() {}
}
