package io.cadastre.connectors.ldap;

import com.unboundid.ldap.sdk.DN;
import io.cadastre.connectors.ldap.Profile.Kind;
import io.cadastre.connectors.ldap.model.LdapComputer;
import io.cadastre.connectors.ldap.model.LdapDirectory;
import io.cadastre.connectors.ldap.model.LdapGroup;
import io.cadastre.connectors.ldap.model.LdapUnit;
import io.cadastre.connectors.ldap.model.LdapUser;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.model.EntityInput;
import io.cadastre.spi.model.Presence;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * Makes entities of entries. What a directory does not know of stays absent; attributes of both kinds of directory are
 * asked for, since each ignores those of the other.
 *
 * @param profile by what entries are known, and what shows that they changed
 */
record EntryMapping(Profile profile) {
    private static final List<String> ATTRIBUTES = List.of(
            "objectClass",
            "cn",
            "ou",
            "description",
            "createTimestamp",
            "modifyTimestamp",
            "gidNumber",
            "uidNumber",
            "uid",
            "mail",
            "displayName",
            "givenName",
            "sn",
            "title",
            "departmentNumber",
            "department",
            "memberOf",
            "pwdAccountLockedTime",
            "pwdChangedTime",
            "pwdReset",
            "pwdLastSuccess",
            "authTimestamp",
            "shadowExpire",
            "shadowLastChange",
            "ipHostNumber",
            "macAddress",
            "objectSid",
            "sAMAccountName",
            "userPrincipalName",
            "servicePrincipalName",
            "primaryGroupID",
            "userAccountControl",
            "msDS-User-Account-Control-Computed",
            "msDS-UserPasswordExpiryTimeComputed",
            "lockoutTime",
            "pwdLastSet",
            "accountExpires",
            "lastLogonTimestamp",
            "groupType",
            "dNSHostName",
            "operatingSystem",
            "operatingSystemVersion");

    // Bits of userAccountControl.
    private static final String ACCOUNT = "userAccountControl";
    private static final long DISABLED = 0x2;
    private static final long PASSWORD_NOT_REQUIRED = 0x20;
    private static final long DOMAIN_CONTROLLER = 0x2000;
    private static final long PASSWORD_NEVER_EXPIRES = 0x1_0000;
    private static final long SMARTCARD_REQUIRED = 0x4_0000;
    private static final long TRUSTED_FOR_DELEGATION = 0x8_0000;

    // Bits that the server computes.
    private static final String COMPUTED = "msDS-User-Account-Control-Computed";
    private static final long LOCKED = 0x10;
    private static final long PASSWORD_EXPIRED = 0x80_0000;

    // Bits of groupType.
    private static final String GROUP_TYPE = "groupType";
    private static final long GLOBAL = 0x2;
    private static final long DOMAIN_LOCAL = 0x4;
    private static final long UNIVERSAL = 0x8;
    private static final long SECURITY = 0x8000_0000L;

    private static final String PASSWORD_SET = "pwdLastSet";
    private static final String PASSWORD_CHANGED = "pwdChangedTime";
    private static final String PASSWORD_RESET = "pwdReset";
    private static final String PASSWORD_EXPIRES = "msDS-UserPasswordExpiryTimeComputed";
    private static final String LOCKED_SINCE = "pwdAccountLockedTime";
    private static final String LOCKOUT = "lockoutTime";

    /** In Active Directory, then where OpenLDAP's overlays ppolicy and lastbind note it. */
    private static final String LAST_LOGIN = "lastLogonTimestamp";

    private static final List<String> LAST_LOGINS = List.of("pwdLastSuccess", "authTimestamp");

    /** What decides in which groups a person or a computer is. */
    private static final List<String> MEMBERSHIP = List.of("memberOf", "objectSid", "primaryGroupID", "gidNumber");

    /** What time changes, and overlays that leave the number of an entry as it is. */
    private static final List<String> STATES = List.of(
            COMPUTED,
            PASSWORD_EXPIRES,
            ACCOUNT,
            LOCKOUT,
            PASSWORD_SET,
            LOCKED_SINCE,
            PASSWORD_CHANGED,
            PASSWORD_RESET,
            LAST_LOGIN);

