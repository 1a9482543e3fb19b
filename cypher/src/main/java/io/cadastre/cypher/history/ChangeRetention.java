package io.cadastre.cypher.history;

import io.cadastre.cypher.Neo4jGraph;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.Optional;
import org.neo4j.driver.Record;
import org.neo4j.driver.Session;
import org.neo4j.driver.TransactionContext;

/**
 * Forgets records of changes that are too old. How far it has got is kept in the graph and written with each deletion,
 * so a reader knows what it cannot know, whatever the setting was or is. Safe for use by several threads and processes.
 */
public final class ChangeRetention {
    private static final int BATCH = 500;

    private static final String ANY = "MATCH (c:_Change) WHERE c._order < $order RETURN c._order LIMIT 1";

    // The write to the one node comes first: whoever else forgets waits here instead of meeting the same records.
    private static final String ADVANCE = """
            MERGE (h:_HistoryHorizon {_only: true})
            SET h._forgottenBefore = CASE WHEN h._forgottenBefore > $before THEN h._forgottenBefore ELSE $before END""";

    private static final String FORGET = """
            MATCH (c:_Change) WHERE c._order < $order
            WITH c ORDER BY c._order LIMIT $batch
            WITH c, 1 + coalesce(size(c._beside), 0) AS changes
            DELETE c
            RETURN sum(changes) AS forgotten""";

    private static final String HORIZON = "MATCH (h:_HistoryHorizon) RETURN h._forgottenBefore AS before";

    private final Neo4jGraph graph;
    private final int batch;

    public ChangeRetention(Neo4jGraph graph) {
        this(graph, BATCH);
    }

    /**
     * Makes one with batches of its own size.
     *
     * @param batch how many nodes, each with up to a hundred records, a transaction deletes at most
     */
    ChangeRetention(Neo4jGraph graph, int batch) {
        this.graph = graph;
        this.batch = batch;
    }

    /**
     * Deletes all records of changes that were published before a time, and none of later ones; the oldest first, in
     * small transactions. Writes nothing if there are none. Can be run again if it was cut off.
     *
     * @return how many were deleted
     */
    public long forgetBefore(Instant before) {
        String order = ChangeOrder.from(before);
        long forgotten = 0;
        try (Session session = graph.writeSession()) {
            while (session.executeRead(
                    tx -> !tx.run(ANY, Map.of("order", order)).list().isEmpty())) {
                forgotten += session.executeWrite(tx -> forgetSome(tx, before, order));
            }
        }
        return forgotten;
    }

    private long forgetSome(TransactionContext tx, Instant before, String order) {
        tx.run(ADVANCE, Map.of("before", before.atZone(ZoneOffset.UTC))).consume();
        return tx.run(FORGET, Map.of("order", order, "batch", batch))
                .single()
                .get("forgotten")
                .asLong();
    }

    /** The time before which records were forgotten; empty if none ever were. */
    public Optional<Instant> horizon() {
        try (Session session = graph.readSession()) {
            return session.executeRead(ChangeRetention::horizon);
        }
    }

    /** The same, as a reader sees it within its own transaction. */
    public static Optional<Instant> horizon(TransactionContext tx) {
        return tx.run(HORIZON).list().stream().findFirst().map(ChangeRetention::before);
    }

    private static Instant before(Record row) {
        ZonedDateTime before = row.get("before").asZonedDateTime();
        return before.toInstant();
    }
}
