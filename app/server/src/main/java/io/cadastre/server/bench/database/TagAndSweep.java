package io.cadastre.server.bench.database;

import io.cadastre.cypher.Neo4jGraph;
import io.cadastre.server.bench.data.Census;
import io.cadastre.server.bench.data.Estate;
import io.cadastre.server.bench.data.Kind;
import io.cadastre.server.bench.data.Property;
import io.cadastre.server.bench.data.Relation;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PrimitiveIterator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.neo4j.driver.Session;

/**
 * The baseline: how tools of this kind usually bring assets into Neo4j. Every sync merges every node by an indexed id and
 * every relationship by its ends, in batches, stamps all of them with the sync's tag, and at the end deletes what has
 * another tag.
 *
 * <p>It is given every advantage that leaves the shape as it is: parameters, a unique index, managed transactions, large
 * batches, rows that are ready before the clock runs, no labels beside the one, no hashes, no history; and a sweep that
 * passes over the data once, where others look again from the start for every batch.
 */
public final class TagAndSweep {
    private static final int BATCH = 10_000;
    private static final String INSTALLATION = "baseline";
    private static final AssetIndexes.Names NAMES = new AssetIndexes.Names("id", "installation", "displayName", "key");

    private final Neo4jGraph graph;
    private long tag;

    public TagAndSweep(Neo4jGraph graph) {
        this.graph = graph;
    }

    /** Creates its indexes. */
    public void install() {
        try (Session session = graph.writeSession()) {
            for (Kind kind : Kind.values()) {
                AssetIndexes.statements(label(kind), NAMES)
                        .forEach(statement -> session.run(statement).consume());
            }
            session.run("CALL db.awaitIndexes(300)").consume();
        }
    }

    private static String label(Kind kind) {
        return "Baseline" + kind.label();
    }

    private static String type(Relation relation) {
        return "BASELINE_" + relation.name();
    }

    /**
     * Brings the graph to an estate.
     *
     * @return how long the database took; making the rows is not counted, as if they lay in memory
     */
    public Duration sync(Estate estate, PhaseProgress progress) {
        tag++;
        Stopwatch watch = new Stopwatch();
        try (Session session = graph.writeSession()) {
            progress.phase("nodes", estate.size());
            long done = 0;
            for (Kind kind : Kind.values()) {
                done = batches(session, mergeNodes(kind), nodes(estate, kind), watch, progress, done);
            }
            progress.phase("relationships", (long) estate.size() * Relation.values().length);
            done = 0;
            for (Kind kind : Kind.values()) {
                for (Relation relation : Relation.values()) {
                    done = batches(
                            session,
                            mergeRelationships(kind, relation),
                            relationships(estate, kind, relation),
                            watch,
                            progress,
                            done);
                }
            }
            progress.phase("sweep", 0);
            watch.time(() -> {
                sweep(session);
                session.run(AssetIndexes.AWAIT_SEARCH).consume();
            });
        }
        return watch.total();
    }

    private static String mergeNodes(Kind kind) {
        String set = Stream.concat(
                        Stream.of("key", "displayName"), Property.all().stream().map(Property::field))
                .map(field -> "n.%s = row.%s".formatted(field, field))
                .collect(Collectors.joining(", "));
        return """
                UNWIND $rows AS row
                MERGE (n:%s {id: row.id})
                ON CREATE SET n.firstseen = timestamp()
                SET n.lastupdated = $tag, n.installation = $installation, %s""".formatted(label(kind), set);
    }

    private static String mergeRelationships(Kind from, Relation relation) {
        return """
                UNWIND $rows AS row
                MATCH (a:%s {id: row.from})
                MATCH (b:%s {id: row.to})
                MERGE (a)-[r:%s]->(b)
                ON CREATE SET r.firstseen = timestamp()
                SET r.lastupdated = $tag""".formatted(label(from), label(relation.target()), type(relation));
    }

    private static PrimitiveIterator.OfInt numbers(Estate estate, Kind kind) {
        return estate.numbers(kind).iterator();
    }