    /** What is asked for. Nothing that holds a password or a hash of one. */
    List<String> attributes() {
        return Stream.of(known(), ATTRIBUTES).flatMap(List::stream).toList();
    }

    /**
     * What is asked for of an entry that may be as it was: what tells whether it is, and what others need of it even then.
     */
    List<String> attributes(Kind kind) {
        List<List<String>> attributes = switch (kind) {
            case UNIT -> List.of(known());
            case GROUP -> List.of(known(), List.of("objectSid", "gidNumber"));
            case USER -> List.of(known(), List.of("uid"), MEMBERSHIP, STATES, LAST_LOGINS);
            case COMPUTER -> List.of(known(), List.of("objectClass"), MEMBERSHIP, List.of(LAST_LOGIN));
        };
        return attributes.stream().flatMap(List::stream).toList();
    }

    private List<String> known() {
        return List.of(profile.key().attribute(), profile.changeNumber());
    }

    /** What such a listing tells of a unit. */
    EntityInput listedUnit(EntryValues entry, String id) {
        return LdapUnit.TYPE
                .input(id)
                .set(LdapUnit.CHANGE_NUMBER, said(entry.changeNumber()))
                .set(LdapUnit.DN, entry.dn())
                .build();
    }

    /** What such a listing tells of a group. */
    EntityInput listedGroup(EntryValues entry, String id) {
        return LdapGroup.TYPE
                .input(id)
                .set(LdapGroup.CHANGE_NUMBER, said(entry.changeNumber()))
                .set(LdapGroup.DN, entry.dn())
                .build();
    }

    /** What such a listing tells of a person. */
    EntityInput listedUser(EntryValues entry, String id) throws ConnectorException.BadData {
        return LdapUser.TYPE
                .input(id)
                .set(LdapUser.CHANGE_NUMBER, said(entry.changeNumber()))
                .set(LdapUser.DN, entry.dn())
                .set(LdapUser.LOCKED, said(locked(entry)))
                .set(LdapUser.PASSWORD_EXPIRED, said(entry.flag(COMPUTED, PASSWORD_EXPIRED)))
                .set(LdapUser.PASSWORD_EXPIRES, said(entry.windowsTime(PASSWORD_EXPIRES)))
                .set(LdapUser.PASSWORD_RESET, said(resetRequired(entry)))
                .set(LdapUser.LAST_LOGIN, said(lastLogin(entry)))
                .build();
    }

    /** What such a listing tells of a computer. */
    EntityInput listedComputer(EntryValues entry, String id) throws ConnectorException.BadData {
        return LdapComputer.TYPE
                .input(id)
                .set(LdapComputer.CHANGE_NUMBER, said(entry.changeNumber()))
                .set(LdapComputer.DN, entry.dn())
                .set(LdapComputer.LAST_LOGIN, said(entry.windowsTime(LAST_LOGIN)))
                .build();
    }

    private static <V> Presence<V> said(Optional<V> value) {
        return Presence.ofNullable(value.orElse(null));
    }

    EntityInput directory(EntryValues entry, DN base) throws ConnectorException.BadData {
        return LdapDirectory.TYPE
                .input(entry.key(profile.key()))
                .displayName(base.toString())
                .set(LdapDirectory.NAME, base.toString())
                .set(LdapDirectory.SID, entry.sid())
                .set(LdapDirectory.CREATED, entry.time("createTimestamp"))
                .build();
    }

    EntityInput unit(EntryValues entry, String id) throws ConnectorException.BadData {
        String name = entry.text("ou").orElse(entry.dn());
        return LdapUnit.TYPE
                .input(id)
                .displayName(name)
                .set(LdapUnit.NAME, name)
                .set(LdapUnit.DESCRIPTION, entry.text("description"))
                .set(LdapUnit.DN, entry.dn())
                .set(LdapUnit.CREATED, entry.time("createTimestamp"))
                .set(LdapUnit.UPDATED, entry.time("modifyTimestamp"))
                .set(LdapUnit.CHANGE_NUMBER, entry.changeNumber())
                .build();
    }

