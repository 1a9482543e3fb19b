package io.cadastre.cypher.ingest;

import io.cadastre.cypher.Neo4jGraph;
import io.cadastre.cypher.lease.Fence;
import io.cadastre.cypher.schema.GraphSchema;
import io.cadastre.spi.model.Schema;
import java.util.Map;
import java.util.Optional;
import org.neo4j.driver.Session;

/** Brings the graph to what syncs collected. One call at a time per installation; the caller sees to that. */
public final class Ingest {
    private static final String ERASE_SOME = """
            MATCH (e:Entity) WHERE e._installation = $installation
            WITH e LIMIT 5000
            DETACH DELETE e""";

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

    /**
     * Publishes what the comparison found. Writes nothing if that is nothing (I8), or if this sync is published already.
     *
     * @throws io.cadastre.cypher.lease.LeaseLostException if the installation is another process's by now
     */
    public Published publish(Publication publication, StagedGraph staged, Diff diff, ChangeSpool spool) {
        Published published = new Publisher(graph, limits, publication, staged).publish(diff, spool);
        if (published.transactions() > 0) {
            awaitSearch();
        }
        return published;
    }

    /** The last sync of an installation that changed the graph; empty if none did. */
    public Optional<String> lastPublished(String installation) {
        try (Session session = graph.readSession()) {
            return session.executeRead(tx -> GraphVersion.lastPublished(tx, installation));
        }
    }

    /** Search finds what was published, and no longer what was deleted, when a publish returns. */
    private void awaitSearch() {
        try (Session session = graph.writeSession()) {
            session.run("CALL db.index.fulltext.awaitEventuallyConsistentIndexRefresh()")
                    .consume();
        }
    }

    /**
     * Removes all that an installation has in the graph. Can be run again if it was cut off.
     *
     * @param fence refuses it if the installation is another process's by now
     * @throws io.cadastre.cypher.lease.LeaseLostException if it is
     */
    public void erase(String installation, Fence fence) {
        Map<String, Object> parameters = Map.of("installation", installation);
        try (Session session = graph.writeSession()) {
            boolean some = true;
            while (some) {
                some = session.executeWrite(tx -> {
                    fence.check(tx);
                    return tx.run(ERASE_SOME, parameters).consume().counters().nodesDeleted() > 0;
                });
            }
            session.executeWriteWithoutResult(tx -> {
                fence.check(tx);
                tx.run(ADVANCE, parameters).consume();
            });
        }
        awaitSearch();
    }
}
