package io.cadastre.cypher.ingest;

import io.cadastre.cypher.Neo4jGraph;
import io.cadastre.cypher.ingest.RangeState.Kind;
import io.cadastre.cypher.ingest.RangeState.Stored;
import io.cadastre.cypher.schema.TypeLabel;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.neo4j.driver.Record;
import org.neo4j.driver.Session;
import org.neo4j.driver.Transaction;

/** What one installation has in the graph now, streamed in the order of the index. */
final class CurrentGraph {
    // Range after range in one statement, since there may be many small ones; each is read from the index in order.
    private static final String IN_RANGES = """
            UNWIND $ranges AS range
            CALL (range) {
              MATCH (e:Entity) USING INDEX SEEK e:Entity(_installation, _id)
              WHERE e._installation = $installation AND e._id >= range[0] AND e._id < range[1]
              RETURN e ORDER BY e._installation, e._id
            }
            """;

    static final String ENTITIES = IN_RANGES + "RETURN e._id AS id, e._hash AS hash";

    // Ordered by the entity they leave, so no sort on the server; the few of one entity are sorted here. Those into
    // other installations are compared apart, by CurrentMatches.
    static final String RELATIONSHIPS = IN_RANGES + """
            MATCH (e)-[r]->() WHERE r._installation = $installation AND r._match IS NULL
            RETURN e._id AS from, r._id AS id, r._hash AS hash, elementId(r) AS elementId""";

    private static final String DESCRIBE_ENTITIES = """
            UNWIND $ids AS id MATCH (e:Entity {_id: id}) WHERE e._installation = $installation
            RETURN e._id AS id, e._type AS type, e._scope AS scope, COUNT { (e)--() } AS degree""";

    private static final String DESCRIBE_RELATIONSHIPS = """
            UNWIND $ids AS elementId MATCH (a)-[r]->(b) WHERE elementId(r) = elementId
            RETURN elementId, a._id AS from, b._id AS to, a._type + ' ' + type(r) + ' ' + b._type AS output,
                   r._scope AS scope""";

    private static final String RELATIONSHIPS_AT = """
            UNWIND $ids AS id MATCH (e:Entity {_id: id})-[r]-()
            WHERE r._installation = $installation AND r._match IS NULL
            WITH DISTINCT e, r
            RETURN startNode(r)._id AS from, r._id AS id, r._hash AS hash, elementId(r) AS elementId,
                   startNode(r) = e AS outgoing""";

    private final Neo4jGraph graph;
    private final String installation;

    CurrentGraph(Neo4jGraph graph, String installation) {
        this.graph = graph;
        this.installation = installation;
    }

    /**
     * An entity that is there.
     *
     * @param id its id
     * @param hash the hash of its content
     */
    record CurrentEntity(String id, String hash) {}

    /**
     * A relationship that is there.
     *
     * @param from the id of the entity it leaves
     * @param id its id
     * @param hash the hash of its content
     * @param elementId the database's own handle
     */
    record CurrentRelationship(String from, String id, String hash, String elementId) {}

    /**
     * What decides whether something may be deleted.
     *
     * @param output an entity type's name or {@code from VERB to}
     * @param scope the enumerations that found it
     * @param from for relationships the id of the entity it leaves, else empty
     * @param to for relationships the id of the entity it enters, else empty
     * @param degree for entities how many relationships they have, whoever asserts them
     */
    record Description(String output, String scope, String from, String to, long degree) {}

    /** What the graph says of all of it without reading it. */
    RangeState state() {
        try (Session session = graph.readSession()) {
            return session.executeRead(tx -> GraphRanges.read(tx, installation));
        }
    }

    /**
     * Where the graph holds something else than was collected, as narrow as digests tell.
     *
     * @param stored the digests that are kept
     * @param along what goes along with entities, and is not to be looked at
     */
    List<IdRange> differing(Stored stored, Kind kind, DigestTable along, DigestTable collected) {
        DigestTable whole = stored.of(kind);
        int width = stored.width();
        List<IdRange> wide = RangeState.differing(DigestTable.difference(whole, along), collected, width);
        if (wide.isEmpty()) {
            return wide;
        }
        DigestTable parts;
        try (Session session = graph.readSession()) {
            parts = session.executeRead(tx -> GraphRanges.parts(tx, installation, kind, width, wide));
        }
        DigestTable remaining = DigestTable.difference(parts, along);
        BitSet narrow = new BitSet(DigestTable.RANGES);
        for (IdRange range : wide) {
            for (int from = range.from(); from < range.to(); from += width) {
                IdRange each = new IdRange(from, from + width);
                if (parts.over(each).equals(whole.over(each))) {
                    narrow.or(RangeState.differing(each, remaining, collected, width / IdRange.PARTS));
                } else {
                    // Somebody published meanwhile.
                    narrow.set(each.from(), each.to());
                }
            }
        }
        return IdRange.of(narrow);
    }