    EntityInput group(EntryValues entry, String id) throws ConnectorException.BadData {
        String name = entry.text("cn").orElse(entry.dn());
        return LdapGroup.TYPE
                .input(id)
                .displayName(name)
                .set(LdapGroup.NAME, name)
                .set(LdapGroup.DESCRIPTION, entry.text("description"))
                .set(LdapGroup.DN, entry.dn())
                .set(LdapGroup.GID, entry.maybeNumber("gidNumber"))
                .set(LdapGroup.SID, entry.sid())
                .set(LdapGroup.SECURITY, entry.flag(GROUP_TYPE, SECURITY))
                .set(LdapGroup.SCOPE, scope(entry))
                .set(LdapGroup.CREATED, entry.time("createTimestamp"))
                .set(LdapGroup.UPDATED, entry.time("modifyTimestamp"))
                .set(LdapGroup.CHANGE_NUMBER, entry.changeNumber())
                .build();
    }

    private static Optional<String> scope(EntryValues entry) throws ConnectorException.BadData {
        OptionalLong type = entry.number(GROUP_TYPE);
        if (type.isEmpty()) {
            return Optional.empty();
        }
        long bits = type.getAsLong();
        return (bits & GLOBAL) != 0
                ? Optional.of("global")
                : (bits & DOMAIN_LOCAL) != 0
                        ? Optional.of("domain-local")
                        : (bits & UNIVERSAL) != 0 ? Optional.of("universal") : Optional.empty();
    }

    EntityInput user(EntryValues entry, String id) throws ConnectorException.BadData {
        Optional<String> email = entry.text("mail");
        var user = LdapUser.TYPE
                .input(id)
                .displayName(
                        entry.text("displayName", "cn", "sAMAccountName", "uid").orElse(entry.dn()))
                .set(LdapUser.NAME, entry.text("cn"))
                .set(LdapUser.USERNAME, entry.text("sAMAccountName", "uid"))
                .set(LdapUser.EMAIL, email)
                .set(LdapUser.FIRST_NAME, entry.text("givenName"))
                .set(LdapUser.LAST_NAME, entry.text("sn"))
                .set(LdapUser.TITLE, entry.text("title"))
                .set(LdapUser.DEPARTMENT, entry.text("department", "departmentNumber"))
                .set(LdapUser.DESCRIPTION, entry.text("description"))
                .set(LdapUser.DN, entry.dn())
                .set(LdapUser.PRINCIPAL_NAME, entry.text("userPrincipalName"))
                .set(LdapUser.SID, entry.sid())
                .set(LdapUser.UID, entry.maybeNumber("uidNumber"))
                .set(LdapUser.SERVICES, entry.set("servicePrincipalName"))
                .set(LdapUser.ACTIVE, active(entry))
                .set(LdapUser.LOCKED, locked(entry))
                .set(LdapUser.PASSWORD_EXPIRED, entry.flag(COMPUTED, PASSWORD_EXPIRED))
                .set(LdapUser.PASSWORD_NEVER_EXPIRES, entry.flag(ACCOUNT, PASSWORD_NEVER_EXPIRES))
                .set(LdapUser.PASSWORD_NOT_REQUIRED, entry.flag(ACCOUNT, PASSWORD_NOT_REQUIRED))
                .set(LdapUser.PASSWORD_RESET, resetRequired(entry))
                .set(LdapUser.SMARTCARD, entry.flag(ACCOUNT, SMARTCARD_REQUIRED))
                .set(LdapUser.DELEGATION, entry.flag(ACCOUNT, TRUSTED_FOR_DELEGATION))
                .set(
                        LdapUser.PASSWORD_CHANGED,
                        first(
                                entry.windowsTime(PASSWORD_SET),
                                entry.time(PASSWORD_CHANGED),
                                entry.day("shadowLastChange")))
                .set(LdapUser.PASSWORD_EXPIRES, entry.windowsTime(PASSWORD_EXPIRES))
                .set(LdapUser.EXPIRES, first(entry.windowsTime("accountExpires"), entry.day("shadowExpire")))
                .set(LdapUser.LAST_LOGIN, lastLogin(entry))
                .set(LdapUser.CREATED, entry.time("createTimestamp"))
                .set(LdapUser.UPDATED, entry.time("modifyTimestamp"))
                .set(LdapUser.CHANGE_NUMBER, entry.changeNumber());
        email.ifPresent(address -> user.match(LdapUser.SAME, address));
        return user.build();
    }

