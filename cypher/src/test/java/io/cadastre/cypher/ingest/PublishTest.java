package io.cadastre.cypher.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cadastre.cypher.TestGraph;
import io.cadastre.cypher.history.ChangeKind;
import io.cadastre.cypher.history.ChangeOperation;
import io.cadastre.cypher.history.ChangeRecord;
import io.cadastre.cypher.ingest.Evidence.Enumeration;
import io.cadastre.cypher.lease.Fence;
import io.cadastre.cypher.lease.LeaseLostException;
import io.cadastre.cypher.lease.Leases;
import io.cadastre.cypher.platform.Document;
import io.cadastre.cypher.platform.DocumentChange;
import io.cadastre.cypher.platform.DocumentKind;
import io.cadastre.cypher.platform.DocumentStore;
import io.cadastre.cypher.read.ChangeFilter;
import io.cadastre.cypher.read.ChangeReader;
import io.cadastre.spi.model.RawRef;
import io.cadastre.spi.step.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** How change sets come into the graph: at once up to the limit, sealed and with a journal above it. */
class PublishTest {
    @RegisterExtension
    static final TestGraph GRAPH = new TestGraph();

    private static final IngestLimits CHUNKS = new IngestLimits(1, 40_000, 20_000);

    private static final Evidence ALL = Evidence.of(Map.of(
            new Enumeration("thing", Scopes.ROOT), new Outcome.Complete(),
            new Enumeration("thing USES thing", Scopes.ROOT), new Outcome.Complete()));

    @TempDir
    Path directory;

    private final Ingest ingest = new Ingest(GRAPH.graph(), IngestLimits.DEFAULT, Path.of("never-used"));

    private Ingest inChunks() {
        return new Ingest(GRAPH.graph(), CHUNKS, directory);
    }

    private static Publication publication(String sync) {
        return new Publication(
                "inst", "test", sync, Instant.parse("2026-11-21T12:00:00Z"), List.of(), GRAPH.fence("inst"));
    }

    /** Goes on as another process does, which has a lease of its own. */
    private Optional<Published> resume(SealedPublish sealed) {
        new Leases(GRAPH.graph(), Leases.TTL).breakAll("test");
        return inChunks().resume(sealed, GRAPH.fence("inst"));
    }

    private static MemoryStaging things(int count, long value) {
        return things("inst", count, value);
    }

    private static MemoryStaging things(String installation, int count, long value) {
        MemoryStaging staging = new MemoryStaging(installation);
        for (int i = 0; i < count; i++) {
            staging.entity("thing", "t" + i, Map.of("value", value));
            staging.relationship(
                    new RawRef("thing", "t" + i), "USES", new RawRef("thing", "t" + (i + 1) % count), Map.of());
        }
        return staging;
    }

    private static Published publish(Ingest ingest, Publication publication, MemoryStaging staging) {
        Diff diff = diff(ingest, publication, staging);
        return ingest.publish(publication, staging, diff, staging);
    }

    private static Diff diff(Ingest ingest, Publication publication, MemoryStaging staging) {
        return ingest.diff(publication.installation(), staging, ALL, staging, Comparison.BY_RANGE, DeletionBudget.OFF);
    }

    @Test
    @DisplayName("I9: above the limit the journal marks the publish until its end")
    void theJournalMarksWhatIsHalfPublished() throws IOException {
        MemoryStaging staging = things(100, 1);
        Diff diff = diff(ingest, publication("s1"), staging);

        // When the second chunk is cut off
        cutOffAfter(1, publication("s1"), staging, diff);

        assertThat(ingest.publishing("inst")).hasValueSatisfying(state -> {
            assertThat(state.sync()).isEqualTo("s1");
            assertThat(state.done()).isPositive().isLessThan(state.total());
            assertThat(state.total()).isEqualTo(200);
        });
        assertThat(count("MATCH (t:Thing) RETURN count(t)")).isBetween(1L, 99L);

        // Then the next process goes on with it to its end
        Published published = inChunks().unfinished().stream()
                .map(this::resume)
                .findFirst()
                .orElseThrow()
                .orElseThrow();

        assertThat(published.graphVersion()).isEqualTo(1);
        assertThat(ingest.publishing("inst")).isEmpty();
        assertThat(count("MATCH (t:Thing {value: 1}) RETURN count(t)")).isEqualTo(100);
        assertThat(count("MATCH (:Thing)-[r:USES]->(:Thing) RETURN count(r)")).isEqualTo(100);
        assertThat(files()).isEmpty();
        assertThat(diff(ingest, publication("s2"), things(100, 1)).isEmpty()).isTrue();
    }

