package io.cadastre.connectors.ldap;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPSearchException;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResult;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.controls.SimplePagedResultsControl;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.Env;
import io.cadastre.spi.operation.Operation;
import io.cadastre.spi.page.Page;
import io.cadastre.spi.page.PageRequest;
import io.cadastre.spi.page.PageSource;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One search in pages (RFC 2696), on a connection of its own: a page's cookie means nothing on another. So only the first
 * page is tried again; what is cut later is read from the beginning by the next sync.
 */
final class PagedSearch implements PageSource<EntryValues>, AutoCloseable {
    private static final char BEHIND_COOKIE = ' ';

    private final LdapServer server;
    private final Profile profile;
    private final Env env;
    private final LdapSettings.Search search;
    private final int pageSize;
    private final List<String> attributes;
    private final Consumer<String> cut;
    private @Nullable LDAPConnection connection;
    private boolean closed;
    private volatile boolean whole;
    private volatile @Nullable ChangeNumbers numbers;

    /**
     * Prepares a search.
     *
     * @param cut takes the reason if the directory ends the search before all was found
     */
    PagedSearch(
            LdapServer server,
            Profile profile,
            Env env,
            LdapSettings.Search search,
            int pageSize,
            List<String> attributes,
            Consumer<String> cut) {
        this.server = server;
        this.profile = profile;
        this.env = env;
        this.search = search;
        this.pageSize = pageSize;
        this.attributes = List.copyOf(attributes);
        this.cut = cut;
    }

    /** Whether the directory said that all was found. */
    boolean whole() {
        return whole;
    }

    @Override
    public Page<EntryValues> fetch(PageRequest request) throws ConnectorException, InterruptedException {
        Operation<PageRequest, Page<EntryValues>> operation = request.position().isEmpty()
                ? Operation.define("ldap.search", this::first)
                : Operation.define("ldap.search", this::next).notIdempotent();
        return env.ops().execute(operation.timeout(LdapAddress.PATIENCE), request);
    }

    private Page<EntryValues> first(PageRequest request) throws ConnectorException, InterruptedException {
        LDAPConnection fresh = server.open();
        boolean kept = false;
        try {
            numbers = ChangeNumbers.of(profile, fresh);
            Page<EntryValues> page = page(fresh, null);
            kept = keep(fresh);
            return page;
        } finally {
            if (!kept) {
                fresh.close();
            }
        }
    }

    private synchronized boolean keep(LDAPConnection fresh) {
        if (!closed) {
            connection = fresh;
        }
        return !closed;
    }

    private Page<EntryValues> next(PageRequest request) throws ConnectorException {
        LDAPConnection begun;
        synchronized (this) {
            begun = connection;
        }
        String cursor = request.position().orElseThrow();
        byte[] cookie = Base64.getDecoder().decode(cursor.substring(0, cursor.indexOf(BEHIND_COOKIE)));
        return page(Objects.requireNonNull(begun), new ASN1OctetString(cookie));
    }

    private Page<EntryValues> page(LDAPConnection on, @Nullable ASN1OctetString cookie) throws ConnectorException {
        String what = "The search for " + search.filter() + " below '" + search.base() + "'";
        try {
            SearchRequest request = new SearchRequest(
                    search.base().toString(), SearchScope.SUB, search.filter(), attributes.toArray(String[]::new));
            // Not critical: a server that has no pages gives all at once, or says that it does not.
            request.setControls(new Control[] {new SimplePagedResultsControl(pageSize, cookie, false)});
            SearchResult result = on.search(request);
            ChangeNumbers shown = Objects.requireNonNull(numbers);
            Optional<String> position = Optional.ofNullable(SimplePagedResultsControl.get(result))
                    .filter(SimplePagedResultsControl::moreResultsToReturn)
                    .map(more -> cursor(more.getCookie().getValue(), result.getSearchEntries()));
            whole = position.isEmpty();
            return Page.of(values(result.getSearchEntries(), shown), position);
        } catch (LDAPSearchException e) {
            if (!LdapErrors.cut(e.getResultCode())) {
                throw LdapErrors.of(e, what);
            }
            cut.accept(what + " was cut off by a limit of the directory ('"
                    + e.getResultCode().getName() + "'). Raise it for the bind name, or set smaller pages.");
            return Page.last(values(
                    Objects.requireNonNullElse(e.getSearchEntries(), List.of()), Objects.requireNonNull(numbers)));
        } catch (LDAPException e) {
            throw LdapErrors.of(e, what);
        }
    }

    private static List<EntryValues> values(List<SearchResultEntry> found, ChangeNumbers shown) {
        return found.stream().map(entry -> new EntryValues(entry, shown)).toList();
    }

    /**
     * Samba gives every page the same cookie and knows by the connection where it is. That a search goes on shows in what
     * it found.
     */
    private static String cursor(byte[] cookie, List<SearchResultEntry> found) {
        return Base64.getEncoder().encodeToString(cookie)
                + BEHIND_COOKIE
                + (found.isEmpty() ? "" : found.getLast().getDN());
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (connection != null) {
            connection.close();
        }
    }
}