    private static Optional<Instant> lastLogin(EntryValues entry) throws ConnectorException.BadData {
        return first(
                entry.windowsTime(LAST_LOGIN), entry.time(LAST_LOGINS.getFirst()), entry.time(LAST_LOGINS.getLast()));
    }

    private static Optional<Boolean> active(EntryValues entry) throws ConnectorException.BadData {
        return entry.flag(ACCOUNT, DISABLED).map(disabled -> !disabled);
    }

    private static Optional<Boolean> locked(EntryValues entry) throws ConnectorException.BadData {
        Optional<Boolean> computed = entry.flag(COMPUTED, LOCKED);
        if (computed.isPresent()) {
            return computed;
        }
        if (entry.text(ACCOUNT).isPresent()) {
            return Optional.of(entry.windowsTime(LOCKOUT).isPresent());
        }
        if (entry.text(LOCKED_SINCE).isPresent()) {
            return Optional.of(true);
        }
        // Where the password policy notes changes, it would note a lock, too.
        return entry.text(PASSWORD_CHANGED).map(changed -> false);
    }

    private static Optional<Boolean> resetRequired(EntryValues entry) throws ConnectorException.BadData {
        OptionalLong set = entry.number(PASSWORD_SET);
        return set.isPresent()
                ? Optional.of(set.getAsLong() == 0)
                : entry.text(PASSWORD_RESET).map("TRUE"::equalsIgnoreCase);
    }

    /** Whether it is an account that computers share, a computer by its class. */
    static boolean isServiceAccount(EntryValues entry) {
        return entry.is("msDS-GroupManagedServiceAccount") || entry.is("msDS-ManagedServiceAccount");
    }

    EntityInput computer(EntryValues entry, String id) throws ConnectorException.BadData {
        String name = entry.text("cn").orElse(entry.dn());
        return LdapComputer.TYPE
                .input(id)
                .displayName(name)
                .set(LdapComputer.NAME, name)
                .set(LdapComputer.HOSTNAME, entry.text("cn"))
                .set(LdapComputer.FQDN, entry.text("dNSHostName"))
                .set(LdapComputer.OS_NAME, entry.text("operatingSystem"))
                .set(LdapComputer.OS_VERSION, entry.text("operatingSystemVersion"))
                .set(LdapComputer.PRIVATE_ADDRESSES, entry.addresses("ipHostNumber", true))
                .set(LdapComputer.PUBLIC_ADDRESSES, entry.addresses("ipHostNumber", false))
                .set(LdapComputer.MAC_ADDRESSES, entry.macAddresses("macAddress"))
                .set(LdapComputer.DESCRIPTION, entry.text("description"))
                .set(LdapComputer.DN, entry.dn())
                .set(LdapComputer.SID, entry.sid())
                .set(LdapComputer.ACTIVE, active(entry))
                .set(LdapComputer.CONTROLLER, entry.flag(ACCOUNT, DOMAIN_CONTROLLER))
                .set(LdapComputer.DELEGATION, entry.flag(ACCOUNT, TRUSTED_FOR_DELEGATION))
                .set(LdapComputer.PASSWORD_CHANGED, entry.windowsTime(PASSWORD_SET))
                .set(LdapComputer.LAST_LOGIN, entry.windowsTime(LAST_LOGIN))
                .set(LdapComputer.CREATED, entry.time("createTimestamp"))
                .set(LdapComputer.UPDATED, entry.time("modifyTimestamp"))
                .set(LdapComputer.CHANGE_NUMBER, entry.changeNumber())
                .build();
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    private static <V> Optional<V> first(Optional<V>... values) {
        return Stream.of(values).flatMap(Optional::stream).findFirst();
    }
}