    @Test
    @DisplayName("I10: cut off after any chunk, and again while going on, a publish reaches its end")
    void whereverItIsCutOffItGoesOn() throws IOException {
        Random random = new Random(20261126);
        publish(ingest, publication("s0"), things(60, 0));
        for (int round = 1; round <= 12; round++) {
            MemoryStaging staging = things(30 + random.nextInt(60), round);
            Publication publication = publication("s" + round);
            Diff diff = diff(ingest, publication, staging);
            long entities = staging.entityDigests().count();

            cutOffAfter(random.nextInt(6), publication, staging, diff);
            for (SealedPublish left : inChunks().unfinished()) {
                if (left.begun(GRAPH.graph())) {
                    resumeCutOffAfter(random.nextInt(3), left);
                }
            }
            boolean begun = inChunks().unfinished().stream().map(this::resume).anyMatch(Optional::isPresent);

            if (begun) {
                assertThat(count("MATCH (t:Thing) RETURN count(t)"))
                        .as("round %d", round)
                        .isEqualTo(entities);
                assertThat(count("MATCH (t:Thing {value: " + round + "}) RETURN count(t)"))
                        .isEqualTo(entities);
                assertThat(count("MATCH ()-[r:USES]->() RETURN count(r)")).isEqualTo(entities);
            } else {
                assertThat(count("MATCH (t:Thing {value: " + round + "}) RETURN count(t)"))
                        .isZero();
            }
            assertThat(files()).isEmpty();
            // And a sync of the same data brings it to the same state, whatever happened.
            MemoryStaging again = things(Math.toIntExact(entities), round);
            publish(ingest, publication("again" + round), again);
            MemoryStaging spool = new MemoryStaging("inst");
            assertThat(ingest.diff("inst", again, ALL, spool, Comparison.FULL, DeletionBudget.OFF))
                    .satisfies(full -> {
                        assertThat(full.isEmpty()).isTrue();
                        assertThat(full.basis().drift()).isZero();
                    });
        }
    }

    @Test
    @DisplayName("P19-style: what was sealed and never begun is dropped")
    void aChangeSetOfWhichNothingIsPublishedIsDropped() throws IOException {
        MemoryStaging staging = things(10, 1);
        Diff diff = diff(ingest, publication("s1"), staging);
        SealedChanges.seal(directory, publication("s1"), changes(staging, diff));

        assertThat(inChunks().unfinished())
                .hasSize(1)
                .allSatisfy(left -> assertThat(resume(left)).isEmpty());

        assertThat(files()).isEmpty();
        assertThat(count("MATCH (t:Thing) RETURN count(t)")).isZero();
    }

    @Test
    void aChangeSetThatIsNotWholeIsRemovedAndNeverPublished() throws IOException {
        MemoryStaging staging = things(10, 1);
        Diff diff = diff(ingest, publication("s1"), staging);
        SealedChanges.seal(directory, publication("s1"), changes(staging, diff));
        Path file = files().getFirst();
        byte[] whole = Files.readAllBytes(file);
        Random random = new Random(1);
        for (int i = 0; i < 40; i++) {
            boolean cut = random.nextBoolean();
            byte[] damaged = cut ? java.util.Arrays.copyOf(whole, random.nextInt(whole.length)) : whole.clone();
            if (!cut) {
                damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            }
            Files.write(file, damaged);

            assertThat(inChunks().unfinished()).isEmpty();
            assertThat(files()).isEmpty();
        }
    }

