package io.cadastre.cypher.ingest;

import io.cadastre.cypher.Neo4jGraph;
import io.cadastre.cypher.schema.GraphSchema;
import io.cadastre.spi.model.Schema;
import java.util.Map;
import org.neo4j.driver.Session;

/**
 * Brings the graph to what syncs collected. One call at a time per installation; the caller sees to that. Not final, so
 * that a benchmark can measure around its calls without a path of its own.
 */
public class Ingest {
    private static final String ERASE = """
            MATCH (e:Entity) WHERE e._installation = $installation
            CALL (e) { DETACH DELETE e } IN TRANSACTIONS OF 5000 ROWS""";

    private static final String ADVANCE =
            "MATCH (v:_GraphVersion {installation: $installation}) SET v.version = v.version + 1";

    private final Neo4jGraph graph;
    private final IngestLimits limits;

    public Ingest(Neo4jGraph graph, IngestLimits limits) {
        this.graph = graph;
        this.limits = limits;
    }

    /** What an installation has in the graph. */
    public PriorGraph prior(String installation) {
        return new PriorGraph(graph, installation);
    }

    /** Compares; writes nothing to the graph. */
    public Diff diff(String installation, StagedGraph staged, Evidence evidence, ChangeSpool spool) {
        return new Differ(graph, installation, staged, evidence, spool).diff();
    }

    /** Creates the indexes of a schema that was not known before its sync began. */
    public void declare(Schema schema) {
        new GraphSchema(graph).install(schema);
    }

    /** Publishes what the comparison found. Writes nothing if that is nothing (I8). */
    public Published publish(Publication publication, StagedGraph staged, Diff diff, ChangeSpool spool) {
        Published published = new Publisher(graph, limits, publication, staged).publish(diff, spool);
        if (published.transactions() > 0) {
            awaitSearch();
        }
        return published;
    }

    /** Search finds what was published, and no longer what was deleted, when a publish returns. */
    private void awaitSearch() {
        try (Session session = graph.writeSession()) {
            session.run("CALL db.index.fulltext.awaitEventuallyConsistentIndexRefresh()")
                    .consume();
        }
    }

    /** Removes all that an installation has in the graph. Can be run again if it was cut off. */
    public void erase(String installation) {
        Map<String, Object> parameters = Map.of("installation", installation);
        try (Session session = graph.writeSession()) {
            session.run(ERASE, parameters).consume();
            session.run(ADVANCE, parameters).consume();
        }
        awaitSearch();
    }
}
