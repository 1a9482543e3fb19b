package io.cadastre.connectors.ldap;

import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchScope;
import io.cadastre.connectors.ldap.Profile.Kind;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.Env;
import io.cadastre.spi.operation.Operation;
import java.util.List;

/**
 * Reads single entries of a kind by their keys, whatever their names are by now.
 *
 * @param server where they are
 * @param settings by what they are found beside their keys
 */
record KeyedSearch(LdapServer server, LdapSettings settings) {
    /** What every server takes in one filter. */
    private static final int MOST = 100;

    /** How many entries may be read at once. */
    int batch() {
        return Math.min(MOST, settings.pageSize());
    }

    /**
     * Whether so many of all are better read one by one than by a search for all: a directory without an index of its keys
     * looks at every entry for each batch.
     */
    boolean pays(int some, int all) {
        return some <= Math.max(MOST, all / 10);
    }

    /**
     * Reads entries.
     *
     * @param keys not more than {@link #batch}
     * @return those that are still there
     */
    List<EntryValues> read(Env env, Kind kind, List<String> keys, List<String> attributes)
            throws ConnectorException, InterruptedException {
        return env.ops()
                .execute(
                        Operation.define("ldap.entries", (List<String> wanted) -> read(kind, wanted, attributes))
                                .timeout(LdapAddress.PATIENCE),
                        keys);
    }

    private List<EntryValues> read(Kind kind, List<String> keys, List<String> attributes)
            throws ConnectorException, InterruptedException {
        LdapSettings.Search search = settings.search(kind);
        try (LDAPConnection connection = server.open()) {
            ChangeNumbers numbers = ChangeNumbers.of(settings.profile(), connection);
            Filter filter = Filter.createANDFilter(
                    Filter.create(search.filter()),
                    Filter.createORFilter(keys.stream()
                            .map(key -> EntryValues.keyed(settings.profile().key(), key))
                            .toList()));
            return connection
                    .search(new SearchRequest(
                            search.base().toString(), SearchScope.SUB, filter, attributes.toArray(String[]::new)))
                    .getSearchEntries()
                    .stream()
                    .map(entry -> new EntryValues(entry, numbers))
                    .toList();
        } catch (LDAPException e) {
            throw LdapErrors.of(e, "Reading " + keys.size() + " of the " + kind.words() + " by their keys");
        }
    }
}
