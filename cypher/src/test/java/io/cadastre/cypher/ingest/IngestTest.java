package io.cadastre.cypher.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.cadastre.cypher.TestGraph;
import io.cadastre.cypher.ingest.Evidence.Enumeration;
import io.cadastre.spi.model.RawRef;
import io.cadastre.spi.step.Outcome;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.neo4j.driver.summary.Plan;

/** What a sync does to the graph. How much it may delete at once is {@link HeldDeletionsTest}'s subject. */
class IngestTest {
    @RegisterExtension
    static final TestGraph GRAPH = new TestGraph();

    private static final Evidence ALL = Evidence.of(Map.of(
            new Enumeration("thing", Scopes.ROOT), new Outcome.Complete(),
            new Enumeration("part", Scopes.ROOT), new Outcome.Complete(),
            new Enumeration("thing HAS part", Scopes.ROOT), new Outcome.Complete()));

    @TempDir
    Path directory;

    private int syncs;

    private Ingest ingest() {
        return ingest(IngestLimits.DEFAULT);
    }

    private Ingest ingest(IngestLimits limits) {
        return new Ingest(GRAPH.graph(), limits, directory);
    }

    private Diff sync(String installation, MemoryStaging staging, Evidence evidence) {
        return sync(ingest(), installation, staging, evidence);
    }

    private Diff sync(Ingest with, String installation, MemoryStaging staging, Evidence evidence) {
        Diff diff = with.diff(installation, staging, evidence, staging, Comparison.BY_RANGE, DeletionBudget.OFF);
        with.publish(nextPublication(installation), staging, diff, staging);
        return diff;
    }

    private Publication nextPublication(String installation) {
        syncs++;
        Instant at = Instant.parse("2026-11-21T12:00:00Z").plusSeconds(syncs);
        return new Publication(installation, "test", "sync" + syncs, at, List.of(), GRAPH.fence(installation));
    }

    private static MemoryStaging thousandThings() {
        return things(1_000);
    }

    private static MemoryStaging things(int count) {
        MemoryStaging staging = new MemoryStaging("inst");
        for (int i = 0; i < count; i++) {
            staging.entity("thing", "t" + i, Map.of("number", (long) i, "name", "thing " + i));
            staging.entity("part", "p" + i, Map.of());
            staging.relationship(new RawRef("thing", "t" + i), "HAS", new RawRef("part", "p" + i), Map.of());
        }
        return staging;
    }

    @Test
    @DisplayName("P12, I8: the same data again writes no byte of transaction log")
    void theSameDataAgainWritesNothing() {
        sync("inst", thousandThings(), ALL);
        long before = GRAPH.transactionLogBytes();

        Diff again = sync("inst", thousandThings(), ALL);

        assertThat(again.isEmpty()).isTrue();
        assertThat(again.entities().unchanged()).isEqualTo(2_000);
        assertThat(again.relationships().unchanged()).isEqualTo(1_000);
        assertThat(GRAPH.transactionLogBytes() - before).isZero();
        // The measure itself works: one changed entity does write.
        sync("inst", thousandThings().entity("thing", "t0", Map.of("name", "other")), ALL);
        assertThat(GRAPH.transactionLogBytes() - before).isPositive();
    }

    @Test
    @DisplayName("I7: nothing is deleted on any outcome but COMPLETE")
    void onlyCompleteEvidenceDeletes() {
        sync("inst", new MemoryStaging("inst").entity("thing", "t1", Map.of()), ALL);
        List<Outcome> proveNothing = List.of(
                new Outcome.Unchanged("etag"),
                new Outcome.Partial("a page"),
                new Outcome.Denied("read"),
                new Outcome.Failed("500"),
                new Outcome.Skipped("disabled"));
        for (Outcome outcome : proveNothing) {
            Diff diff = sync(
                    "inst",
                    new MemoryStaging("inst"),
                    Evidence.of(Map.of(new Enumeration("thing", Scopes.ROOT), outcome)));
            boolean stands = outcome instanceof Outcome.Unchanged;
            assertThat(diff.entities()).isEqualTo(new Diff.Counts(0, 0, stands ? 1 : 0, 0, stands ? 0 : 1));
        }
        assertThat(sync("inst", new MemoryStaging("inst"), Evidence.of(Map.of()))
                        .entities()
                        .kept())
                .isEqualTo(1);

        assertThat(sync("inst", new MemoryStaging("inst"), ALL).entities().deleted())
                .isEqualTo(1);
    }