    @Test
    void aChangeSetReadsBackAsItWasSealed() {
        MemoryStaging staging = things(20, 7)
                .entity("thing", "list", Map.of("tags", List.of("a", "b"), "at", Instant.EPOCH, "share", 0.5));
        Document document = new Document("d", "o", Map.of("state", "DONE"), "{}");
        Publication publication = new Publication(
                "inst",
                "test",
                "s1",
                Instant.parse("2026-11-21T12:00:00.123Z"),
                List.of(
                        new DocumentChange.Put(DocumentKind.EVIDENCE, document),
                        new DocumentChange.Delete(DocumentKind.CHECKPOINT, "gone")),
                GRAPH.fence("inst"));
        ChangeSet changes = changes(staging, diff(ingest, publication, staging));

        SealedChanges sealed = SealedChanges.seal(directory, publication, changes);

        assertThat(sealed.from(0)).toIterable().containsExactlyElementsOf(() -> changes.from(0));
        assertThat(sealed.from(13)).toIterable().containsExactlyElementsOf(() -> changes.from(13));
        assertThat(SealedPublish.in(directory)).singleElement().satisfies(read -> {
            assertThat(read.publication()).isEqualTo(publication);
            assertThat(read.changes().count()).isEqualTo(changes.count());
        });
    }

    /** The limit is in estimated bytes: what the database counts must not be more. */
    @Test
    void aTransactionTakesNoMoreMemoryThanItIsEstimatedTo() {
        MemoryStaging staging = new MemoryStaging("inst");
        for (int i = 0; i < 2_000; i++) {
            Map<String, Object> fields = new HashMap<>();
            for (int field = 0; field < 29; field++) {
                fields.put("field" + field, "value " + field + " of thing " + i);
            }
            staging.entity("thing", "t" + i, fields);
            for (int link = 1; link <= 3; link++) {
                staging.relationship(
                        new RawRef("thing", "t" + i),
                        "USES",
                        new RawRef("thing", "t" + (i + link) % 2_000),
                        Map.of("share", (long) link));
            }
        }
        publishesInItsEstimate(publication("s1"), staging);
        assertThat(count("MATCH ()-[r:USES]->() RETURN count(r)")).isEqualTo(6_000);

        publishesInItsEstimate(publication("s2"), new MemoryStaging("inst"));
        assertThat(count("MATCH (t:Thing) RETURN count(t)")).isZero();
    }

    private void publishesInItsEstimate(Publication publication, MemoryStaging staging) {
        Ingest atOnce = new Ingest(GRAPH.graph(), new IngestLimits(1L << 30, 1, 4L << 20), directory);
        Diff diff = diff(atOnce, publication, staging);
        GRAPH.limitTransactionMemory(diff.sizeBytes());
        try {
            assertThat(atOnce.publish(publication, staging, diff, staging).transactions())
                    .isEqualTo(1);
        } finally {
            GRAPH.limitTransactionMemory(0);
        }
    }

    @Test
    void contentIsFetchedOnlyWhenItIsItsTurn() {
        AtomicInteger fetched = new AtomicInteger();
        MemoryStaging staging = new MemoryStaging("inst") {
            @Override
            public StagedEntity entity(String id) {
                fetched.incrementAndGet();
                return super.entity(id);
            }
        };
        for (int i = 0; i < 50; i++) {
            staging.entity("thing", "t" + i, Map.of());
        }
        Diff diff = diff(ingest, publication("s1"), staging);
        fetched.set(0);

        changes(staging, diff).from(0).next();

        assertThat(fetched).hasValue(1);
    }

    @Test
    void aDirectoryThatCannotBeWrittenIsNamed() throws IOException {
        Path notADirectory = Files.writeString(directory.resolve("file"), "");
        Ingest nowhere = new Ingest(GRAPH.graph(), CHUNKS, notADirectory);
        MemoryStaging staging = things(10, 1);

        assertThatThrownBy(() -> publish(nowhere, publication("s1"), staging))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(notADirectory.toString())
                .hasMessageContaining("nothing was published");
        assertThat(count("MATCH (t:Thing) RETURN count(t)")).isZero();
    }

