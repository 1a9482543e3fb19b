package io.cadastre.cypher.ingest;

import io.cadastre.cypher.Neo4jGraph;
import io.cadastre.cypher.schema.GraphSchema;
import io.cadastre.cypher.schema.IndexedProperties;
import io.cadastre.spi.model.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.neo4j.driver.Session;

/** Brings the graph to what syncs collected. One call at a time per installation; the caller sees to that. */
public final class Ingest {
    private static final String ERASE = """
            MATCH (e:Entity) WHERE e._installation = $installation
            CALL (e) { DETACH DELETE e } IN TRANSACTIONS OF 5000 ROWS""";

    private static final int RELEASED = 1_000;

    private static final String LINKED = """
            MATCH (e:Entity) USING INDEX SEEK e:Entity(_installation, _id)
            WHERE e._installation = $installation AND e._id > $after
              AND EXISTS { (e)-[r]-() WHERE r._installation <> $installation }
            RETURN e._id AS id ORDER BY e._installation, e._id LIMIT $limit""";

    private static final String OTHERS = """
            MATCH (v:_GraphVersion) WHERE v.installation <> $installation
            RETURN coalesce(sum(v.version), 0) AS version""";

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

    /**
     * Compares only the relationships that wait for an end with what is there now, for when another installation changed.
     * Writes nothing to the graph.
     *
     * @param staged empty
     * @param spool empty
     */
    public Diff waiting(String installation, StagedGraph staged, ChangeSpool spool) {
        return new Differ(graph, installation, staged, Evidence.of(Map.of()), spool).waiting();
    }

    /** The relationships that wait for an end. */
    public PendingGraph pending() {
        return new PendingGraph(graph);
    }

    /** The properties that indexes are over. */
    public IndexedProperties indexed() {
        return IndexedProperties.of(graph);
    }

    /** The installations' versions of the graph in sum, but for one: whether any other changed. */
    public long versionOfOthers(String installation) {
        try (Session session = graph.readSession()) {
            return session.executeRead(tx -> tx.run(OTHERS, Map.of("installation", installation))
                    .single()
                    .get("version")
                    .asLong());
        }
    }

    /** Creates the indexes of a schema that was not known before its sync began. */
    public void declare(Schema schema) {
        new GraphSchema(graph).install(schema);
    }

    /** Publishes what the comparison found. Writes nothing if that is nothing (I8). */
    public Published publish(Publication publication, StagedGraph staged, Diff diff, ChangeSpool spool) {
        Published published = new Publisher(graph, limits, publication, staged, spool).publish(diff);
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

    /**
     * Removes all that an installation has in the graph. What others assert of it waits from then on. Can be run again if
     * it was cut off.
     *
     * @param at the time that the change bears
     */
    public void erase(String installation, Instant at) {
        Map<String, Object> parameters = Map.of("installation", installation);
        releaseForeign(installation, at);
        pending().erase(installation);
        try (Session session = graph.writeSession()) {
            session.run(ERASE, parameters).consume();
            session.run(ADVANCE, parameters).consume();
        }
        awaitSearch();
    }

    private void releaseForeign(String installation, Instant at) {
        ForeignRelationships foreign = new ForeignRelationships(installation, at);
        try (Session session = graph.writeSession()) {
            String after = "";
            while (after != null) {
                Map<String, Object> next = Map.of("installation", installation, "after", after, "limit", RELEASED);
                after = session.executeWrite(tx -> {
                    List<String> linked =
                            tx.run(LINKED, next).list(row -> row.get("id").asString());
                    foreign.release(tx, linked);
                    return linked.isEmpty() ? null : linked.getLast();
                });
            }
        }
    }
}
