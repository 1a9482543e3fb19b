package io.cadastre.connectors.okta.model;

import io.cadastre.spi.model.CollectionField;
import io.cadastre.spi.model.Direction;
import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.FieldOption;
import io.cadastre.spi.model.Match;
import io.cadastre.spi.model.MatchField;
import io.cadastre.spi.model.Verb;
import java.time.Instant;

/** Somebody with an account. */
public final class OktaUser {
    public static final EntityType<OktaUser> TYPE =
            EntityType.<OktaUser>named("okta_user").classes(EntityClass.USER).keyed("id");

    public static final Field<OktaUser, String> USERNAME =
            TYPE.string("username", FieldOption.required(), FieldOption.indexed());
    public static final Field<OktaUser, String> EMAIL = TYPE.string("email", FieldOption.indexed());
    public static final Field<OktaUser, String> NAME = TYPE.string("name");
    public static final Field<OktaUser, String> FIRST_NAME = TYPE.string("firstName");
    public static final Field<OktaUser, String> LAST_NAME = TYPE.string("lastName");
    public static final Field<OktaUser, String> TITLE = TYPE.string("title");
    public static final Field<OktaUser, String> DEPARTMENT = TYPE.string("department");
    public static final Field<OktaUser, String> STATUS =
            TYPE.string("status", FieldOption.required(), FieldOption.described("In Okta's words."));
    public static final Field<OktaUser, Boolean> ACTIVE = TYPE.bool("active");
    public static final Field<OktaUser, Boolean> LOCKED = TYPE.bool("locked");
    public static final Field<OktaUser, String> CREDENTIAL_PROVIDER = TYPE.string(
            "credentialProvider",
            FieldOption.described("Who checks the password: OKTA, ACTIVE_DIRECTORY, LDAP, FEDERATION, …"));
    public static final Field<OktaUser, Boolean> MFA_ENABLED = TYPE.bool(
            "mfaEnabled", FieldOption.described("Whether a factor is active that is not a security question."));
    public static final Field<OktaUser, Boolean> HAS_ADMIN_ROLE = TYPE.bool(
            "hasAdminRole", FieldOption.described("Whether Okta lists the user among those with an admin role."));
    public static final Field<OktaUser, Boolean> ADMIN = TYPE.bool(
            "admin",
            FieldOption.described("Whether the user is a super administrator; absent for those without admin role."));
    public static final Field<OktaUser, Instant> CREATED_ON = TYPE.instant("createdOn");
    public static final Field<OktaUser, Instant> UPDATED_ON = TYPE.instant("updatedOn");
    public static final Field<OktaUser, Instant> ACTIVATED_ON = TYPE.instant("activatedOn");
    public static final Field<OktaUser, Instant> STATUS_CHANGED_ON = TYPE.instant("statusChangedOn");
    public static final Field<OktaUser, Instant> LAST_LOGIN_ON = TYPE.instant("lastLoginOn");
    public static final Field<OktaUser, Instant> PASSWORD_CHANGED_ON = TYPE.instant("passwordChangedOn");

    public static final CollectionField<OktaUser, OktaFactor> FACTORS =
            TYPE.collection("factors", () -> OktaFactor.TYPE, Verb.HAS);
    /** Those that were given to the user, not to a group. */
    public static final CollectionField<OktaUser, OktaRole> ROLES =
            TYPE.collection("roles", () -> OktaRole.TYPE, Verb.ASSIGNED);

    public static final MatchField<OktaUser> IDENTITY =
            TYPE.match("identity", Match.on(EntityClass.USER, "email").inEach(), Verb.IS, Direction.OUTGOING);

    private OktaUser() {}
}
