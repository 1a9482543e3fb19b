package io.cadastre.cypher.lease;

import io.cadastre.cypher.Neo4jGraph;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import org.neo4j.driver.Record;
import org.neo4j.driver.Session;
import org.neo4j.driver.TransactionConfig;
import org.neo4j.driver.TransactionContext;
import org.neo4j.driver.exceptions.Neo4jException;

/**
 * The leases in a database, by name. All times are the database's: the clocks of the processes decide nothing.
 *
 * <p>Each change is a transaction that first locks the lease and then decides: of many that ask at once one gets it.
 * Where the token changes, the {@link Fence} is locked as well, which waits for a transaction of the last holder that is
 * still open. All can be run again after a commit whose answer was lost.
 */
public final class Leases {
    /** How long a lease is good without being renewed, unless somebody says otherwise. */
    public static final Duration TTL = Duration.ofSeconds(60);

    private static final TransactionConfig SHORT =
            TransactionConfig.builder().withTimeout(Duration.ofSeconds(30)).build();

    private static final Set<String> TIMED_OUT = Set.of(
            "Neo.ClientError.Transaction.TransactionTimedOut",
            "Neo.ClientError.Transaction.TransactionTimedOutClientConfiguration",
            "Neo.ClientError.Transaction.LockClientStopped",
            "Neo.TransientError.Transaction.LockClientStopped");

    private static final String LOCK = "MATCH (l:_Lease {name: $name}) SET l._lock = true";

    private static final String LOCK_NEW = "MERGE (l:_Lease {name: $name}) SET l._lock = true";

    private static final String RETURN = """

            RETURN l.name AS name, l.holder AS holder, l.token AS token, l.purpose AS purpose, l.claim AS claim,
               l.cancelRequested AS cancelRequested, l.expiresAt AS expiresAt,
               l.expiresAt > datetime.realtime() AS live""";

    private static final String FIND = "MATCH (l:_Lease {name: $name}) WHERE l.holder IS NOT NULL" + RETURN;

    private static final String NEXT_TOKEN = """
            MERGE (f:_Fence {name: $name})
            ON CREATE SET f.token = 1
            ON MATCH SET f.token = f.token + 1
            RETURN f.token AS token""";

    private static final String TAKE = """
            MATCH (l:_Lease {name: $name})
            SET l.holder = $holder, l.token = $token, l.purpose = $purpose, l.claim = $claim, l.cancelRequested = false,
              l.expiresAt = datetime.realtime() + duration({milliseconds: $ttl})""" + RETURN;

    private static final String RENEW = """
            MATCH (l:_Lease {name: $name}) WHERE l.token = $token AND l.holder = $holder
            SET l.expiresAt = datetime.realtime() + duration({milliseconds: $ttl})
            RETURN l.cancelRequested AS cancelRequested""";

    private static final String RELEASE = """
            MATCH (l:_Lease {name: $name}) WHERE l.token = $token AND l.holder = $holder
            SET l.holder = null, l.claim = null""";

    private static final String BREAK = "MATCH (l:_Lease {name: $name}) SET l.holder = null, l.claim = null";

    private static final String CANCEL = """
            MATCH (l:_Lease {name: $name})
            WHERE l.holder IS NOT NULL AND l.purpose = $purpose AND l.expiresAt > datetime.realtime()
            SET l.cancelRequested = true
            RETURN l.name AS name""";

    private static final String OF_HOLDER = "MATCH (l:_Lease) WHERE l.holder = $holder RETURN l.name AS name";

    private final Neo4jGraph graph;
    private final Duration ttl;

    /**
     * Leases that expire when they are not renewed.
     *
     * @param ttl how long they are good after they were taken or renewed
     */
    public Leases(Neo4jGraph graph, Duration ttl) {
        this.graph = graph;
        this.ttl = ttl;
    }

    /** How long a lease is good after it was taken or renewed. */
    public Duration ttl() {
        return ttl;
    }

    /**
     * Takes a lease, unless somebody has it and it has not expired: the caller is somebody as well.
     *
     * @param holder the identity of this process
     * @param purpose what it is needed for
     */
    public Acquisition acquire(String name, String holder, String purpose) {
        // Tells the caller's own lease, taken by a commit whose answer was lost, from one of somebody else.
        String claim = UUID.randomUUID().toString();
        try {
            return write(tx -> acquire(tx, name, holder, purpose, claim));
        } catch (Neo4jException e) {
            if (TIMED_OUT.contains(e.code())) {
                // A transaction of the last holder is still open: so long it is not over with it.
                return new Acquisition.Held(find(name).orElseThrow(() -> e));
            }
            throw e;
        }
    }

