package io.cadastre.cypher.ingest;

import io.cadastre.cypher.GraphFailures;
import io.cadastre.cypher.GraphRefusedException;
import io.cadastre.cypher.Neo4jGraph;
import io.cadastre.cypher.lease.Fence;
import io.cadastre.cypher.schema.GraphSchema;
import io.cadastre.cypher.schema.IndexedProperties;
import io.cadastre.spi.model.Schema;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.neo4j.driver.Session;
import org.neo4j.driver.TransactionCallback;
import org.neo4j.driver.exceptions.Neo4jException;

/**
 * Brings the graph to what syncs collected. One call at a time per installation; the caller sees to that. Not final, so
 * that a benchmark can measure around its calls without a path of its own.
 */
public class Ingest {
    private static final Logger LOG = System.getLogger(Ingest.class.getName());

    private static final String ERASE_SOME = """
            MATCH (e:Entity) WHERE e._installation = $installation
            WITH e LIMIT 5000
            DETACH DELETE e""";

    private static final String FORGET_SOME = """
            MATCH (c:_Change) WHERE c._owner = $installation
            WITH c LIMIT 1000
            DELETE c""";

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
        boolean inFull = comparison == Comparison.FULL;
        return GraphFailures.told(
                "comparing", () -> new Differ(graph, installation, staged, evidence, spool, inFull, budget).diff());
    }

    /**
     * What publishing would do, of each kind of change the first few. What goes along with an entity is not told apart.
     *
     * @param staged what was collected
     * @param spool what the comparison found
     * @param most how many changes of each kind
     */
    public List<PlannedChange> preview(StagedGraph staged, ChangeSpool spool, int most) {
        return GraphFailures.told("reading what would change", () -> new Preview(graph, staged, spool, most).changes());
    }

    /**
     * What has to be done so that all on a held list goes, and nothing else. What is no longer there is left out, so that
     * this can be done again if it was cut off.
     */
    public Diff approved(String installation, String sync, ChangeSpool spool) {
        return GraphFailures.told("comparing", () -> new HeldChanges(graph, installation, sync, spool).diff());
    }

    /** How a sync at this time is to be compared: in full if that is long ago, or was never done. */
    public Comparison comparison(String installation, Instant now) {
        return comparedInFullAt(installation)
                .filter(last -> now.isBefore(last.plus(limits.compareInFullEvery())))
                .map(recent -> Comparison.BY_RANGE)
                .orElse(Comparison.FULL);
    }

    /**
     * Compares only the relationships that wait for an end with what is there now, for when another installation changed.
     * Writes nothing to the graph.
     *
     * @param staged empty
     * @param spool empty
     */
    public Diff waiting(String installation, StagedGraph staged, ChangeSpool spool) {
        return GraphFailures.told(
                "comparing",
                () -> new Differ(graph, installation, staged, Evidence.of(Map.of()), spool, false, DeletionBudget.OFF)
                        .waiting());
    }

    /** The relationships that wait for an end. */
    public PendingGraph pending() {
        return new PendingGraph(graph);
    }

    /** The properties that indexes are over. */
    public IndexedProperties indexed() {
        return GraphFailures.told("reading the indexes", () -> IndexedProperties.of(graph));
    }

    /** The installations' versions of the graph in sum, but for one: whether any other changed. */
    public long versionOfOthers(String installation) {
        return read(tx -> tx.run(OTHERS, Map.of("installation", installation))
                .single()
                .get("version")
                .asLong());
    }

    /** When all that an installation has was last read and compared; empty if never. */
    public Optional<Instant> comparedInFullAt(String installation) {
        return Optional.ofNullable(
                read(tx -> GraphRanges.read(tx, installation)).comparedAt());
    }

    /** Creates the indexes of a schema that was not known before its sync began. */
    public void declare(Schema schema) {
        GraphFailures.toldOf("making indexes", () -> new GraphSchema(graph).install(schema));
    }

    /**
     * Publishes what the comparison found. Writes nothing to the graph if that is nothing (I8), or if this sync is
     * published already.
     *
     * @throws io.cadastre.cypher.lease.LeaseLostException if the installation is another process's by now
     */
    public Published publish(Publication publication, StagedGraph staged, Diff diff, ChangeSpool spool) {
        ChangeSet changes = new StagedChanges(spool, staged, diff);
        return searchable(told(
                () -> new Publisher(graph, limits, inOrder(publication)).publish(changes, diff.basis(), directory)));
    }

    /**
     * Keeps what goes along with a publish that had nothing to write: what a sync has to say costs a constant, and is no
     * part of the graph (I8).
     *
     * @throws io.cadastre.cypher.lease.LeaseLostException if the installation is another process's by now
     */
    public void keepAlong(Publication publication) {
        GraphFailures.toldOf("keeping what is known", () -> new Publisher(graph, limits, publication).keepAlong());
    }

    private Publication inOrder(Publication publication) {
        try (Session session = graph.readSession()) {
            return session.executeRead(tx -> {
                String last = GraphRanges.read(tx, publication.installation()).publish();
                return last.equals(publication.key())
                        ? publication
                        : GraphRanges.publishedAt(tx, publication.installation())
                                .map(publication::after)
                                .orElse(publication);
            });
        }
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
        return Optional.of(searchable(
                told(() -> new Publisher(graph, limits, sealed.publication().under(fence)).resume(sealed.changes()))));
    }

    private static Published told(Supplier<Published> publish) {
        try {
            return GraphFailures.told("publishing", publish);
        } catch (TransactionTooLargeException e) {
            throw new GraphRefusedException(String.valueOf(e.getMessage()), e);
        }
    }

    /** The publish of an installation in several transactions that is under way or was cut off. */
    public Optional<PublishState> publishing(String installation) {
        return read(tx -> Journal.state(tx, installation));
    }

    private <T> T read(TransactionCallback<T> work) {
        return GraphFailures.told("reading what is published", () -> {
            try (Session session = graph.readSession()) {
                return session.executeRead(work);
            }
        });
    }

    /** The last sync of an installation that changed the graph; empty if none did. */
    public Optional<String> lastPublished(String installation) {
        return Optional.of(read(tx -> GraphRanges.read(tx, installation)).publish())
                .filter(publish -> !publish.isEmpty())
                .map(Publication::syncOf);
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
        } catch (Neo4jException e) {
            // The index comes by itself; what was published is published.
            LOG.log(Level.WARNING, "Search may lag behind what was published: the database did not answer.", e);
        }
    }

    /**
     * Removes all that an installation has in the graph, its history too. What others assert of it waits from then on.
     * Can be run again if it was cut off.
     *
     * @param erasing who removes it, when, under which lease
     * @throws io.cadastre.cypher.lease.LeaseLostException if the installation is another process's by now
     */
    public void erase(Publication erasing) {
        String installation = erasing.installation();
        Fence fence = erasing.fence();
        Map<String, Object> parameters = Map.of("installation", installation);
        releaseForeign(erasing);
        pending().erase(installation);
        try (Session session = graph.writeSession()) {
            session.executeWriteWithoutResult(tx -> {
                fence.check(tx);
                GraphRanges.forget(tx, installation);
            });
            for (String some : List.of(ERASE_SOME, FORGET_SOME)) {
                boolean more = true;
                while (more) {
                    more = session.executeWrite(tx -> {
                        fence.check(tx);
                        return tx.run(some, parameters).consume().counters().nodesDeleted() > 0;
                    });
                }
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

    private void releaseForeign(Publication erasing) {
        try (Session session = graph.writeSession()) {
            String after = "";
            while (after != null) {
                Map<String, Object> next =
                        Map.of("installation", erasing.installation(), "after", after, "limit", RELEASED);
                after = session.executeWrite(tx -> {
                    erasing.fence().check(tx);
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
