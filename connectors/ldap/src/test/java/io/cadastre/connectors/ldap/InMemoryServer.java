package io.cadastre.connectors.ldap;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSearchEntry;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSearchRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSearchResult;
import com.unboundid.ldap.listener.interceptor.InMemoryOperationInterceptor;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPResult;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.controls.SimplePagedResultsControl;
import com.unboundid.util.StaticUtils;
import io.cadastre.connectors.conformance.Fault;
import io.cadastre.connectors.conformance.When;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
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

    private static final String SERVICE = "cn=NTDS Settings," + BASE;
    private static final String FAULT = "fault";
    private static final int PAGE = 2;

    final InMemoryDirectoryServer server;

    private final String keyAttribute;
    private final String changeNumber;
    private final AtomicInteger changes = new AtomicInteger();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
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

    /**
     * A search that was asked for.
     *
     * @param filter what was searched
     * @param attributes what was wanted of it
     */
    record Asked(String filter, List<String> attributes) {}

    InMemoryServer(String keyAttribute) {
        this.keyAttribute = keyAttribute;
        this.changeNumber = keyAttribute.equals("entryUUID") ? "entryCSN" : "uSNChanged";
        try {
            InMemoryDirectoryServerConfig config = new InMemoryDirectoryServerConfig(BASE);
            config.setSchema(null);
            // Its own would move the times of a change also where a real server does not.
            config.setGenerateOperationalAttributes(false);
            config.addAdditionalBindCredentials(READER, PASSWORD);
            config.setListenerConfigs(
                    InMemoryListenerConfig.createLDAPConfig("plain", InetAddress.getLoopbackAddress(), 0, null));
            config.addInMemoryOperationInterceptor(new Interceptor());
            config.setCustomRootDSEAttributes(List.of(new Attribute("dsServiceName", SERVICE)));
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

    /** Adds an entry with a number of its own, as all that change one give it another. */
    void add(Entry entry) {
        try {
            int change = changes.incrementAndGet();
            Entry whole = entry.duplicate();
            whole.setAttribute(changeNumber, Integer.toString(change));
            whole.setAttribute("createTimestamp", time(change));
            whole.setAttribute("modifyTimestamp", time(change));
            if (!whole.hasAttribute(keyAttribute)) {
                whole.setAttribute(keyAttribute, new UUID(1, change).toString());
            }
            server.add(whole);
        } catch (LDAPException e) {
            throw new AssertionError(e);
        }
    }

    void add(String... ldif) {
        try {
            add(new Entry(ldif));
        } catch (com.unboundid.ldif.LDIFException e) {
            throw new AssertionError(e);
        }
    }

    void modify(String dn, Modification... modifications) {
        try {
            server.modify(dn, modifications);
            number(dn);
        } catch (LDAPException e) {
            throw new AssertionError(e);
        }
    }

    /** Moves an entry and all below; as in real directories, only its own number changes. */
    void move(String dn, String rdn, String parent) {
        try {
            server.modifyDN(dn, rdn, false, parent);
            number(rdn + "," + parent);
        } catch (LDAPException e) {
            throw new AssertionError(e);
        }
    }

    private void number(String dn) throws LDAPException {
        int change = changes.incrementAndGet();
        server.modify(
                dn,
                new Modification(ModificationType.REPLACE, changeNumber, Integer.toString(change)),
                new Modification(ModificationType.REPLACE, "modifyTimestamp", time(change)));
    }

    private static String time(int change) {
        return StaticUtils.encodeGeneralizedTime(
                Date.from(Instant.parse("2026-01-01T00:00:00Z").plusSeconds(change)));
    }

    /** Is the domain controller with this database from now on. */
    void countsAs(UUID database) {
        ByteBuffer bytes = ByteBuffer.allocate(16)
                .putLong(database.getMostSignificantBits())
                .putLong(database.getLeastSignificantBits());
        try {
            if (server.getEntry(SERVICE) != null) {
                server.delete(SERVICE);
            }
        } catch (LDAPException e) {
            throw new AssertionError(e);
        }
        add(new Entry(SERVICE, new Attribute("objectClass", "nTDSDSA"), new Attribute("invocationId", bytes.array())));
    }

    /** The searches below the base since this was asked last. */
    List<Asked> asked() {
        List<Asked> since = List.copyOf(asked);
        asked.clear();
        return since;
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
            if (request.getRequest().getScope().equals(SearchScope.SUB)) {
                asked.add(new Asked(filter, request.getRequest().getAttributeList()));
            }
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