    @Test
    @DisplayName("I10: a commit whose answer was lost is not done twice")
    void publishingTheSameSyncTwiceChangesNothing() {
        MemoryStaging staging = things(10, 1);
        Diff diff = diff(ingest, publication("s1"), staging);
        Published first = ingest.publish(publication("s1"), staging, diff, staging);

        Published second = ingest.publish(publication("s1"), staging, diff, staging);

        assertThat(second.graphVersion()).isEqualTo(first.graphVersion());
        assertThat(count("MATCH (t:Thing) RETURN count(t)")).isEqualTo(10);
    }

    @Test
    @DisplayName(
            "P18, I9: nothing of a publish is written if another process has the lease, in one transaction or many")
    void aLateHolderPublishesNothing() throws IOException {
        publish(ingest, publication("s1"), things(10, 1));
        MemoryStaging staging = things(10, 2);
        Fence late = GRAPH.fence("inst");
        Publication publication = new Publication(
                "inst",
                "test",
                "late",
                Instant.EPOCH,
                List.of(new DocumentChange.Delete(DocumentKind.EVIDENCE, "inst")),
                late);
        Diff diff = diff(ingest, publication, staging);
        new Leases(GRAPH.graph(), Leases.TTL).breakAll("test");

        for (Ingest each : List.of(ingest, inChunks())) {
            assertThatThrownBy(() -> each.publish(publication, staging, diff, staging))
                    .isInstanceOf(LeaseLostException.class)
                    .hasMessageContaining("nothing was written");
        }
        // What is known of the state is the other's to say, too.
        assertThatThrownBy(() -> ingest.keepAlong(publication)).isInstanceOf(LeaseLostException.class);
        assertThatThrownBy(() -> ingest.erase(new Publication("inst", "test", "erase", Instant.EPOCH, List.of(), late)))
                .isInstanceOf(LeaseLostException.class);

        assertThat(count("MATCH (t:Thing {value: 1}) RETURN count(t)")).isEqualTo(10);
        assertThat(count("MATCH (v:_GraphVersion) RETURN v.version")).isEqualTo(1);
        assertThat(ingest.lastPublished("inst")).contains("s1");
        assertThat(ingest.publishing("inst")).isEmpty();
        assertThat(files()).isEmpty();
    }

    @Test
    @DisplayName(
            "P18, I10: a publish that loses its lease between two chunks stops, and is gone on with under the next")
    void aLeaseThatIsLostMidwayStopsThePublish() throws IOException {
        MemoryStaging staging = things(100, 1);
        Publication late = publication("s1");
        Diff diff = diff(ingest, late, staging);
        cutOffAfter(1, late, staging, diff);
        long written = count("MATCH (t:Thing) RETURN count(t)");
        new Leases(GRAPH.graph(), Leases.TTL).breakAll("test");
        SealedPublish left = inChunks().unfinished().getFirst();

        assertThatThrownBy(() -> inChunks().resume(left, late.fence()))
                .isInstanceOf(LeaseLostException.class)
                .hasMessageContaining("a part was written before");
        assertThat(count("MATCH (t:Thing) RETURN count(t)")).isEqualTo(written).isLessThan(100);

        assertThat(resume(left)).isPresent();
        assertThat(count("MATCH (t:Thing) RETURN count(t)")).isEqualTo(100);
    }

    @Test
    void whatIsKnownOfTheStateIsWrittenWithIt() {
        DocumentStore documents = new DocumentStore(GRAPH.graph());
        Document document = new Document("inst", "inst", Map.of(), "{}");
        List<DocumentChange> along = List.of(new DocumentChange.Put(DocumentKind.EVIDENCE, document));
        Publication first = new Publication("inst", "test", "s1", Instant.EPOCH, along, GRAPH.fence("inst"));
        publish(inChunks(), first, things(50, 1));
        assertThat(documents.get(DocumentKind.EVIDENCE, "inst")).isPresent();
        documents.delete(DocumentKind.EVIDENCE, "inst");

        // Where nothing else is to be written, when asked for
        Publication second = new Publication("inst", "test", "s2", Instant.EPOCH, along, GRAPH.fence("inst"));
        assertThat(publish(ingest, second, things(50, 1)).transactions()).isZero();
        assertThat(documents.get(DocumentKind.EVIDENCE, "inst")).isEmpty();
        ingest.keepAlong(second);

        assertThat(documents.get(DocumentKind.EVIDENCE, "inst")).isPresent();
    }

