package io.cadastre.cypher.ingest;

import io.cadastre.cypher.Neo4jGraph;
import io.cadastre.spi.model.RawRef;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.Record;
import org.neo4j.driver.Session;
import org.neo4j.driver.SimpleQueryRunner;
import org.neo4j.driver.Transaction;
import org.neo4j.driver.Value;

/**
 * Pending relationships as the database keeps them: nodes beside the graph, none of whose names a query from outside may
 * name. They hold all that is needed to make the relationship.
 */
public final class PendingGraph {
    private static final String CONTENT = "_pending_";

    private static final String ALL = """
            MATCH (p:_Pending) USING INDEX SEEK p:_Pending(_pendingOf, _pendingId)
            WHERE p._pendingOf = $installation AND p._pendingId > ''
            RETURN properties(p) AS pending ORDER BY p._pendingOf, p._pendingId""";

    private static final String PAGE = """
            MATCH (p:_Pending) USING INDEX SEEK p:_Pending(_pendingOf, _pendingId)
            WHERE p._pendingOf = $installation AND p._pendingId > $after AND p._pendingReason <> 'LINKED'
            RETURN properties(p) AS pending ORDER BY p._pendingOf, p._pendingId LIMIT $limit""";

    private static final String WAITING = """
            UNWIND $awaited AS awaited MATCH (p:_Pending {_pendingAwaits: awaited})
            WITH DISTINCT p._pendingOf AS installation WHERE installation <> $except
            RETURN installation ORDER BY installation""";

    private static final String EVERYBODY = """
            MATCH (p:_Pending) WHERE p._pendingAwaits > ''
            WITH DISTINCT p._pendingOf AS installation WHERE installation <> $except
            RETURN installation ORDER BY installation""";

    private static final String PUT = """
            UNWIND $rows AS row MERGE (p:_Pending {_pendingId: row.id})
            WITH p, row, coalesce(p._pendingSince, $at) AS since
            SET p = row.properties, p._pendingSince = since""";

    private static final String DELETE = "UNWIND $ids AS id MATCH (p:_Pending {_pendingId: id}) DELETE p";

    private static final String ERASE = """
            MATCH (p:_Pending) WHERE p._pendingOf = $installation
            CALL (p) { DELETE p } IN TRANSACTIONS OF 10000 ROWS""";

    private final Neo4jGraph graph;

    public PendingGraph(Neo4jGraph graph) {
        this.graph = graph;
    }

    /** All of an installation, ascending by id, streamed. */
    void read(String installation, Consumer<Iterator<Pending>> reader) {
        try (Session session = graph.readSession();
                Transaction tx = session.beginTransaction()) {
            reader.accept(tx.run(ALL, Map.of("installation", installation)).stream()
                    .map(row -> pending(row.get("pending").asMap()))
                    .iterator());
        }
    }

    /**
     * A part of those of an installation that miss something, ascending by id.
     *
     * @param after the id where the part before ended; empty for the first
     */
    public List<Waiting> page(String installation, String after, int limit) {
        try (Session session = graph.readSession()) {
            return session.executeRead(
                    tx -> tx.run(PAGE, Map.of("installation", installation, "after", after, "limit", limit))
                            .list(PendingGraph::waiting));
        }
    }

    /**
     * A pending relationship.
     *
     * @param pending what waits
     * @param since since when
     */
    public record Waiting(Pending pending, Instant since) {}

    /**
     * The installations that wait for something in another one.
     *
     * @param awaited the classes and types that changed; null for all
     * @param except the installation in which they changed
     */
    public Set<String> waitingFor(@Nullable Set<String> awaited, String except) {
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("except", except);
        if (awaited != null) {
            parameters.put("awaited", List.copyOf(awaited));
        }
        try (Session session = graph.readSession()) {
            return new HashSet<>(session.executeRead(tx -> tx.run(awaited == null ? EVERYBODY : WAITING, parameters)
                    .list(row -> row.get("installation").asString())));
        }
    }

    /** Keeps relationships as pending, whether or not they were before. */
    static void put(SimpleQueryRunner tx, String installation, List<Pending> pending, Instant at) {
        if (!pending.isEmpty()) {
            List<Map<String, Object>> rows = pending.stream()
                    .map(each -> Map.<String, Object>of("id", each.id(), "properties", properties(installation, each)))
                    .toList();
            tx.run(PUT, Map.of("rows", rows, "at", GraphValues.time(at))).consume();
        }
    }

    static void delete(SimpleQueryRunner tx, List<String> ids) {
        tx.run(DELETE, Map.of("ids", ids)).consume();
    }

    /** Forgets all of an installation. */
    void erase(String installation) {
        try (Session session = graph.writeSession()) {
            session.run(ERASE, Map.of("installation", installation)).consume();
        }
    }

    private static Map<String, Object> properties(String installation, Pending pending) {
        StagedRelationship relationship = pending.relationship();
        Map<String, Object> properties = new HashMap<>();
        GraphValues.of(relationship.properties()).forEach((name, value) -> properties.put(CONTENT + name, value));
        properties.put("_pendingId", relationship.id());
        properties.put("_pendingOf", installation);
        properties.put("_pendingVerb", relationship.verb());
        properties.put("_pendingFrom", relationship.from());
        properties.put("_pendingFromType", relationship.fromRef().type());
        properties.put("_pendingFromKey", relationship.fromRef().key());
        properties.put("_pendingTo", relationship.to());
        properties.put("_pendingToType", relationship.toRef().type());
        properties.put("_pendingToKey", relationship.toRef().key());
        properties.put("_pendingScope", relationship.scope());
        properties.put("_pendingReason", pending.reason().name());
        properties.put("_pendingCandidates", pending.candidates());
        properties.put("_pendingMatches", pending.matches());
        properties.put("_pendingAwaits", pending.awaits());
        return properties;
    }

    private static Waiting waiting(Record row) {
        Value since = row.get("pending").get("_pendingSince");
        return new Waiting(
                pending(row.get("pending").asMap()), since.asZonedDateTime().toInstant());
    }

    private static Pending pending(Map<String, Object> kept) {
        Map<String, Object> content = new HashMap<>();
        kept.forEach((name, value) -> {
            if (name.startsWith(CONTENT)) {
                content.put(name.substring(CONTENT.length()), PriorGraph.value(value));
            }
        });
        StagedRelationship relationship = StagedRelationship.of(
                text(kept, "Id"),
                text(kept, "From"),
                text(kept, "Verb"),
                text(kept, "To"),
                new RawRef(text(kept, "FromType"), text(kept, "FromKey")),
                new RawRef(text(kept, "ToType"), text(kept, "ToKey")),
                text(kept, "Scope"),
                content);
        List<String> candidates = kept.get("_pendingCandidates") instanceof List<?> ids
                ? ids.stream().map(String::valueOf).toList()
                : List.of();
        return new Pending(
                relationship,
                Pending.Reason.valueOf(text(kept, "Reason")),
                candidates,
                kept.get("_pendingMatches") instanceof Long matches ? matches : 0);
    }

    private static String text(Map<String, Object> kept, String name) {
        return String.valueOf(kept.get("_pending" + name));
    }
}
