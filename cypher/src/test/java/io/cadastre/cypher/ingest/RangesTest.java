package io.cadastre.cypher.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.cadastre.cypher.TestGraph;
import io.cadastre.cypher.identity.GraphIds;
import io.cadastre.cypher.ingest.Evidence.Enumeration;
import io.cadastre.cypher.ingest.RangeState.Kind;
import io.cadastre.cypher.ingest.RangeState.Stored;
import io.cadastre.spi.model.RawRef;
import io.cadastre.spi.step.Outcome;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A comparison by the digests that the graph keeps finds what a comparison of everything finds. */
class RangesTest {
    @RegisterExtension
    static final TestGraph GRAPH = new TestGraph();

    private static final Evidence ALL = Evidence.of(Map.of(
            new Enumeration("thing", Scopes.ROOT), new Outcome.Complete(),
            new Enumeration("thing USES thing", Scopes.ROOT), new Outcome.Complete()));

    private static final Evidence NONE = Evidence.of(Map.of());

    @TempDir
    Path directory;

    private int syncs;

    private Ingest ingest() {
        return new Ingest(GRAPH.graph(), IngestLimits.DEFAULT, directory);
    }

    private Diff sync(MemoryStaging staging, Evidence evidence) {
        return sync(ingest(), "inst", staging, evidence);
    }

    private Diff sync(Ingest with, String installation, MemoryStaging staging, Evidence evidence) {
        Diff diff = with.diff(installation, staging, evidence, staging, Comparison.BY_RANGE, DeletionBudget.OFF);
        syncs++;
        Instant at = Instant.parse("2026-11-21T12:00:00Z").plusSeconds(syncs);
        with.publish(
                new Publication(installation, "test", "sync" + syncs, at, List.of(), GRAPH.fence(installation)),
                staging,
                diff,
                staging);
        return diff;
    }

    private static MemoryStaging things(String installation, int count) {
        MemoryStaging staging = new MemoryStaging(installation);
        for (int i = 0; i < count; i++) {
            staging.entity("thing", "t" + i, Map.of("value", (long) i));
            staging.relationship(
                    new RawRef("thing", "t" + i), "USES", new RawRef("thing", "t" + (i + 1) % count), Map.of());
        }
        return staging;
    }

    @Test
    @DisplayName("P12, P13: ranges that are as they were are not read; the one that changed is")
    void onlyWhatChangedIsRead() {
        assertThat(sync(things("inst", 5_000), ALL).basis().inFull()).isTrue();
        // Given a graph in which something else emptied a range, unseen
        try (var session = GRAPH.graph().writeSession()) {
            session.run("MATCH (e:Entity {_key: 't7'}) DETACH DELETE e").consume();
        }

        Diff unchanged = sync(things("inst", 5_000), ALL);
        Diff changed = sync(things("inst", 5_000).entity("thing", "t9", Map.of("value", -1L)), ALL);

        assertThat(unchanged.isEmpty()).isTrue();
        assertThat(unchanged.entities().unchanged()).isEqualTo(5_000);
        assertThat(changed.entities().updated()).isEqualTo(1);
        assertThat(changed.entities().unchanged()).isEqualTo(4_999);
        assertThat(changed.basis().inFull()).isFalse();
    }

    @Test
    @DisplayName("P12: of a range that changed, only the part that did is read")
    void onlyThePartThatChangedIsRead() {
        sync(things("inst", 5_000), ALL);
        int near = IntStream.range(1, 5_000)
                .filter(i -> index(i) / 1024 == index(0) / 1024 && index(i) / 32 != index(0) / 32)
                .findFirst()
                .orElseThrow();
        // Given a graph in which something else emptied another part of the range, unseen
        try (var session = GRAPH.graph().writeSession()) {
            session.run("MATCH (e:Entity {_key: $key}) DETACH DELETE e", Map.of("key", "t" + near))
                    .consume();
        }

        Diff changed = sync(things("inst", 5_000).entity("thing", "t0", Map.of("value", -1L)), ALL);

        assertThat(changed.entities().updated()).isEqualTo(1);
        assertThat(changed.entities().unchanged()).isEqualTo(4_999);
    }

    private static int index(int thing) {
        return IdRange.indexOf(GraphIds.entity("inst", "thing", "t" + thing));
    }

    @Test
    void digestsThatAnEarlierVersionKeptAreNotBelieved() {
        sync(things("inst", 100), ALL);
        try (var session = GRAPH.graph().writeSession()) {
            session.run("MATCH (v:_GraphVersion) SET v.rangeWidth = 1024 REMOVE v.rangeSpan")
                    .consume();
            session.run("MATCH (g:_Range) REMOVE g._parts").consume();
        }

        Diff diff = sync(things("inst", 100), ALL);

        assertThat(diff.basis().inFull()).isTrue();
        assertPartsAreTrue("inst");
    }

    @Test
    void aFullComparisonFindsAndMendsWhatSomebodyElseChanged() {
        sync(things("inst", 100), ALL);
        try (var session = GRAPH.graph().writeSession()) {
            session.run("MATCH (e:Entity {_key: 't7'}) DETACH DELETE e").consume();
        }
        MemoryStaging staging = things("inst", 100);

        Diff full = ingest().diff("inst", staging, ALL, staging, Comparison.FULL, DeletionBudget.OFF);

        assertThat(full.basis().drift()).isPositive();
        assertThat(full.entities().created()).isEqualTo(1);
        assertThat(full.relationships().created()).isEqualTo(2);
        Instant at = Instant.parse("2026-12-01T12:00:00Z");
        ingest().publish(
                        new Publication("inst", "test", "full", at, List.of(), GRAPH.fence("inst")),
                        staging,
                        full,
                        staging);
        Diff after = ingest().diff("inst", staging, ALL, staging, Comparison.FULL, DeletionBudget.OFF);
        assertThat(after.isEmpty()).isTrue();
        assertThat(after.basis().drift()).isZero();
        assertThat(ingest().comparedInFullAt("inst")).contains(at);
    }

