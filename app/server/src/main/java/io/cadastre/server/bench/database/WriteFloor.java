package io.cadastre.server.bench.database;

import io.cadastre.server.bench.data.Estate;
import io.cadastre.server.bench.data.Kind;
import io.cadastre.server.bench.data.Relation;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.neo4j.graphdb.GraphDatabaseService;
import org.neo4j.graphdb.Label;
import org.neo4j.graphdb.Node;
import org.neo4j.graphdb.Relationship;
import org.neo4j.graphdb.RelationshipType;
import org.neo4j.graphdb.Transaction;

/**
 * What writing an estate costs the database at the very least: nodes and relationships with all that Cadastre puts on
 * them, under equal indexes, by the core API within the process of the database, in batches, on one thread.
 */
final class WriteFloor {
    private static final int BATCH = 10_000;
    private static final Label ALL = Label.label("Floor");
    private static final AssetIndexes.Names NAMES =
            new AssetIndexes.Names("_id", "_installation", "_displayName", "_key");

    // As long as the ones that Cadastre makes.
    private static final String HASH = "abcdefghijklmnopqrstuvwxyz";
    private static final ZonedDateTime NOW =
            Instant.ofEpochSecond(1_790_000_000L).atZone(ZoneOffset.UTC);

    private final GraphDatabaseService database;

    WriteFloor(GraphDatabaseService database) {
        this.database = database;
    }

    /** Writes and says how long it took; making the values is not counted. */
    Duration write(Estate estate) {
        for (String statement : AssetIndexes.statements(ALL.name(), NAMES)) {
            database.executeTransactionally(statement);
        }
        database.executeTransactionally("CALL db.awaitIndexes(300)");
        String[] nodes = new String[estate.size()];
        long nanos = 0;
        for (int start = 0; start < estate.size(); start += BATCH) {
            nanos += writeNodes(estate, start, Math.min(start + BATCH, estate.size()), nodes);
        }
        for (int start = 0; start < estate.size(); start += BATCH) {
            nanos += writeRelationships(estate, start, Math.min(start + BATCH, estate.size()), nodes);
        }
        long waiting = System.nanoTime();
        database.executeTransactionally(AssetIndexes.AWAIT_SEARCH);
        return Duration.ofNanos(nanos + System.nanoTime() - waiting);
    }

    private long writeNodes(Estate estate, int start, int end, String[] nodes) {
        List<Map<String, Object>> contents = java.util.stream.IntStream.range(start, end)
                .mapToObj(number -> content(estate, number))
                .toList();
        long before = System.nanoTime();
        try (Transaction tx = database.beginTx()) {
            for (int number = start; number < end; number++) {
                Kind kind = estate.kind(number);
                Node node = tx.createNode(ALL, Label.label(kind.label()), Label.label("Floor" + kind.label()));
                contents.get(number - start).forEach(node::setProperty);
                nodes[number] = node.getElementId();
            }
            tx.commit();
        }
        return System.nanoTime() - before;
    }

    private long writeRelationships(Estate estate, int start, int end, String[] nodes) {
        long before = System.nanoTime();
        try (Transaction tx = database.beginTx()) {
            for (int number = start; number < end; number++) {
                Node from = tx.getNodeByElementId(nodes[number]);
                long id = 3L * number;
                for (Relation relation : Relation.values()) {
                    Relationship written = from.createRelationshipTo(
                            tx.getNodeByElementId(nodes[estate.target(number, relation)]),
                            RelationshipType.withName("FLOOR_" + relation.name()));
                    written.setProperty("_id", id(id++));
                    written.setProperty("_installation", "floor");
                    written.setProperty("_scope", "root");
                    written.setProperty("_hash", HASH);
                    written.setProperty("_createdAt", NOW);
                    written.setProperty("_updatedAt", NOW);
                }
            }
            tx.commit();
        }
        return System.nanoTime() - before;
    }

    private static Map<String, Object> content(Estate estate, int number) {
        Map<String, Object> content = new HashMap<>();
        estate.properties(number)
                .forEach((field, value) -> content.put(
                        field,
                        switch (value) {
                            case Instant instant -> instant.atZone(ZoneOffset.UTC);
                            case List<?> list -> list.toArray(String[]::new);
                            default -> value;
                        }));
        content.put("_id", id(number));
        content.put("_installation", "floor");
        content.put("_connector", "floor");
        content.put("_type", "floor_" + estate.kind(number).word());
        content.put("_class", new String[] {estate.kind(number).label()});
        content.put("_key", estate.key(number));
        content.put("_displayName", "asset-" + number);
        content.put("_scope", "root");
        content.put("_hash", HASH);
        content.put("_createdAt", NOW);
        content.put("_updatedAt", NOW);
        content.put("_version", 1L);
        return content;
    }

    /** Scattered, as hashes are, and as long. */
    private static String id(long number) {
        return "%016x%010x".formatted(number * 0x9E3779B97F4A7C15L, number);
    }
}
