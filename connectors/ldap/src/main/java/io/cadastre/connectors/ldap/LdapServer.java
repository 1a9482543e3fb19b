package io.cadastre.connectors.ldap;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.Env;
import io.cadastre.spi.credential.Credential;
import io.cadastre.spi.operation.Operation;
import java.util.List;

/**
 * The directory as somebody who may read it.
 *
 * @param address where it is
 * @param bindName who reads
 * @param password the secret of who reads
 */
record LdapServer(LdapAddress address, String bindName, Credential password) {
    /** Opens a connection, encrypts it if that is wanted, and says who reads. */
    LDAPConnection open() throws ConnectorException, InterruptedException {
        LDAPConnection connection;
        try {
            connection = address.connect();
        } catch (LDAPException e) {
            throw LdapErrors.connecting(e, address);
        }
        try {
            password.use(secret -> {
                try {
                    return connection.bind(bindName, secret);
                } catch (LDAPException e) {
                    throw LdapErrors.of(e, "Binding");
                }
            });
            return connection;
        } catch (ConnectorException | InterruptedException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /** Reads one entry that has to be there. */
    EntryValues entry(Env env, DN dn, String... attributes) throws ConnectorException, InterruptedException {
        return env.ops()
                .execute(
                        Operation.define("ldap.read", (DN asked) -> read(asked, attributes))
                                .timeout(LdapAddress.PATIENCE),
                        dn);
    }

    private EntryValues read(DN dn, String... attributes) throws ConnectorException, InterruptedException {
        String what = "Reading '" + dn + "'";
        try (LDAPConnection connection = open()) {
            List<SearchResultEntry> found = connection
                    .search(new SearchRequest(dn.toString(), SearchScope.BASE, "(objectClass=*)", attributes))
                    .getSearchEntries();
            if (found.isEmpty()) {
                throw new ConnectorException.NotFound(what + " gave nothing: the bind name may not see it.");
            }
            return new EntryValues(found.getFirst(), ChangeNumbers.UNKNOWN);
        } catch (LDAPException e) {
            throw LdapErrors.of(e, what);
        }
    }
}
