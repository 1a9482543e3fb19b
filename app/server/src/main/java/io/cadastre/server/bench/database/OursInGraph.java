package io.cadastre.server.bench.database;

import io.cadastre.cypher.Neo4jGraph;
import io.cadastre.server.bench.data.Census;
import java.time.Duration;
import java.util.Map;
import org.neo4j.driver.Record;
import org.neo4j.driver.Session;
import org.neo4j.driver.Transaction;

/** What an installation of Cadastre has in the graph, seen without anything of Cadastre. */
public final class OursInGraph {
    private static final String ENTITIES = """
            MATCH (e:Entity) WHERE e._installation = $installation
            RETURN count(e) AS entities, sum(e.revision) AS revisions""";

    private static final String RELATIONSHIPS = """
            MATCH (e:Entity)-[r]->() WHERE e._installation = $installation AND r._installation = $installation
            RETURN count(r) AS relationships""";

    private static final String READ_ENTITIES = """
            MATCH (e:Entity) USING INDEX SEEK e:Entity(_installation, _id)
            WHERE e._installation = $installation AND e._id >= ''
            RETURN e._id AS id, e._hash AS hash
            ORDER BY e._installation, e._id""";

    private static final String READ_RELATIONSHIPS = """
            MATCH (e:Entity) USING INDEX SEEK e:Entity(_installation, _id)
            WHERE e._installation = $installation AND e._id >= ''
            MATCH (e)-[r]->()
            RETURN r._id AS id, r._hash AS hash""";

    private final Neo4jGraph graph;
    private final String installation;

    public OursInGraph(Neo4jGraph graph, String installation) {
        this.graph = graph;
        this.installation = installation;
    }

    /** What it holds. */
    public Census census() {
        Map<String, Object> parameters = Map.of("installation", installation);
        try (Session session = graph.readSession()) {
            Record entities = session.run(ENTITIES, parameters).single();
            Record relationships = session.run(RELATIONSHIPS, parameters).single();
            return new Census(
                    entities.get("entities").asLong(),
                    relationships.get("relationships").asLong(),
                    entities.get("revisions").asLong());
        }
    }

    /** How long the driver takes to read all ids and hashes, row by row: a comparison that reads everything is no faster. */
    public Duration readFloor() {
        long start = System.nanoTime();
        try (Session session = graph.readSession();
                Transaction tx = session.beginTransaction()) {
            for (String query : new String[] {READ_ENTITIES, READ_RELATIONSHIPS}) {
                tx.run(query, Map.of("installation", installation)).forEachRemaining(row -> {
                    row.get("id").asString();
                    row.get("hash").asString();
                });
            }
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** The release of Neo4j that answers. */
    public static String serverVersion(Neo4jGraph graph) {
        try (Session session = graph.readSession()) {
            return session.run("CALL dbms.components() YIELD name, versions RETURN name + ' ' + versions[0] AS version")
                    .list(row -> row.get("version").asString())
                    .getFirst();
        }
    }
}