    private static Rows nodes(Estate estate, Kind kind) {
        PrimitiveIterator.OfInt numbers = numbers(estate, kind);
        return () -> {
            List<Map<String, Object>> rows = new ArrayList<>(BATCH);
            while (numbers.hasNext() && rows.size() < BATCH) {
                int number = numbers.nextInt();
                Map<String, Object> row = new HashMap<>();
                estate.properties(number)
                        .forEach((field, value) -> row.put(
                                field, value instanceof Instant instant ? instant.atZone(ZoneOffset.UTC) : value));
                row.put("id", estate.key(number));
                row.put("key", estate.key(number));
                row.put("displayName", row.get(Property.NAME.field()));
                rows.add(row);
            }
            return rows;
        };
    }

    private static Rows relationships(Estate estate, Kind kind, Relation relation) {
        PrimitiveIterator.OfInt numbers = numbers(estate, kind);
        return () -> {
            List<Map<String, Object>> rows = new ArrayList<>(BATCH);
            while (numbers.hasNext() && rows.size() < BATCH) {
                int number = numbers.nextInt();
                int target = estate.target(number, relation);
                if (target >= 0) {
                    rows.add(Map.of("from", estate.key(number), "to", estate.key(target)));
                }
            }
            return rows;
        };
    }

    /** Makes the next batch; empty at the end. */
    @FunctionalInterface
    private interface Rows {
        List<Map<String, Object>> next();
    }

    private long batches(
            Session session, String statement, Rows rows, Stopwatch watch, PhaseProgress progress, long doneBefore) {
        long done = doneBefore;
        for (List<Map<String, Object>> batch = rows.next(); !batch.isEmpty(); batch = rows.next()) {
            Map<String, Object> parameters = Map.of("rows", batch, "tag", tag, "installation", INSTALLATION);
            watch.time(() -> session.executeWriteWithoutResult(
                    tx -> tx.run(statement, parameters).consume()));
            done += batch.size();
            progress.done(done);
        }
        return done;
    }

    private void sweep(Session session) {
        for (Kind kind : Kind.values()) {
            session.run(
                            "MATCH (n:%s) WHERE n.lastupdated <> $tag CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF %d ROWS"
                                    .formatted(label(kind), BATCH),
                            Map.of("tag", tag))
                    .consume();
        }
        for (Relation relation : Relation.values()) {
            session.run(
                            "MATCH ()-[r:%s]->() WHERE r.lastupdated <> $tag CALL (r) { DELETE r } IN TRANSACTIONS OF %d ROWS"
                                    .formatted(type(relation), BATCH),
                            Map.of("tag", tag))
                    .consume();
        }
    }

    /** What it holds: only what the last sync stamped counts. */
    public Census census() {
        long entities = 0;
        long revisions = 0;
        long relationships = 0;
        try (Session session = graph.readSession()) {
            for (Kind kind : Kind.values()) {
                var row = session.run(
                                "MATCH (n:%s) RETURN count(CASE WHEN n.lastupdated = $tag THEN 1 END) AS entities, sum(n.revision) AS revisions"
                                        .formatted(label(kind)),
                                Map.of("tag", tag))
                        .single();
                entities += row.get("entities").asLong();
                revisions += row.get("revisions").asLong();
            }
            for (Relation relation : Relation.values()) {
                relationships += session.run(
                                "MATCH ()-[r:%s]->() RETURN count(CASE WHEN r.lastupdated = $tag THEN 1 END) AS relationships"
                                        .formatted(type(relation)),
                                Map.of("tag", tag))
                        .single()
                        .get("relationships")
                        .asLong();
            }
        }
        return new Census(entities, relationships, revisions);
    }

    /** Removes all of it. */
    public void clear() {
        try (Session session = graph.writeSession()) {
            for (Kind kind : Kind.values()) {
                session.run("MATCH (n:%s) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF %d ROWS"
                                .formatted(label(kind), BATCH))
                        .consume();
            }
            session.run(AssetIndexes.AWAIT_SEARCH).consume();
        }
    }

    /** Adds up parts of a time. */
    private static final class Stopwatch {
        private long nanos;

        void time(Runnable part) {
            long start = System.nanoTime();
            part.run();
            nanos += System.nanoTime() - start;
        }

        Duration total() {
            return Duration.ofNanos(nanos);
        }
    }
}
