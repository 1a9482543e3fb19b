package io.cadastre.connectors.ldap;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import io.cadastre.spi.ConnectorException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of changes as one connection shows them. An entry has another one whenever somebody changed it.
 *
 * <p>Each domain controller of Active Directory counts for itself, so its number holds with the id of its database alone:
 * that is another one also where it was brought back from a copy.
 *
 * @param attribute where an entry has its number
 * @param counter who counts; empty where numbers hold everywhere, null if that is not known
 */
record ChangeNumbers(String attribute, @Nullable String counter) {
    private static final String SERVICE = "dsServiceName";
    private static final String DATABASE = "invocationId";

    /** Those of a connection that nobody asked. */
    static final ChangeNumbers UNKNOWN = new ChangeNumbers("", null);

    static ChangeNumbers of(Profile profile, LDAPConnection connection) throws ConnectorException {
        try {
            return new ChangeNumbers(
                    profile.changeNumber(),
                    switch (profile) {
                        case OPENLDAP -> "";
                        case ACTIVE_DIRECTORY -> database(connection);
                    });
        } catch (LDAPException e) {
            throw LdapErrors.of(e, "Asking which domain controller it is");
        }
    }

    private static @Nullable String database(LDAPConnection connection) throws LDAPException {
        try {
            Optional<SearchResultEntry> root = only(connection, "", SERVICE);
            Optional<SearchResultEntry> service = root.isPresent() && root.get().hasAttribute(SERVICE)
                    ? only(connection, root.get().getAttributeValue(SERVICE), DATABASE)
                    : Optional.empty();
            return service.map(entry -> entry.getAttributeValueBytes(DATABASE))
                    .flatMap(EntryValues::guid)
                    .orElse(null);
        } catch (LDAPException e) {
            if (e.getResultCode().equals(ResultCode.INSUFFICIENT_ACCESS_RIGHTS)
                    || e.getResultCode().equals(ResultCode.NO_SUCH_OBJECT)) {
                return null;
            }
            throw e;
        }
    }

    private static Optional<SearchResultEntry> only(LDAPConnection connection, String dn, String attribute)
            throws LDAPException {
        List<SearchResultEntry> found = connection
                .search(new SearchRequest(dn, SearchScope.BASE, "(objectClass=*)", attribute))
                .getSearchEntries();
        return found.stream().findFirst();
    }

    /** The number of an entry; empty if it shows none, or if it cannot be told whose it is. */
    Optional<String> of(EntryValues entry) {
        String by = counter;
        return by == null
                ? Optional.empty()
                : entry.text(attribute).map(number -> by.isEmpty() ? number : number + "@" + by);
    }
}
