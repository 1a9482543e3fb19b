package io.cadastre.cypher.ingest;

import io.cadastre.cypher.Neo4jGraph;
import io.cadastre.cypher.schema.GraphSchema;
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

    /** The deletions that wait for a person. */
    public HeldLists held() {
        return new HeldLists(graph);
    }

    /**
     * Compares; writes nothing to the graph.
     *
     * @param comparison whether to believe the digests that the graph keeps
     * @param budget how much may be deleted without asking a person
     */
    public Diff diff(
            String installation,
            StagedGraph staged,
            Evidence evidence,
            ChangeSpool spool,
            Comparison comparison,
            DeletionBudget budget) {
        return new Differ(graph, installation, staged, evidence, spool, comparison == Comparison.FULL, budget).diff();
    }

    /**
     * What has to be done so that all on a held list goes, and nothing else. What is no longer there is left out, so that
     * this can be done again if it was cut off.
     */
    public Diff approved(String installation, String sync, ChangeSpool spool) {
        return new HeldChanges(graph, installation, sync, spool).diff();
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

    /** Removes all that an installation has in the graph. Can be run again if it was cut off. */
    public void erase(String installation) {
        Map<String, Object> parameters = Map.of("installation", installation);
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
}
