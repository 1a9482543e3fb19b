package io.cadastre.connectors.ldap;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSearchEntry;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSearchRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSearchResult;
import com.unboundid.ldap.listener.interceptor.InMemoryOperationInterceptor;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPResult;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.controls.SimplePagedResultsControl;
import io.cadastre.connectors.conformance.Fault;
import io.cadastre.connectors.conformance.When;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;

/** A directory in memory, without a schema, whose searches go wrong where it is told to. */
final class InMemoryServer implements AutoCloseable {
    static final String BASE = "dc=acme,dc=test";
    static final String READER = "cn=reader," + BASE;
    static final String PASSWORD = "password-of-the-reader-4c1d";

    private static final String FAULT = "fault";
    private static final int PAGE = 2;

    final InMemoryDirectoryServer server;

    private final String keyAttribute;
    private final List<Rule> rules = new CopyOnWriteArrayList<>();
    private final Map<Long, ASN1OctetString> nextPages = new ConcurrentHashMap<>();
    private volatile boolean sameCookie;
    private volatile BiFunction<List<String>, Entry, Entry> showing = (asked, entry) -> entry;
    private volatile CountDownLatch hanging = new CountDownLatch(1);
    private volatile CountDownLatch release = new CountDownLatch(1);

    private record Rule(String filter, Fault fault, When when, AtomicInteger calls) {
        boolean holds(String asked) {
            if (!asked.contains(filter)) {
                return false;
            }
            int before = calls.getAndIncrement();
            return switch (when) {
                case ALWAYS -> true;
                case ONCE -> before == 0;
                case LATER -> before > 0;
            };
        }
    }

    InMemoryServer(String keyAttribute) {
        this.keyAttribute = keyAttribute;
        try {
            InMemoryDirectoryServerConfig config = new InMemoryDirectoryServerConfig(BASE);
            config.setSchema(null);
            config.addAdditionalBindCredentials(READER, PASSWORD);
            config.setListenerConfigs(
                    InMemoryListenerConfig.createLDAPConfig("plain", InetAddress.getLoopbackAddress(), 0, null));
            config.addInMemoryOperationInterceptor(new Interceptor());
            server = new InMemoryDirectoryServer(config);
            server.startListening();
        } catch (LDAPException e) {
            throw new AssertionError(e);
        }
    }

    Map<String, Object> config(Profile profile) {
        return Map.of(
                "url",
                "ldap://127.0.0.1:" + server.getListenPort(),
                "startTls",
                false,
                "profile",
                profile.setting(),
                "bindName",
                READER,
                "base",
                BASE,
                "pageSize",
                PAGE);
    }

    void add(Entry entry) {
        try {
            server.add(entry);
        } catch (LDAPException e) {
            throw new AssertionError(e);
        }
    }

    void add(String... ldif) {
        try {
            server.add(new Entry(ldif));
        } catch (LDAPException | com.unboundid.ldif.LDIFException e) {
            throw new AssertionError(e);
        }
    }

    /** Shows entries as this makes them of the attributes that are asked for and the entry. */
    void showing(BiFunction<List<String>, Entry, Entry> change) {
        showing = change;
    }

    /** Gives every page the same cookie from now on, as Samba does: which page comes next, the connection knows. */
    void giveSameCookie() {
        sameCookie = true;
    }

    /** Lets searches go wrong whose filter has this text in it. */
    void fail(String filter, Fault fault, When when) {
        rules.add(new Rule(filter, fault, when, new AtomicInteger()));
    }

    void repair() {
        rules.clear();
        release.countDown();
        release = new CountDownLatch(1);
        hanging = new CountDownLatch(1);
    }

    void awaitHanging() throws InterruptedException {
        hanging.await();
    }

    @Override
    public void close() {
        repair();
        server.shutDown(true);
    }

    private final class Interceptor extends InMemoryOperationInterceptor {
        @Override
        public void processSearchRequest(InMemoryInterceptedSearchRequest request) throws LDAPException {
            ASN1OctetString nextPage = nextPages.remove(request.getConnectionID());
            if (nextPage != null) {
                SearchRequest really = request.getRequest().duplicate();
                really.setControls(new SimplePagedResultsControl(PAGE, nextPage));
                request.setRequest(really);
            }
            String filter = request.getRequest().getFilter().toString();
            for (Rule rule : rules) {
                if (rule.holds(filter)) {
                    request.setProperty(FAULT, rule.fault());
                    begin(rule.fault());
                }
            }
        }

        private void begin(Fault fault) throws LDAPException {
            switch (fault) {
                case RATE_LIMITED -> throw new LDAPException(ResultCode.BUSY, "injected");
                case BROKEN -> throw new LDAPException(ResultCode.OTHER, "injected");
                case DENIED -> throw new LDAPException(ResultCode.INSUFFICIENT_ACCESS_RIGHTS, "injected");
                case DISCONNECTED -> {
                    server.closeAllConnections(false);
                    throw new LDAPException(ResultCode.UNAVAILABLE, "injected");
                }
                case HANGING -> {
                    CountDownLatch until = release;
                    hanging.countDown();
                    try {
                        until.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                }
                case CUT_OFF, MALFORMED -> {}
            }
        }

        @Override
        public void processSearchEntry(InMemoryInterceptedSearchEntry answer) {
            Entry shown = showing.apply(answer.getRequest().getAttributeList(), answer.getSearchEntry());
            if (answer.getProperty(FAULT) == Fault.MALFORMED) {
                shown = shown.duplicate();
                shown.removeAttribute(keyAttribute);
            }
            answer.setSearchEntry(shown);
        }

        @Override
        public void processSearchResult(InMemoryInterceptedSearchResult answer) {
            if (answer.getProperty(FAULT) == Fault.CUT_OFF) {
                answer.setResult(new LDAPResult(answer.getMessageID(), ResultCode.SIZE_LIMIT_EXCEEDED));
            }
            Control page = answer.getResult().getResponseControl(SimplePagedResultsControl.PAGED_RESULTS_OID);
            if (sameCookie && page instanceof SimplePagedResultsControl more && more.moreResultsToReturn()) {
                nextPages.put(answer.getConnectionID(), more.getCookie());
                Control same = new SimplePagedResultsControl(PAGE, new ASN1OctetString("page"));
                answer.setResult(new LDAPResult(
                        answer.getMessageID(), ResultCode.SUCCESS, null, null, null, new Control[] {same}));
            }
        }
    }
}