    @Test
    @DisplayName(
            "P4, I2: another installation's relationship goes with its end, in the same transaction, and is reported")
    void foreignRelationshipsGoWithTheirEnd() {
        sync("mine", new MemoryStaging("mine").entity("thing", "t1", Map.of()), ALL);
        sync("other", new MemoryStaging("other").entity("part", "p1", Map.of()), ALL);
        try (var session = GRAPH.graph().writeSession()) {
            session.run("MATCH (t:Thing), (p:Part) CREATE (p)-[:USES {_id: 'r', _installation: 'other'}]->(t)")
                    .consume();
        }
        MemoryStaging nothing = new MemoryStaging("mine");
        Diff diff = ingest().diff("mine", nothing, ALL, nothing, Comparison.BY_RANGE, DeletionBudget.OFF);

        Published published = ingest().publish(nextPublication("mine"), nothing, diff, nothing);

        assertThat(published.foreignRelationships()).isEqualTo(1);
        assertThat(published.transactions()).isEqualTo(1);
        assertThat(count("MATCH (e:Entity) RETURN count(e)")).isEqualTo(1);
        assertThat(count("MATCH ()-[r]->() RETURN count(r)")).isZero();
    }

    @Test
    @DisplayName("P19-style, I9: a reader sees a sync entirely or not at all")
    void aReaderNeverSeesHalfASync() {
        sync("inst", thousandThings(), ALL);
        MemoryStaging changed = new MemoryStaging("inst");
        for (int i = 0; i < 1_000; i++) {
            changed.entity("thing", "t" + i, Map.of("number", (long) -i));
        }
        Diff diff = ingest().diff("inst", changed, ALL, changed, Comparison.BY_RANGE, DeletionBudget.OFF);
        Set<Long> seen = new TreeSet<>();
        try (var reader = new java.util.concurrent.ForkJoinPool(1)) {
            var stop = new java.util.concurrent.atomic.AtomicBoolean();
            var watching = reader.submit(() -> {
                while (!stop.get()) {
                    seen.add(count("MATCH (e:Entity) RETURN count(e)"));
                }
            });
            ingest().publish(nextPublication("inst"), changed, diff, changed);
            stop.set(true);
            watching.join();
        }
        seen.add(count("MATCH (e:Entity) RETURN count(e)"));
        assertThat(seen).isSubsetOf(2_000L, 1_000L).contains(1_000L);
    }

    @Test
    void aTypeThatChangesItsClassLosesTheOldLabel() {
        sync("inst", new MemoryStaging("inst").entity("thing", "Device", "t1", Map.of()), ALL);

        sync("inst", new MemoryStaging("inst").entity("thing", "Host", "t1", Map.of()), ALL);

        assertThat(count("MATCH (t:Thing:Host) RETURN count(t)")).isEqualTo(1);
        assertThat(count("MATCH (t:Device) RETURN count(t)")).isZero();
        assertThat(count("MATCH (t:Thing) WHERE t._class = ['Host'] RETURN count(t)"))
                .isEqualTo(1);
    }