    @Test
    @DisplayName("I2, I9: a hub loses what leads to it from elsewhere in chunks, before it goes")
    void aHubIsDrainedInChunks() {
        publish(ingest, publication("s1"), things(1, 1));
        MemoryStaging others = things("other", 1, 1);
        publish(ingest, new Publication("other", "test", "o1", Instant.EPOCH, List.of(), GRAPH.fence("other")), others);
        try (var session = GRAPH.graph().writeSession()) {
            session.run("MATCH (hub:Entity {_installation: 'inst'}), (o:Entity {_installation: 'other'})"
                            + " UNWIND range(1, 12000) AS i"
                            + " CREATE (o)-[:USES {_id: 'r' + i, _hash: '', _installation: 'other'}]->(hub)")
                    .consume();
        }

        Published published = publish(inChunks(), publication("s2"), new MemoryStaging("inst"));

        assertThat(published.foreignRelationships()).isEqualTo(12_000);
        assertThat(published.transactions()).isGreaterThan(3);
        assertThat(count("MATCH (t:Thing) RETURN count(t)")).isEqualTo(1);
    }

    @Test
    @DisplayName("I3, I9: a hub loses its own relationships in chunks, each with a record, before it goes")
    void aHubIsDrainedOfItsOwnRelationshipsInChunks() {
        publish(ingest, publication("s1"), things(2, 1));
        try (var session = GRAPH.graph().writeSession()) {
            session.run("MATCH (hub:Entity {_installation: 'inst'}), (o:Entity {_installation: 'inst'})"
                            + " WHERE hub._id < o._id UNWIND range(1, 12000) AS i"
                            + " CREATE (o)-[:USES {_id: 'r' + i, _hash: '', _installation: 'inst'}]->(hub)")
                    .consume();
        }

        long all = count("MATCH ()-[r]->() WHERE r._installation = 'inst' RETURN count(r)");

        Published published = publish(inChunks(), publication("s2"), new MemoryStaging("inst"));

        assertThat(all).isGreaterThanOrEqualTo(12_000);
        assertThat(published.foreignRelationships()).isZero();
        assertThat(count("MATCH (t:Thing) RETURN count(t)")).isZero();
        var deletedRelationships =
                new ChangeFilter(null, null, null, null, null, null, ChangeKind.RELATIONSHIP, ChangeOperation.DELETE);
        assertThat(new ChangeReader(GRAPH.graph())
                        .list(deletedRelationships, false, null, Integer.MAX_VALUE)
                        .items())
                .extracting(ChangeRecord::subject)
                .doesNotHaveDuplicates()
                .hasSize((int) all);
    }

    private static ChangeSet changes(MemoryStaging staging, Diff diff) {
        return new StagedChanges(staging, staging, diff);
    }

    /** Publishes in chunks until some of them are written; then the process dies. */
    private void cutOffAfter(int chunks, Publication publication, MemoryStaging staging, Diff diff) {
        SealedChanges sealed = SealedChanges.seal(directory, publication, changes(staging, diff));
        resumeCutOffAfter(chunks, sealed, publication);
    }

    private void resumeCutOffAfter(int chunks, SealedPublish sealed) {
        resumeCutOffAfter(chunks, sealed.changes(), sealed.publication());
    }

    private void resumeCutOffAfter(int chunks, SealedChanges sealed, Publication publication) {
        CutOff.after(chunks, GRAPH.graph(), sealed, publication, CHUNKS);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }

    private static long count(String cypher) {
        try (var session = GRAPH.graph().readSession()) {
            return session.run(cypher).single().get(0).asLong();
        }
    }
}
