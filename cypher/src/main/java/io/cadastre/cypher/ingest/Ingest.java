package io.cadastre.cypher.ingest;

import io.cadastre.cypher.Neo4jGraph;
import io.cadastre.cypher.schema.GraphSchema;
import io.cadastre.cypher.schema.IndexedProperties;
import io.cadastre.spi.model.Schema;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    private final Neo4jGraph graph;
    private final IngestLimits limits;
    private final Path directory;

    /**
     * An ingest.
     *
     * @param directory where change sets above the one-transaction limit are sealed until they are published
     */
    public Ingest(Neo4jGraph graph, IngestLimits limits, Path directory) {
        this.graph = graph;
        this.limits = limits;
        this.directory = directory;
    }

    /** What an installation has in the graph. */
    public PriorGraph prior(String installation) {
        return new PriorGraph(graph, installation);
    }

    /**
     * Compares; writes nothing to the graph.
     *
     * @param comparison whether to believe the digests that the graph keeps
     */
    public Diff diff(
            String installation, StagedGraph staged, Evidence evidence, ChangeSpool spool, Comparison comparison) {
        return new Differ(graph, installation, staged, evidence, spool, comparison == Comparison.FULL).diff();
    }

    /**
     * Compares only the relationships that wait for an end with what is there now, for when another installation changed.
     * Writes nothing to the graph.
     *
     * @param staged empty
     * @param spool empty
     */
    public Diff waiting(String installation, StagedGraph staged, ChangeSpool spool) {
        return new Differ(graph, installation, staged, Evidence.of(Map.of()), spool, false).waiting();
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

    /** When all that an installation has was last read and compared; empty if never. */
    public Optional<Instant> comparedInFullAt(String installation) {
        return Optional.ofNullable(new CurrentGraph(graph, installation).state().comparedAt());
    }

    /** Creates the indexes of a schema that was not known before its sync began. */
    public void declare(Schema schema) {
        new GraphSchema(graph).install(schema);
    }

    /** Publishes what the comparison found. Writes nothing to the graph if that is nothing (I8). */
    public Published publish(Publication publication, StagedGraph staged, Diff diff, ChangeSpool spool) {
        ChangeSet changes = new StagedChanges(spool, staged, diff.changes(), diff.sizeBytes());
        return searchable(new Publisher(graph, limits, publication).publish(changes, diff.basis(), directory));
    }

    /** The publishes that an earlier process sealed and did not end. */
    public List<SealedPublish> unfinished() {
        return SealedPublish.in(directory);
    }

    /**
     * Goes on with a publish that was cut off, or drops it if none of it was published.
     *
     * @return empty if it was dropped
     */
    public Optional<Published> resume(SealedPublish sealed) {
        if (!sealed.begun(graph)) {
            sealed.changes().discard();
            return Optional.empty();
        }
        return Optional.of(searchable(new Publisher(graph, limits, sealed.publication()).resume(sealed.changes())));
    }

    /** The publish of an installation in several transactions that is under way or was cut off. */
    public Optional<PublishState> publishing(String installation) {
        try (Session session = graph.readSession()) {
            return session.executeRead(tx -> Journal.state(tx, installation));
        }
    }

    private Published searchable(Published published) {
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
     * @param erasing who removes it, when
     */
    public void erase(Publication erasing) {
        String installation = erasing.installation();
        Map<String, Object> parameters = Map.of("installation", installation);
        releaseForeign(erasing);
        pending().erase(installation);
        try (Session session = graph.writeSession()) {
            session.executeWriteWithoutResult(tx -> GraphRanges.forget(tx, installation));
            session.run(ERASE, parameters).consume();
            session.executeWriteWithoutResult(tx -> {
                Journal.end(tx, installation);
                GraphRanges.lock(tx, installation);
                GraphRanges.advance(tx, installation, null);
            });
        }
        awaitSearch();
    }

    private void releaseForeign(Publication erasing) {
        try (Session session = graph.writeSession()) {
            String after = "";
            while (after != null) {
                Map<String, Object> next =
                        Map.of("installation", erasing.installation(), "after", after, "limit", RELEASED);
                after = session.executeWrite(tx -> {
                    List<String> linked =
                            tx.run(LINKED, next).list(row -> row.get("id").asString());
                    Effects effects = new Effects();
                    new ForeignRelationships(erasing, new History(erasing), effects)
                            .release(tx, linked, Long.MAX_VALUE);
                    effects.tookAlong().forEach((other, gone) -> GraphRanges.follow(tx, other, gone));
                    return linked.isEmpty() ? null : linked.getLast();
                });
            }
        }
    }
}