    /** Reads the entities of some ranges, which ascend, in the order of their ids. */
    void readEntities(List<IdRange> ranges, Consumer<Iterator<CurrentEntity>> reader) {
        stream(
                ENTITIES,
                ranges,
                rows -> reader.accept(rows.map(row -> new CurrentEntity(
                                row.get("id").asString(), row.get("hash").asString()))
                        .iterator()));
    }

    /** Reads the relationships that leave the entities of some ranges, in the order of these, then of their ids. */
    void readRelationships(List<IdRange> ranges, Consumer<Iterator<CurrentRelationship>> reader) {
        stream(
                RELATIONSHIPS,
                ranges,
                rows -> reader.accept(new SortedPerEntity<>(
                        rows.map(CurrentGraph::relationship).iterator(),
                        CurrentRelationship::from,
                        CurrentRelationship::id)));
    }

    /** Not in a managed transaction: the reader cannot be run again from the start. */
    private void stream(String query, List<IdRange> ranges, Consumer<Stream<Record>> reader) {
        if (ranges.isEmpty()) {
            return;
        }
        List<List<String>> bounds =
                ranges.stream().map(range -> List.of(range.low(), range.high())).toList();
        try (Session session = graph.readSession();
                Transaction tx = session.beginTransaction()) {
            reader.accept(tx.run(query, Map.of("installation", installation, "ranges", bounds)).stream());
        }
    }

    /**
     * Reads the relationships of some entities.
     *
     * @param reader is told whether a relationship leaves the entity; one between two of them comes twice
     */
    void readRelationshipsAt(Collection<String> ids, BiConsumer<CurrentRelationship, Boolean> reader) {
        try (Session session = graph.readSession();
                Transaction tx = session.beginTransaction()) {
            tx.run(RELATIONSHIPS_AT, Map.of("ids", List.copyOf(ids), "installation", installation))
                    .forEachRemaining(row ->
                            reader.accept(relationship(row), row.get("outgoing").asBoolean()));
        }
    }

    private static CurrentRelationship relationship(Record row) {
        return new CurrentRelationship(
                row.get("from").asString(),
                row.get("id").asString(),
                row.get("hash").asString(),
                row.get("elementId").asString());
    }

    /** How many entities of a type there are; counting ends at {@code most}. */
    long countEntities(String type, long most) {
        // The label is a checked name, not data.
        return count(
                "MATCH (e:" + TypeLabel.of(type) + ") WHERE e._installation = $installation AND e._type = $type"
                        + " WITH e LIMIT $most RETURN count(e) AS number",
                Map.of("type", type, "most", most));
    }

    /** How many relationships {@code from VERB to} there are; counting ends at {@code most}. */
    long countRelationships(String output, long most) {
        String[] parts = output.split(" ");
        return count(
                "MATCH (:" + TypeLabel.of(parts[0]) + ")-[r:" + parts[1] + "]->(:" + TypeLabel.of(parts[2])
                        + ") WHERE r._installation = $installation WITH r LIMIT $most RETURN count(r) AS number",
                Map.of("most", most));
    }

    private long count(String query, Map<String, Object> parameters) {
        Map<String, Object> all = new HashMap<>(parameters);
        all.put("installation", installation);
        try (Session session = graph.readSession()) {
            return session.executeRead(
                    tx -> tx.run(query, all).single().get("number").asLong());
        }
    }

    /** Those of the entities that this installation has, with what decides over them. */
    Map<String, Description> describeEntities(Collection<String> ids) {
        return describe(
                DESCRIBE_ENTITIES,
                ids,
                "id",
                row -> new Description(
                        row.get("type").asString(),
                        row.get("scope").asString(),
                        "",
                        "",
                        row.get("degree").asLong()));
    }

    /** Relationships by the database's own handle, with what decides over them. */
    Map<String, Description> describeRelationships(Collection<String> elementIds) {
        return describe(
                DESCRIBE_RELATIONSHIPS,
                elementIds,
                "elementId",
                row -> new Description(
                        row.get("output").asString(),
                        row.get("scope").asString(),
                        row.get("from").asString(),
                        row.get("to").asString(),
                        0));
    }

    private Map<String, Description> describe(
            String query,
            Collection<String> ids,
            String key,
            java.util.function.Function<Record, Description> mapping) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        Map<String, Object> parameters = Map.of("ids", List.copyOf(ids), "installation", installation);
        try (Session session = graph.readSession()) {
            return session.executeRead(tx -> {
                Map<String, Description> found = new HashMap<>();
                tx.run(query, parameters)
                        .forEachRemaining(row -> found.put(row.get(key).asString(), mapping.apply(row)));
                return found;
            });
        }
    }
}