    @Test
    void aTransactionTheDatabaseHasNoMemoryForIsPublishedInChunks() {
        Ingest smallChunks = ingest(new IngestLimits(256L << 20, 4L << 20, 1L << 20));
        // Given a database that lets a transaction have 24 MiB, less than all of this takes
        GRAPH.limitTransactionMemory(24L << 20);
        try {
            sync(smallChunks, "inst", things(4_000), ALL);
        } finally {
            GRAPH.limitTransactionMemory(0);
        }

        assertThat(count("MATCH (e:Entity) RETURN count(e)")).isEqualTo(8_000);
        assertThat(count("MATCH (:Thing)-[r:HAS]->(:Part) RETURN count(r)")).isEqualTo(4_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {CurrentGraph.ENTITIES, CurrentGraph.RELATIONSHIPS})
    void theGraphIsReadInOrderWithoutSorting(String query) {
        try (var session = GRAPH.graph().readSession()) {
            Plan plan = session.run(
                            "EXPLAIN " + query,
                            Map.of("installation", "inst", "ranges", List.of(List.of("222", "aaa"), List.of("b", "{"))))
                    .consume()
                    .queryPlan()
                    .orElseThrow();
            assertThat(operators(plan)).anyMatch(name -> name.contains("IndexSeek"));
            assertThat(operators(plan)).noneMatch(name -> name.contains("Sort") || name.contains("Eager"));
        }
    }

    static List<String> operators(Plan plan) {
        List<String> names = new java.util.ArrayList<>(List.of(plan.operatorType()));
        plan.children().forEach(child -> names.addAll(operators(child)));
        return names;
    }

    @Test
    void randomHistoriesEndAsANaiveModelSays() {
        Random random = new Random(20261121);
        Ingest inChunks = ingest(new IngestLimits(2_000, 1_000, 500));
        Map<String, Map<String, Object>> things = new HashMap<>();
        Map<String, String> asserted = new TreeMap<>();
        for (int round = 0; round < 40; round++) {
            MemoryStaging staging = new MemoryStaging("inst");
            Map<String, Map<String, Object>> collected = new HashMap<>();
            Map<String, String> collectedEdges = new TreeMap<>();
            for (int i = 0; i < 25; i++) {
                if (random.nextInt(3) > 0) {
                    Map<String, Object> fields = Map.of("value", (long) random.nextInt(3));
                    collected.put("t" + i, fields);
                    staging.entity("thing", "t" + i, fields);
                }
                if (random.nextBoolean()) {
                    String to = "t" + random.nextInt(25);
                    String role = "role" + random.nextInt(2);
                    collectedEdges.put("t" + i + ">" + to, role);
                    staging.relationship(
                            new RawRef("thing", "t" + i), "USES", new RawRef("thing", to), Map.of("role", role));
                }
            }
            boolean thingsComplete = random.nextBoolean();
            boolean edgesComplete = random.nextBoolean();
            Diff diff = sync(
                    random.nextBoolean() ? ingest() : inChunks,
                    "inst",
                    staging,
                    Evidence.of(Map.of(
                            new Enumeration("thing", Scopes.ROOT), outcome(thingsComplete),
                            new Enumeration("thing USES thing", Scopes.ROOT), outcome(edgesComplete))));

            // The model: what was seen counts; what was not stays unless the evidence is complete, or an end goes.
            Set<String> gone = new TreeSet<>(things.keySet());
            if (thingsComplete) {
                things.keySet().retainAll(collected.keySet());
            }
            things.putAll(collected);
            gone.removeAll(things.keySet());
            if (edgesComplete) {
                asserted.keySet().retainAll(collectedEdges.keySet());
            }
            asserted.keySet().removeIf(edge -> ends(edge).stream().anyMatch(gone::contains));
            asserted.putAll(collectedEdges);
            Map<String, String> edges = new TreeMap<>(asserted);
            edges.keySet().removeIf(edge -> !things.keySet().containsAll(ends(edge)));

            assertThat(graphThings()).as("round %d", round).isEqualTo(things);
            assertThat(graphEdges()).as("round %d", round).isEqualTo(edges);
            assertThat(diff.pending()).as("round %d", round).isEqualTo(asserted.size() - edges.size());
            assertThat(count("MATCH (p:_Pending) RETURN count(p)")).isEqualTo(diff.pending());
        }
    }

    private static List<String> ends(String edge) {
        return List.of(edge.split(">"));
    }

    private static Outcome outcome(boolean complete) {
        return complete ? new Outcome.Complete() : new Outcome.Partial("chance");
    }

    private static Map<String, Map<String, Object>> graphThings() {
        Map<String, Map<String, Object>> found = new HashMap<>();
        try (var session = GRAPH.graph().readSession()) {
            session.run("MATCH (t:Thing) RETURN t._key AS key, t.value AS value")
                    .forEachRemaining(row -> found.put(
                            row.get("key").asString(),
                            Map.of("value", row.get("value").asLong())));
        }
        return found;
    }

    private static Map<String, String> graphEdges() {
        Map<String, String> found = new TreeMap<>();
        try (var session = GRAPH.graph().readSession()) {
            session.run("MATCH (a:Thing)-[r:USES]->(b:Thing) RETURN a._key + '>' + b._key AS edge, r.role AS role")
                    .forEachRemaining(row -> found.put(
                            row.get("edge").asString(), row.get("role").asString()));
        }
        return found;
    }

    private static long count(String cypher) {
        try (var session = GRAPH.graph().readSession()) {
            return session.run(cypher).single().get(0).asLong();
        }
    }
}
