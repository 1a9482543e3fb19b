package io.cadastre.connectors.ldap;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import io.cadastre.connectors.ldap.Profile.Kind;
import io.cadastre.spi.Config;
import io.cadastre.spi.ConfigField;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.credential.CredentialField;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How an installation reads its directory.
 *
 * @param address where it is
 * @param profile what kind of directory it is
 * @param bindName who reads
 * @param base what is read: this entry and all below
 * @param searches where and by what the entries of a kind are found
 * @param pageSize how many entries come at once
 */
record LdapSettings(
        LdapAddress address, Profile profile, String bindName, DN base, Map<Kind, Search> searches, int pageSize) {
    static final ConfigField URL = ConfigField.requiredText(
            "url", "Address", "ldaps://ldap.example", "ldaps://HOST[:PORT], or ldap://HOST[:PORT] with StartTLS.");
    static final ConfigField START_TLS = ConfigField.bool(
            "startTls",
            "StartTLS",
            true,
            "Whether an ldap:// connection is encrypted before the password is sent. Without, it can be read on the"
                    + " way.");
    static final ConfigField CA_CERTIFICATES = ConfigField.optionalText(
            "caCertificates",
            "CA certificates",
            "The PEM text of the authorities that vouch for the directory, if they are not publicly known.");
    static final ConfigField PROFILE = ConfigField.choice(
            "profile",
            "Kind of directory",
            Arrays.stream(Profile.values()).map(Profile::setting).toList(),
            "Decides by what entries are known, and how they are found.");
    static final ConfigField BIND_NAME = ConfigField.requiredText(
            "bindName",
            "Bind name",
            "cn=cadastre,dc=example,dc=org",
            "Who reads: a distinguished name; in Active Directory also name@domain.");
    static final ConfigField BASE = ConfigField.requiredText(
            "base", "Base", "dc=example,dc=org", "The distinguished name of the entry below which all is read.");
    static final ConfigField USER_BASE = base("user", "people");
    static final ConfigField GROUP_BASE = base("group", "groups");
    static final ConfigField COMPUTER_BASE = base("computer", "computers");
    static final ConfigField USER_FILTER = filter("user", "people");
    static final ConfigField GROUP_FILTER = filter("group", "groups");
    static final ConfigField COMPUTER_FILTER = filter("computer", "computers");
    static final ConfigField PAGE_SIZE = ConfigField.integer(
            "pageSize",
            "Page size",
            500,
            "How many entries come at once; most servers allow no more than 500 or 1000.");
    static final CredentialField PASSWORD =
            CredentialField.string("password", "Password", "Of the bind name, which needs to read only.");

    private static final int LARGEST_PAGE = 10_000;

    /**
     * A way to find entries.
     *
     * @param base below which they are
     * @param filter what holds for them (RFC 4515)
     */
    record Search(DN base, String filter) {}

    LdapSettings {
        searches = Map.copyOf(searches);
    }

    private static ConfigField base(String kind, String words) {
        return ConfigField.optionalText(
                kind + "Base", "Base of " + words, "Reads " + words + " below this entry only; it is below the base.");
    }

    private static ConfigField filter(String kind, String words) {
        return ConfigField.optionalText(
                kind + "Filter", "Filter of " + words, "Finds " + words + " by another LDAP filter than usual.");
    }

    static LdapSettings of(Config config) throws ConnectorException.Configuration {
        Profile profile = Arrays.stream(Profile.values())
                .filter(each -> each.setting().equals(config.text(PROFILE.name())))
                .findFirst()
                .orElseThrow();
        long pageSize = config.integer(PAGE_SIZE.name());
        if (pageSize < 1 || pageSize > LARGEST_PAGE) {
            throw wrong(PAGE_SIZE, "must be a number of entries from 1 to " + LARGEST_PAGE + ".");
        }
        DN base = dn(config, BASE).orElseThrow();
        Map<Kind, Search> searches = new EnumMap<>(Kind.class);
        searches.put(Kind.UNIT, new Search(base, profile.filter(Kind.UNIT)));
        searches.put(Kind.USER, search(config, profile, Kind.USER, base, USER_BASE, USER_FILTER));
        searches.put(Kind.GROUP, search(config, profile, Kind.GROUP, base, GROUP_BASE, GROUP_FILTER));
        searches.put(Kind.COMPUTER, search(config, profile, Kind.COMPUTER, base, COMPUTER_BASE, COMPUTER_FILTER));
        return new LdapSettings(
                LdapAddress.of(config), profile, config.text(BIND_NAME.name()), base, searches, (int) pageSize);
    }

    private static Search search(
            Config config, Profile profile, Kind kind, DN base, ConfigField baseField, ConfigField filterField)
            throws ConnectorException.Configuration {
        DN below = dn(config, baseField).orElse(base);
        if (!below.isDescendantOf(base, true)) {
            throw wrong(baseField, "must be a distinguished name below that of the setting 'base'.");
        }
        String filter = config.maybeText(filterField.name()).orElse(profile.filter(kind));
        try {
            Filter.create(filter);
        } catch (LDAPException e) {
            throw wrong(filterField, "must be an LDAP filter, for example (objectClass=person).");
        }
        return new Search(below, filter);
    }

    static Optional<DN> dn(Config config, ConfigField field) throws ConnectorException.Configuration {
        Optional<String> text = config.maybeText(field.name());
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            DN dn = new DN(text.get().strip());
            if (!dn.isNullDN()) {
                return Optional.of(dn);
            }
        } catch (LDAPException e) {
            // Said below, without the parser's words.
        }
        throw wrong(field, "must be a distinguished name, for example dc=example,dc=org.");
    }

    static ConnectorException.Configuration wrong(ConfigField field, String what) {
        return new ConnectorException.Configuration("The setting '" + field.name() + "' " + what);
    }

    Search search(Kind kind) {
        return searches.getOrDefault(kind, new Search(base, profile.filter(kind)));
    }

    /** The settings that {@link #of} refused, by their names in its message. */
    static List<Config.Problem> problem(ConnectorException.Configuration refusal, ConfigField... asked) {
        String message = String.valueOf(refusal.getMessage());
        String field = Arrays.stream(asked)
                .map(ConfigField::name)
                .filter(name -> message.startsWith("The setting '" + name + "' "))
                .findFirst()
                .orElse(asked[0].name());
        return List.of(new Config.Problem(field, message));
    }
}
