package io.cadastre.cypher.read;

import io.cadastre.cypher.Neo4jGraph;
import io.cadastre.cypher.read.GraphStatistics.Owned;
import io.cadastre.cypher.read.ObservedSchema.Connection;
import io.cadastre.cypher.read.ObservedSchema.ObservedField;
import io.cadastre.cypher.read.ObservedSchema.ObservedType;
import io.cadastre.cypher.schema.TypeLabel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.neo4j.driver.Record;
import org.neo4j.driver.Session;
import org.neo4j.driver.TransactionContext;

/**
 * Reads the graph as a whole. Statistics look at every entity and relationship once, the schema at samples; both are
 * worth keeping for as long as {@link #graphVersion} stays. Safe for use by several threads.
 */
public final class GraphReader {
    private static final int SAMPLE = 10_000;

    private final Neo4jGraph graph;
    private final int sample;

    public GraphReader(Neo4jGraph graph) {
        this(graph, SAMPLE);
    }

    /**
     * Makes a reader with samples of its own size.
     *
     * @param sample how many entities of a type, and relationships of a verb, the schema looks at
     */
    GraphReader(Neo4jGraph graph, int sample) {
        this.graph = graph;
        this.sample = sample;
    }

    /** A number that grows with each sync that changed something. */
    public long graphVersion() {
        try (Session session = graph.readSession()) {
            return session.executeRead(GraphReader::version);
        }
    }

    public GraphStatistics statistics() {
        try (Session session = graph.readSession()) {
            return session.executeRead(GraphReader::count);
        }
    }

    public ObservedSchema schema() {
        try (Session session = graph.readSession()) {
            return session.executeRead(this::observe);
        }
    }

    private static long version(TransactionContext tx) {
        return number(tx, "MATCH (v:_GraphVersion) RETURN coalesce(sum(v.version), 0)");
    }

    private static GraphStatistics count(TransactionContext tx) {
        long version = version(tx);
        Map<String, Long> byClass = new HashMap<>();
        Map<String, Long> byType = new HashMap<>();
        Map<String, Owned> byInstallation = new HashMap<>();
        // There are as many groups as kinds of entities, however many entities there are.
        for (Record group : tx.run("MATCH (e:Entity) RETURN coalesce(e._installation, '') AS installation,"
                        + " coalesce(e._type, '') AS type, coalesce(e._class, []) AS classes, count(*) AS count")
                .list()) {
            long count = group.get("count").asLong();
            byType.merge(group.get("type").asString(), count, Long::sum);
            group.get("classes").asList().forEach(name -> byClass.merge(name.toString(), count, Long::sum));
            byInstallation.merge(group.get("installation").asString(), new Owned(count, 0, 0), Owned::plus);
        }
        for (Record group : tx.run(
                        "MATCH ()-[r]->() RETURN coalesce(r._installation, '') AS installation, count(*) AS count")
                .list()) {
            byInstallation.merge(
                    group.get("installation").asString(),
                    new Owned(0, group.get("count").asLong(), 0),
                    Owned::plus);
        }
        for (Record group : tx.run(
                        "MATCH (p:_Pending) WHERE p._pendingReason <> 'LINKED' RETURN p._pendingOf AS installation, count(*) AS count")
                .list()) {
            byInstallation.merge(
                    group.get("installation").asString(),
                    new Owned(0, 0, group.get("count").asLong()),
                    Owned::plus);
        }
        return new GraphStatistics(
                version,
                number(tx, "MATCH (e:Entity) RETURN count(e)"),
                number(tx, "MATCH ()-[r]->() RETURN count(r)"),
                byClass,
                byType,
                countVerbs(tx),
                byInstallation);
    }

    /** From the server's own books, without looking at a single relationship. */
    private static Map<String, Long> countVerbs(TransactionContext tx) {
        Map<String, Long> counts = new HashMap<>();
        for (String verb : names(tx, "CALL db.relationshipTypes() YIELD relationshipType AS name")) {
            // Books are kept by literal types only; the name comes from the server and is quoted.
            long count = number(tx, "MATCH ()-[r:`" + verb.replace("`", "``") + "`]->() RETURN count(r)");
            if (count > 0) {
                counts.put(verb, count);
            }
        }
        return counts;
    }

    private ObservedSchema observe(TransactionContext tx) {
        Map<String, Long> verbs = countVerbs(tx);
        List<Connection> connections = new ArrayList<>();
        new TreeMap<>(verbs).forEach((verb, total) -> connections.addAll(connections(tx, verb, total)));
        return new ObservedSchema(
                names(tx, "CALL db.labels() YIELD label AS name"),
                verbs.keySet().stream().sorted().toList(),
                names(tx, "CALL db.propertyKeys() YIELD propertyKey AS name"),
                types(tx),
                connections);
    }

    private static List<String> names(TransactionContext tx, String source) {
        return tx.run(source + " WITH DISTINCT name WHERE NOT name STARTS WITH '_' RETURN name ORDER BY name").stream()
                .map(row -> row.get("name").asString())
                .toList();
    }

    private List<ObservedType> types(TransactionContext tx) {
        List<ObservedType> types = new ArrayList<>();
        for (Record row : tx.run("MATCH (e:Entity) WHERE e._type IS NOT NULL"
                        + " RETURN e._type AS type, head(collect(DISTINCT e._class)) AS classes, count(*) AS count"
                        + " ORDER BY type")
                .list()) {
            String type = row.get("type").asString();
            List<ObservedField> fields = tx
                    .run(
                            "MATCH (e:$($labels)) WHERE e._type = $type WITH e LIMIT $sample UNWIND keys(e) AS name"
                                    + " WITH name WHERE NOT name STARTS WITH '_'"
                                    + " RETURN name, count(*) AS filled ORDER BY name",
                            Map.of("labels", List.of("Entity", TypeLabel.of(type)), "type", type, "sample", sample))
                    .stream()
                    .map(field -> new ObservedField(
                            field.get("name").asString(), field.get("filled").asLong()))
                    .toList();
            long count = row.get("count").asLong();
            types.add(new ObservedType(
                    type,
                    row.get("classes").isNull() ? List.of() : row.get("classes").asList(value -> value.asString()),
                    count,
                    Math.min(count, sample),
                    fields));
        }
        return types;
    }

    private List<Connection> connections(TransactionContext tx, String verb, long total) {
        return tx
                .run(
                        "MATCH (a:Entity)-[r:$($verb)]->(b:Entity) WITH a, b LIMIT $sample"
                                + " RETURN coalesce(a._type, '') AS fromType, coalesce(b._type, '') AS toType,"
                                + " count(*) AS count ORDER BY fromType, toType",
                        Map.of("verb", verb, "sample", sample))
                .stream()
                .map(row -> new Connection(
                        row.get("fromType").asString(),
                        verb,
                        row.get("toType").asString(),
                        row.get("count").asLong(),
                        Math.min(total, sample),
                        total))
                .toList();
    }

    private static long number(TransactionContext tx, String cypher) {
        return tx.run(cypher).single().get(0).asLong();
    }
}
