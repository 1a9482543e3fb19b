package io.cadastre.connectors.ldap.model;

import io.cadastre.spi.model.CollectionField;
import io.cadastre.spi.model.Direction;
import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.FieldOption;
import io.cadastre.spi.model.LinkProperty;
import io.cadastre.spi.model.Match;
import io.cadastre.spi.model.MatchField;
import io.cadastre.spi.model.Verb;
import java.time.Instant;
import java.util.List;

/** A person, or an account of a service. Passwords and their hashes are never asked for. */
public final class LdapUser {
    public static final EntityType<LdapUser> TYPE =
            EntityType.<LdapUser>named("ldap_user").classes(EntityClass.USER).keyed("entryUUID or objectGUID");

    public static final Field<LdapUser, String> NAME = TYPE.string("name");
    public static final Field<LdapUser, String> USERNAME =
            TYPE.string("username", FieldOption.indexed(), FieldOption.described("sAMAccountName or uid."));
    public static final Field<LdapUser, String> EMAIL = TYPE.string("email", FieldOption.indexed());
    public static final Field<LdapUser, String> FIRST_NAME = TYPE.string("firstName");
    public static final Field<LdapUser, String> LAST_NAME = TYPE.string("lastName");
    public static final Field<LdapUser, String> TITLE = TYPE.string("title");
    public static final Field<LdapUser, String> DEPARTMENT = TYPE.string("department");
    public static final Field<LdapUser, String> DESCRIPTION = TYPE.string("description");
    public static final Field<LdapUser, String> DN = TYPE.string("dn", FieldOption.described("Distinguished name."));
    public static final Field<LdapUser, String> PRINCIPAL_NAME =
            TYPE.string("userPrincipalName", FieldOption.described("Active Directory only."));
    public static final Field<LdapUser, String> SID =
            TYPE.string("sid", FieldOption.described("Active Directory only."));
    public static final Field<LdapUser, Long> UID =
            TYPE.integer("uid", FieldOption.described("The number of a POSIX account."));
    public static final Field<LdapUser, List<String>> SERVICES = TYPE.strings(
            "servicePrincipalNames", FieldOption.described("Services that run as it; Active Directory only."));
    public static final Field<LdapUser, Boolean> ACTIVE = TYPE.bool(
            "active", FieldOption.described("Not disabled; Active Directory only, since OpenLDAP has no such state."));
    public static final Field<LdapUser, Boolean> LOCKED = TYPE.bool(
            "locked",
            FieldOption.described("Locked out, for example after wrong passwords. In OpenLDAP known only where its"
                    + " password policy is at work; the note of a lock stays there until the next login."));
    public static final Field<LdapUser, Boolean> PASSWORD_EXPIRED =
            TYPE.bool("passwordExpired", FieldOption.described("Active Directory only."));
    public static final Field<LdapUser, Boolean> PASSWORD_NEVER_EXPIRES =
            TYPE.bool("passwordNeverExpires", FieldOption.described("Active Directory only."));
    public static final Field<LdapUser, Boolean> PASSWORD_NOT_REQUIRED =
            TYPE.bool("passwordNotRequired", FieldOption.described("Active Directory only."));
    public static final Field<LdapUser, Boolean> PASSWORD_RESET =
            TYPE.bool("passwordResetRequired", FieldOption.described("Has to be changed at the next login."));
    public static final Field<LdapUser, Boolean> SMARTCARD =
            TYPE.bool("smartcardRequired", FieldOption.described("Active Directory only."));
    public static final Field<LdapUser, Boolean> DELEGATION = TYPE.bool(
            "trustedForDelegation",
            FieldOption.described("May act as whoever logs in to it, anywhere; Active Directory only."));
    public static final Field<LdapUser, Instant> PASSWORD_CHANGED = TYPE.instant("passwordChangedOn");
    public static final Field<LdapUser, Instant> PASSWORD_EXPIRES =
            TYPE.instant("passwordExpiresOn", FieldOption.described("Active Directory only."));
    public static final Field<LdapUser, Instant> EXPIRES = TYPE.instant("expiresOn");
    public static final Field<LdapUser, Instant> LAST_LOGIN = TYPE.instant(
            "lastLoginOn",
            FieldOption.described("In Active Directory the replicated time, which may be two weeks behind."));
    public static final Field<LdapUser, Instant> CREATED = TYPE.instant("createdOn");
    public static final Field<LdapUser, Instant> UPDATED = TYPE.instant("updatedOn");
    public static final Field<LdapUser, String> CHANGE_NUMBER = TYPE.string(
            "changeNumber",
            FieldOption.described("Another one after each change of the entry: entryCSN, or uSNChanged with the"
                    + " database of the domain controller that counts."));

    public static final CollectionField<LdapUser, LdapGroup> GROUPS =
            TYPE.collection("groups", () -> LdapGroup.TYPE, Verb.MEMBER_OF, LinkProperty.bool("primary"));

    /** Directories compare e-mail addresses without regard to case, and people write them in either. */
    public static final MatchField<LdapUser> SAME = TYPE.match(
            "sameUser", Match.on(EntityClass.USER, "email").ignoreCase().inEach(), Verb.IS, Direction.OUTGOING);

    private LdapUser() {}
}