    @Test
    @DisplayName("P4, I3: relationships of a range that is as collected go when their end goes")
    void whatLosesAnEndIsFoundInUnchangedRanges() {
        sync(things("inst", 5_000), ALL);
        MemoryStaging withoutOne = things("inst", 5_000);
        // Given that the source still tells of relationships to what it no longer lists
        withoutOne.forget("thing", "t17");

        Diff diff = sync(withoutOne, ALL);

        assertThat(diff.entities().deleted()).isEqualTo(1);
        assertThat(diff.relationships().deleted()).isEqualTo(2);
        assertThat(diff.pending()).isEqualTo(2);
    }

    @Test
    @DisplayName("P4: another installation's digests follow what went with an entity")
    void digestsFollowWhatGoesWithAnEntityElsewhere() {
        sync(ingest(), "mine", things("mine", 10), ALL);
        sync(ingest(), "other", things("other", 10), ALL);
        try (var session = GRAPH.graph().writeSession()) {
            // A relationship of the other installation that leads here, as it would have written it
            session.run("MATCH (a:Entity {_installation: 'other', _key: 't1'})-[r:USES]->(),"
                            + " (b:Entity {_installation: 'mine', _key: 't2'})"
                            + " CREATE (a)-[moved:USES]->(b) SET moved = properties(r) DELETE r")
                    .consume();
        }
        long before = version("other");

        sync(ingest(), "mine", new MemoryStaging("mine"), ALL);

        assertThat(version("other")).isEqualTo(before + 1);
        assertPartsAreTrue("other");
        Diff again = sync(ingest(), "other", things("other", 10), ALL);
        assertThat(again.relationships().created()).isEqualTo(1);
        assertThat(again.basis().drift()).isZero();
    }

    @Test
    void randomHistoriesComeOutTheSameByRangeAndInFull() {
        Random random = new Random(20261126);
        for (int round = 0; round < 25; round++) {
            MemoryStaging staging = new MemoryStaging("inst");
            for (int i = 0; i < 60; i++) {
                if (random.nextInt(4) > 0) {
                    staging.entity("thing", "t" + i, Map.of("value", (long) random.nextInt(2)));
                }
                if (random.nextInt(3) > 0) {
                    staging.relationship(
                            new RawRef("thing", "t" + i),
                            "USES",
                            new RawRef("thing", "t" + random.nextInt(60)),
                            Map.of("role", "r" + random.nextInt(2)));
                }
            }
            Evidence evidence = random.nextInt(3) > 0 ? ALL : NONE;

            Diff full = ingest().diff(
                            "inst", staging, evidence, staging.withoutChanges(), Comparison.FULL, DeletionBudget.OFF);
            Diff byRange = ingest().diff(
                            "inst",
                            staging,
                            evidence,
                            staging.withoutChanges(),
                            Comparison.BY_RANGE,
                            DeletionBudget.OFF);

            assertThat(byRange.entities()).as("round %d", round).isEqualTo(full.entities());
            assertThat(byRange.relationships()).as("round %d", round).isEqualTo(full.relationships());
            assertThat(byRange.pending()).isEqualTo(full.pending());
            assertThat(full.basis().drift()).isZero();
            Ingest with = new Ingest(
                    GRAPH.graph(),
                    random.nextBoolean() ? IngestLimits.DEFAULT : new IngestLimits(1, 30_000, 10_000),
                    directory);
            staging.withoutChanges();
            sync(with, "inst", staging, evidence);
            assertPartsAreTrue("inst");
        }
    }

    /** What the graph keeps of each part is what it holds there. */
    private static void assertPartsAreTrue(String installation) {
        DigestTable entities = new DigestTable();
        DigestTable relationships = new DigestTable();
        try (var session = GRAPH.graph().readSession()) {
            session.run(
                            "MATCH (e:Entity {_installation: $installation}) RETURN e._id AS id, e._hash AS hash",
                            Map.of("installation", installation))
                    .forEachRemaining(row -> entities.add(
                            row.get("id").asString(),
                            row.get("id").asString(),
                            row.get("hash").asString()));
            session.run(
                            "MATCH (e)-[r {_installation: $installation}]->() RETURN e._id AS from, r._id AS id, r._hash AS hash",
                            Map.of("installation", installation))
                    .forEachRemaining(row -> relationships.add(
                            row.get("from").asString(),
                            row.get("id").asString(),
                            row.get("hash").asString()));
            for (Kind kind : Kind.values()) {
                Stored stored = Objects.requireNonNull(
                        GraphRanges.read(session, installation).stored());
                DigestTable kept = GraphRanges.parts(session, installation, kind, stored.width(), List.of(IdRange.ALL));
                DigestTable held = kind == Kind.ENTITIES ? entities : relationships;
                assertThat(RangeState.differing(kept, held, stored.width() / IdRange.PARTS))
                        .isEmpty();
                assertThat(RangeState.differing(stored.of(kind), held, stored.width()))
                        .isEmpty();
            }
        }
    }

    private static long version(String installation) {
        try (var session = GRAPH.graph().readSession()) {
            return session.run(
                            "MATCH (v:_GraphVersion {installation: $installation}) RETURN v.version",
                            Map.of("installation", installation))
                    .single()
                    .get(0)
                    .asLong();
        }
    }
}
