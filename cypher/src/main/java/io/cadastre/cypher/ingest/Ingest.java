package io.cadastre.cypher.ingest;

import io.cadastre.cypher.Neo4jGraph;
import io.cadastre.cypher.lease.Fence;
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
    private static final String ERASE_SOME = """
            MATCH (e:Entity) WHERE e._installation = $installation
            WITH e LIMIT 5000
            DETACH DELETE e""";

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

    /** When all that an installation has was last read and compared; empty if never. */
    public Optional<Instant> comparedInFullAt(String installation) {
        return Optional.ofNullable(new CurrentGraph(graph, installation).state().comparedAt());
    }

    /** Creates the indexes of a schema that was not known before its sync began. */
    public void declare(Schema schema) {
        new GraphSchema(graph).install(schema);
    }

    /**
     * Publishes what the comparison found. Writes nothing to the graph if that is nothing (I8), or if this sync is
     * published already.
     *
     * @throws io.cadastre.cypher.lease.LeaseLostException if the installation is another process's by now
     */
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
     * @param fence of the lease under which it is gone on with; the one under which it began is over
     * @return empty if it was dropped
     * @throws io.cadastre.cypher.lease.LeaseLostException if the installation is another process's by now
     */
    public Optional<Published> resume(SealedPublish sealed, Fence fence) {
        if (!sealed.begun(graph)) {
            sealed.changes().discard();
            return Optional.empty();
        }
        return Optional.of(
                searchable(new Publisher(graph, limits, sealed.publication().under(fence)).resume(sealed.changes())));
    }

    /** The publish of an installation in several transactions that is under way or was cut off. */
    public Optional<PublishState> publishing(String installation) {
        try (Session session = graph.readSession()) {
            return session.executeRead(tx -> Journal.state(tx, installation));
        }
    }

    /** The last sync of an installation that changed the graph; empty if none did. */
    public Optional<String> lastPublished(String installation) {
        return Optional.of(new CurrentGraph(graph, installation).state().sync()).filter(sync -> !sync.isEmpty());
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
     * Removes all that an installation has in the graph. Can be run again if it was cut off.
     *
     * @param fence refuses it if the installation is another process's by now
     * @throws io.cadastre.cypher.lease.LeaseLostException if it is
     */
    public void erase(String installation, Fence fence) {
        Map<String, Object> parameters = Map.of("installation", installation);
        try (Session session = graph.writeSession()) {
            session.executeWriteWithoutResult(tx -> {
                fence.check(tx);
                GraphRanges.forget(tx, installation);
            });
            boolean more = true;
            while (more) {
                more = session.executeWrite(tx -> {
                    fence.check(tx);
                    return tx.run(ERASE_SOME, parameters).consume().counters().nodesDeleted() > 0;
                });
            }
            session.executeWriteWithoutResult(tx -> {
                fence.check(tx);
                Journal.end(tx, installation);
                GraphRanges.lock(tx, installation);
                GraphRanges.advance(tx, installation, null);
            });
        }
        awaitSearch();
    }
}