    private Acquisition acquire(TransactionContext tx, String name, String holder, String purpose, String claim) {
        Map<String, Object> parameters = new HashMap<>(Map.of("name", name));
        Optional<Acquisition> standing = standing(tx, parameters, claim);
        if (standing.isPresent()) {
            // Without the lock, which is a write even where it changes nothing: who asks in vain may ask often.
            return standing.get();
        }
        tx.run(LOCK_NEW, parameters).consume();
        standing = standing(tx, parameters, claim);
        if (standing.isPresent()) {
            return standing.get();
        }
        parameters.putAll(Map.of(
                "holder", holder,
                "purpose", purpose,
                "claim", claim,
                "token", tx.run(NEXT_TOKEN, parameters).single().get("token").asLong(),
                "ttl", ttl.toMillis()));
        return new Acquisition.Taken(lease(tx.run(TAKE, parameters).single()));
    }

    /** What a lease that is good means for whoever makes a claim to it; empty if there is none. */
    private static Optional<Acquisition> standing(TransactionContext tx, Map<String, Object> parameters, String claim) {
        return tx.run(FIND, parameters).stream()
                .filter(row -> row.get("live").asBoolean())
                .map(row -> row.get("claim").asString("").equals(claim)
                        ? new Acquisition.Taken(lease(row))
                        : (Acquisition) new Acquisition.Held(lease(row)))
                .findFirst();
    }

    /** Makes a lease good for another while; also one that has expired, if nobody has taken it. */
    public Renewal renew(Lease lease) {
        Map<String, Object> parameters = parameters(lease);
        return write(tx -> {
            tx.run(LOCK, parameters).consume();
            List<Record> renewed = tx.run(RENEW, parameters).list();
            if (renewed.isEmpty()) {
                return Renewal.LOST;
            }
            return renewed.getFirst().get("cancelRequested").asBoolean() ? Renewal.CANCEL_REQUESTED : Renewal.RENEWED;
        });
    }

    /** Gives a lease back. Nothing happens if it is somebody else's by now. */
    public void release(Lease lease) {
        Map<String, Object> parameters = parameters(lease);
        write(tx -> {
            tx.run(LOCK, parameters).consume();
            return tx.run(RELEASE, parameters).consume();
        });
    }

    /**
     * Breaks the leases that a process left behind: whatever of it should still be under way is refused from now on. Said
     * by a process of the same identity, before it takes any.
     *
     * @return the names of those that were broken
     */
    public List<String> breakAll(String holder) {
        return read(OF_HOLDER, Map.of("holder", holder), row -> row.get("name").asString()).stream()
                .filter(name ->
                        breakIf(name, row -> row.get("holder").asString().equals(holder)))
                .toList();
    }

    /** Breaks a lease if it has expired, so that its holder is refused even if nobody takes it; says whether it did. */
    public boolean breakExpired(String name) {
        return breakIf(name, row -> !row.get("live").asBoolean());
    }

    private boolean breakIf(String name, Predicate<Record> condition) {
        Map<String, Object> parameters = Map.of("name", name);
        try {
            return write(tx -> {
                tx.run(LOCK, parameters).consume();
                List<Record> standing = tx.run(FIND, parameters).list();
                if (standing.isEmpty() || !condition.test(standing.getFirst())) {
                    return false;
                }
                tx.run(NEXT_TOKEN, parameters).consume();
                tx.run(BREAK, parameters).consume();
                return true;
            });
        } catch (Neo4jException e) {
            if (TIMED_OUT.contains(e.code())) {
                // As when it is taken: a transaction of the holder is still open.
                return false;
            }
            throw e;
        }
    }

    /**
     * Asks whoever holds a lease to stop; the holder hears of it when it renews.
     *
     * @param purpose what it should stop
     * @return whether somebody holds it for that
     */
    public boolean requestCancel(String name, String purpose) {
        Map<String, Object> parameters = Map.of("name", name, "purpose", purpose);
        return write(tx -> {
            tx.run(LOCK, parameters).consume();
            return !tx.run(CANCEL, parameters).list().isEmpty();
        });
    }

    /** Who has a lease, whether or not it has expired; empty if nobody has it. */
    public Optional<Lease> find(String name) {
        return read(FIND, Map.of("name", name), Leases::lease).stream().findFirst();
    }

    private <T> T write(Function<TransactionContext, T> work) {
        try (Session session = graph.writeSession()) {
            return session.executeWrite(work::apply, SHORT);
        }
    }

    private <T> List<T> read(String query, Map<String, Object> parameters, Function<Record, T> mapping) {
        try (Session session = graph.readSession()) {
            return session.executeRead(tx -> tx.run(query, parameters).list(mapping), SHORT);
        }
    }

    private Map<String, Object> parameters(Lease lease) {
        return Map.of("name", lease.name(), "holder", lease.holder(), "token", lease.token(), "ttl", ttl.toMillis());
    }

    private static Lease lease(Record row) {
        return new Lease(
                row.get("name").asString(),
                row.get("holder").asString(),
                row.get("token").asLong(),
                row.get("purpose").asString(),
                row.get("cancelRequested").asBoolean(),
                row.get("expiresAt").asZonedDateTime().toInstant());
    }
}
