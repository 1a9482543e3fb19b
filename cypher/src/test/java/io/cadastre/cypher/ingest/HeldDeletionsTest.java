package io.cadastre.cypher.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.cadastre.cypher.InvalidCursorException;
import io.cadastre.cypher.Page;
import io.cadastre.cypher.TestGraph;
import io.cadastre.cypher.history.ChangeOperation;
import io.cadastre.cypher.identity.GraphIds;
import io.cadastre.cypher.ingest.Evidence.Enumeration;
import io.cadastre.cypher.ingest.HeldCount.Kind;
import io.cadastre.cypher.ingest.HeldLists.Head;
import io.cadastre.cypher.ingest.HeldLists.State;
import io.cadastre.cypher.read.ChangeFilter;
import io.cadastre.cypher.read.ChangeReader;
import io.cadastre.spi.model.RawRef;
import io.cadastre.spi.step.Outcome;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What exceeds the budget waits for a person, and goes when that person says so. */
class HeldDeletionsTest {
    @RegisterExtension
    static final TestGraph GRAPH = new TestGraph();

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    /** Holds more than two, and more than half of a type. */
    private static final DeletionBudget SMALL = new DeletionBudget(true, 2, 0.5);

    @TempDir
    Path directory = Path.of(".");

    // Opened anew for each test, once its directory is there.
    private Ingest ingest = ingest(IngestLimits.DEFAULT);
    private HeldLists lists = ingest.held();
    private int syncs;

    private Ingest ingest(IngestLimits limits) {
        return new Ingest(GRAPH.graph(), limits, directory);
    }

    @BeforeEach
    void open() {
        ingest = ingest(IngestLimits.DEFAULT);
        lists = ingest.held();
    }

    /** Publishes as a sync does; gives what was found. */
    private Diff sync(String installation, MemoryStaging staging, Evidence evidence, DeletionBudget budget) {
        return sync(ingest, installation, staging, evidence, budget);
    }

    private Diff sync(
            Ingest with, String installation, MemoryStaging staging, Evidence evidence, DeletionBudget budget) {
        Diff diff = with.diff(installation, staging, evidence, staging, Comparison.BY_RANGE, budget);
        syncs++;
        String id = "sync" + syncs;
        lists.begin(installation, id, staging.deletions(), (output, scopes) -> NOON);
        with.publish(
                new Publication(installation, "test", id, NOON, List.of(), GRAPH.fence(installation)),
                staging,
                diff,
                staging);
        if (!diff.held().isEmpty()) {
            lists.await(installation, id);
        }
        return diff;
    }

    private Published approve(Ingest with, String installation) {
        String sync = lists.current(installation).orElseThrow().sync();
        MemoryStaging scratch = new MemoryStaging(installation);
        Diff diff = with.approved(installation, sync, scratch);
        Instant later = NOON.plusSeconds(1);
        Published published = with.publish(
                new Publication(installation, "test", sync, later, List.of(), GRAPH.fence(installation)),
                scratch,
                diff,
                scratch);
        lists.close(installation, sync);
        return published;
    }

    private static Evidence complete(String... outputs) {
        Map<Enumeration, Outcome> outcomes = new HashMap<>();
        for (String output : outputs) {
            outcomes.put(new Enumeration(output, Scopes.ROOT), new Outcome.Complete());
        }
        return Evidence.of(outcomes);
    }

    private static final Evidence ALL = complete("thing", "part", "thing HAS part");

    /** Things t0, t1, … that each have a part. */
    private static MemoryStaging things(String installation, int from, int to) {
        MemoryStaging staging = new MemoryStaging(installation);
        for (int i = from; i < to; i++) {
            staging.entity("thing", "t" + i, Map.of());
            staging.entity("part", "p" + i, Map.of());
            staging.relationship(new RawRef("thing", "t" + i), "HAS", new RawRef("part", "p" + i), Map.of());
        }
        return staging;
    }

    private static String idOf(String type, String key) {
        return GraphIds.entity("inst", type, key);
    }

    private List<String> listed(String installation, @Nullable String type, int pageSize) {
        List<String> names = new ArrayList<>();
        String cursor = null;
        do {
            Page<HeldItem> page = lists.items(
                    installation, lists.current(installation).orElseThrow().sync(), type, cursor, pageSize);
            page.items().forEach(item -> names.add(item.displayName()));
            cursor = page.nextCursor();
        } while (cursor != null);
        return names;
    }

    @Test
    @DisplayName("P15: a type that is suddenly empty is held, what comes and what changes is published")
    void everythingOfATypeIsHeld() {
        // Given 500 things with their parts
        sync("inst", things("inst", 0, 500), ALL, DeletionBudget.DEFAULT);

        // When only one new one comes, and a part changes
        MemoryStaging one = things("inst", 500, 501);
        for (int i = 0; i < 500; i++) {
            one.entity("part", "p" + i, i == 0 ? Map.of("colour", "red") : Map.of());
        }
        Diff diff = sync("inst", one, ALL, DeletionBudget.DEFAULT);

        // Then all things wait, their relationships stay with them, and nothing pends because of them
        assertThat(diff.held())
                .containsExactly(
                        new HeldCount(Kind.ENTITY, "thing", 500, 0, 500),
                        new HeldCount(Kind.RELATIONSHIP, "thing HAS part", 0, 500, 500));
        assertThat(diff.entities()).isEqualTo(new Diff.Counts(2, 1, 499, 0, 0));
        assertThat(diff.relationships()).isEqualTo(new Diff.Counts(1, 0, 0, 0, 0));
        assertThat(diff.pending()).isZero();
        assertThat(count("MATCH (t:Thing) RETURN count(t)")).isEqualTo(501);
        assertThat(listed("inst", null, 1_000)).hasSize(500).startsWith("t0", "t1", "t10");
    }

    @Test
    void whatGoesWithAnEntityIsNotCounted() {
        sync("inst", things("inst", 0, 100), ALL, DeletionBudget.DEFAULT);

        // 25 of 100 things and parts may go, and so may the 25 relationships: they go along
        Diff diff = sync("inst", things("inst", 25, 100), ALL, DeletionBudget.DEFAULT);

        assertThat(diff.held()).isEmpty();
        assertThat(diff.entities().deleted()).isEqualTo(50);
        assertThat(diff.relationships().deleted()).isEqualTo(25);
    }

    @Test
    void relationshipsAreHeldForThemselves() {
        sync("inst", things("inst", 0, 40), ALL, DeletionBudget.DEFAULT);
        MemoryStaging loose = new MemoryStaging("inst");
        for (int i = 0; i < 40; i++) {
            loose.entity("thing", "t" + i, Map.of()).entity("part", "p" + i, Map.of());
        }

        Diff diff = sync("inst", loose, ALL, DeletionBudget.DEFAULT);

        assertThat(diff.held()).containsExactly(new HeldCount(Kind.RELATIONSHIP, "thing HAS part", 40, 0, 40));
        assertThat(listed("inst", "thing HAS part", 7)).hasSize(40).startsWith("t0 HAS p0", "t1 HAS p1");
        HeldItem item = lists.items("inst", "sync2", null, null, 1).items().getFirst();
        assertThat(item.from()).isEqualTo(new HeldItem.End(idOf("thing", "t0"), "t0"));
        assertThat(item.to()).isEqualTo(new HeldItem.End(idOf("part", "p0"), "p0"));

        approve(ingest, "inst");
        assertThat(count("MATCH (:Thing)-[r]->(:Part) RETURN count(r)")).isZero();
        assertThat(count("MATCH (e:Entity) RETURN count(e)")).isEqualTo(80);
    }

    @Test
    void whatTheSourceNamesAsGoneCountsToo() {
        sync("inst", things("inst", 0, 30), ALL, DeletionBudget.DEFAULT);
        MemoryStaging gone = new MemoryStaging("inst");
        for (int i = 0; i < 30; i++) {
            gone.gone("part", "p" + i);
        }

        Diff diff = sync("inst", gone, Evidence.of(Map.of()), DeletionBudget.DEFAULT);

        assertThat(diff.entities().deleted()).isZero();
        assertThat(diff.held()).contains(new HeldCount(Kind.ENTITY, "part", 30, 0, 30));
    }

    @Test
    void aChildWaitsWithItsParent() {
        // Given parts that are only found under their thing
        sync("inst", nested(4, 3), nestedEvidence(4), DeletionBudget.DEFAULT);

        // When three of four things are gone: more than the budget, while their parts are not
        Diff diff = sync("inst", nested(1, 3), nestedEvidence(1), new DeletionBudget(true, 2, 0.7));

        // Then the parts wait with them, although their own budget would let them go
        assertThat(diff.held())
                .extracting(HeldCount::type, HeldCount::held)
                .containsExactly(tuple("part", 9L), tuple("thing", 3L));
        assertThat(count("MATCH (e:Entity) RETURN count(e)")).isEqualTo(16);
    }

    @Test
    void aParentWaitsWithItsChildrenSoThatTheyAreFoundAgain() {
        // Given one large thing among many
        MemoryStaging many = nested(10, 0);
        for (int part = 0; part < 20; part++) {
            under(many, "t9", "q" + part);
        }
        sync("inst", many, nestedEvidence(10), DeletionBudget.DEFAULT);

        // When that one is gone, and with it everything of a type: then it waits with its parts
        for (int round = 0; round < 2; round++) {
            Diff diff = sync("inst", nested(9, 0), nestedEvidence(9), DeletionBudget.DEFAULT);
            assertThat(diff.held())
                    .containsExactly(
                            new HeldCount(Kind.ENTITY, "part", 20, 0, 20),
                            new HeldCount(Kind.ENTITY, "thing", 1, 0, 10));
        }
        approve(ingest, "inst");
        assertThat(count("MATCH (e:Entity) RETURN count(e)")).isEqualTo(9);
    }

    private static MemoryStaging nested(int things, int partsEach) {
        MemoryStaging staging = new MemoryStaging("inst");
        for (int i = 0; i < things; i++) {
            staging.entity("thing", "t" + i, Map.of());
            for (int part = 0; part < partsEach; part++) {
                under(staging, "t" + i, "p" + i + "-" + part);
            }
        }
        return staging;
    }

    private static void under(MemoryStaging staging, String thing, String part) {
        staging.entityIn(idOf("thing", thing), "part", part, Map.of());
    }

    private static Evidence nestedEvidence(int things) {
        Map<Enumeration, Outcome> outcomes = new HashMap<>();
        outcomes.put(new Enumeration("thing", Scopes.ROOT), new Outcome.Complete());
        for (int i = 0; i < things; i++) {
            outcomes.put(new Enumeration("part", idOf("thing", "t" + i)), new Outcome.Complete());
        }
        return Evidence.of(outcomes);
    }

    @Test
    @DisplayName("P4, I2: what is approved takes its relationships along, those of other installations are counted")
    void anApprovalTakesRelationshipsAlong() {
        sync("inst", things("inst", 0, 30), ALL, DeletionBudget.DEFAULT);
        sync("other", things("other", 0, 1), ALL, DeletionBudget.DEFAULT);
        try (var session = GRAPH.graph().writeSession()) {
            session.run("MATCH (p:Part {_installation: 'other'}), (t:Thing {_installation: 'inst', _key: 't3'})"
                            + " CREATE (p)-[:USES {_id: 'r', _installation: 'other'}]->(t)")
                    .consume();
        }
        sync("inst", new MemoryStaging("inst"), complete("thing"), DeletionBudget.DEFAULT);
        long version = version();

        Published published = approve(ingest, "inst");

        assertThat(published.foreignRelationships()).isEqualTo(1);
        assertThat(published.transactions()).isEqualTo(1);
        assertThat(version()).isEqualTo(version + 1);
        assertThat(count("MATCH (t:Thing {_installation: 'inst'}) RETURN count(t)"))
                .isZero();
        assertThat(count("MATCH (p:Part {_installation: 'inst'}) RETURN count(p)"))
                .isEqualTo(30);
        assertThat(count("MATCH ()-[r]->() RETURN count(r)")).isEqualTo(1);
        var deletions = new ChangeFilter(null, null, null, null, null, null, null, ChangeOperation.DELETE);
        assertThat(new ChangeReader(GRAPH.graph())
                        .list(deletions, false, null, 100)
                        .items())
                .as("30 things, their relationships, and the one of the other installation")
                .hasSize(61);
        assertThat(lists.current("inst")).contains(new Head("sync3", State.EMPTY));
        assertThat(count("MATCH (h:_Held) RETURN count(h)")).isZero();
    }

    @Test
    void anApprovalThatWasCutOffGoesOn() {
        // Given 60 things that wait, of which half are gone already as after a crash between two chunks
        sync("inst", things("inst", 0, 60), ALL, DeletionBudget.DEFAULT);
        sync("inst", new MemoryStaging("inst"), complete("thing"), DeletionBudget.DEFAULT);
        try (var session = GRAPH.graph().writeSession()) {
            session.run("MATCH (t:Thing) WITH t ORDER BY t._id LIMIT 30 DETACH DELETE t")
                    .consume();
        }

        // When the same is approved again, in many small transactions
        Ingest inChunks = ingest(new IngestLimits(10_000, 10_000, 5_000));
        Published published = approve(inChunks, "inst");

        // Then the rest goes
        assertThat(published.transactions()).isGreaterThan(5);
        assertThat(count("MATCH (t:Thing) RETURN count(t)")).isZero();
        assertThat(count("MATCH (p:Part) RETURN count(p)")).isEqualTo(60);
    }

    @Test
    void aListOf5000IsPagedWithoutLossAndApproved() {
        sync("inst", things("inst", 0, 5_000), ALL, DeletionBudget.OFF);
        sync("inst", new MemoryStaging("inst"), complete("thing"), DeletionBudget.DEFAULT);

        assertThat(listed("inst", "thing", 999)).hasSize(5_000).doesNotHaveDuplicates();
        approve(ingest, "inst");

        assertThat(count("MATCH (e:Entity) RETURN count(e)")).isEqualTo(5_000);
        assertThat(count("MATCH ()-[r]->() RETURN count(r)")).isZero();
    }

    @Test
    void aNewerListReplacesTheOldOneAndRemembersWhenThingsWereSeen() {
        sync("inst", things("inst", 0, 30), ALL, DeletionBudget.DEFAULT);
        MemoryStaging none = new MemoryStaging("inst");
        Diff diff = ingest.diff("inst", none, complete("thing"), none, Comparison.BY_RANGE, DeletionBudget.DEFAULT);
        assertThat(diff.held()).isNotEmpty();
        lists.begin("inst", "first", none.deletions(), (output, scopes) -> NOON.minusSeconds(60));
        lists.await("inst", "first");

        lists.begin("inst", "second", none.deletions(), (output, scopes) -> NOON);

        // From now on nobody can decide about the first, nor yet about the second
        assertThat(lists.current("inst")).contains(new Head("second", State.BEGUN));
        assertThat(lists.items("inst", "first", null, null, 10).items()).isEmpty();
        String t0 = idOf("thing", "t0");
        assertThat(lists.among(Set.of(t0))).isEmpty();
        lists.await("inst", "second");
        assertThat(lists.among(Set.of(t0)))
                .containsExactly(Map.entry(t0, new HeldMark("second", false, NOON.minusSeconds(60))));
        lists.reject("inst", "second");
        assertThat(lists.among(Set.of(t0)).get(t0)).isEqualTo(new HeldMark("second", true, NOON.minusSeconds(60)));

        // And when all things are seen again, nothing is left of it
        sync("inst", things("inst", 0, 30), ALL, DeletionBudget.DEFAULT);
        assertThat(lists.current("inst").map(Head::state)).contains(State.EMPTY);
        assertThat(lists.among(Set.of(t0))).isEmpty();
        assertThat(count("MATCH (h:_Held) RETURN count(h)")).isZero();
    }

    @Test
    @DisplayName("I8: where nothing is held and nothing was, nothing is written")
    void nothingIsWrittenWhereNothingIsHeld() {
        long before = GRAPH.transactionLogBytes();
        lists.begin("inst", "s", new MemoryDeletions(), (output, scopes) -> NOON);
        assertThat(GRAPH.transactionLogBytes()).isEqualTo(before);
        assertThat(lists.current("inst")).isEmpty();
    }

    @Test
    void aCursorOfAnotherListIsRefused() {
        for (String cursor : List.of("!", "bm90aGluZw", "")) {
            assertThatThrownBy(() -> lists.items("inst", "s", null, cursor, 10))
                    .isInstanceOf(InvalidCursorException.class);
        }
    }

    @Test
    void namesOfAnyKindAreListedInOrder() {
        MemoryStaging odd = new MemoryStaging("inst");
        List<String> keys = List.of("a", "B", "😀", "x y", "ß", "k".repeat(4_000), "'\"");
        keys.forEach(key -> odd.entity("thing", key, Map.of()));
        sync("inst", odd, ALL, DeletionBudget.DEFAULT);
        sync("inst", new MemoryStaging("inst"), ALL, DeletionBudget.DEFAULT);

        assertThat(listed("inst", "thing", 2)).containsExactlyInAnyOrderElementsOf(keys);
    }

    @Test
    @DisplayName(
            "P15: what is deleted and what is held is what would be deleted without a budget, and approving it ends there")
    void randomHistoriesEndAsWithoutABudgetWhenEverythingIsApproved() {
        for (int seed = 1; seed <= 8; seed++) {
            Random random = new Random(seed);
            Ingest with = random.nextBoolean() ? ingest : ingest(new IngestLimits(9_000, 5_000, 5_000));
            for (int round = 0; round < 3; round++) {
                // The same is found by two installations, of which one has no budget.
                long shape = random.nextLong();
                Evidence evidence = randomEvidence(new Random(shape));
                Set<String> before = state("held");
                Set<String> beforeFree = state("free");
                assertThat(before).as("seed %d, round %d", seed, round).isEqualTo(beforeFree);

                Diff free = sync(with, "free", random("free", new Random(shape)), evidence, DeletionBudget.OFF);
                Diff held = sync(with, "held", random("held", new Random(shape)), evidenceOf("held", evidence), SMALL);

                Set<String> gone = minus(before, state("free"));
                Set<String> goneAtOnce = minus(before, state("held"));
                assertThat(gone).as("seed %d, round %d", seed, round).containsAll(goneAtOnce);
                assertThat(held.entities().deleted() + total(held, Kind.ENTITY))
                        .as("seed %d, round %d", seed, round)
                        .isEqualTo(free.entities().deleted());
                if (held.held().isEmpty()) {
                    assertThat(state("held")).isEqualTo(state("free"));
                } else {
                    Set<String> waiting = new TreeSet<>(listed("held", "thing", 5));
                    waiting.addAll(listed("held", "part", 5));
                    Set<String> expected = minus(gone, goneAtOnce).stream()
                            .filter(one -> !one.contains(">"))
                            .collect(Collectors.toCollection(TreeSet::new));
                    assertThat(waiting).as("seed %d, round %d", seed, round).isEqualTo(expected);
                    approve(with, "held");
                }
                assertThat(state("held")).as("seed %d, round %d", seed, round).isEqualTo(state("free"));
            }
            ingest.erase(new Publication("held", "test", "erase", NOON, List.of(), GRAPH.fence("held")));
            ingest.erase(new Publication("free", "test", "erase", NOON, List.of(), GRAPH.fence("free")));
        }
    }

    private static long total(Diff diff, Kind kind) {
        return diff.held().stream()
                .filter(count -> count.kind() == kind)
                .mapToLong(HeldCount::total)
                .sum();
    }

    /** Some things, some parts under some of them, some relationships between what may or may not be there. */
    private static MemoryStaging random(String installation, Random random) {
        MemoryStaging staging = new MemoryStaging(installation);
        double full = random.nextDouble();
        for (int i = 0; i < 6; i++) {
            boolean thing = random.nextDouble() < full;
            if (thing) {
                staging.entity("thing", "t" + i, Map.of("value", (long) random.nextInt(2)));
            }
            for (int j = 0; j < 3; j++) {
                boolean part = random.nextDouble() < full;
                if (thing && part) {
                    staging.entityIn(GraphIds.entity(installation, "thing", "t" + i), "part", "p" + i + j, Map.of());
                }
                if (random.nextDouble() < full) {
                    staging.relationship(
                            new RawRef("thing", "t" + random.nextInt(6)),
                            "HAS",
                            new RawRef("part", "p" + i + j),
                            Map.of());
                }
            }
        }
        return staging;
    }

    private static Evidence randomEvidence(Random random) {
        Map<Enumeration, Outcome> outcomes = new HashMap<>();
        random.nextLong();
        outcomes.put(new Enumeration("thing", Scopes.ROOT), outcome(random));
        outcomes.put(new Enumeration("thing HAS part", Scopes.ROOT), outcome(random));
        for (int i = 0; i < 6; i++) {
            outcomes.put(new Enumeration("part", GraphIds.entity("free", "thing", "t" + i)), outcome(random));
        }
        return Evidence.of(outcomes);
    }

    private static Outcome outcome(Random random) {
        return random.nextInt(4) > 0 ? new Outcome.Complete() : new Outcome.Partial("chance");
    }

    /** The same evidence about the other installation's scopes. */
    private static Evidence evidenceOf(String installation, Evidence free) {
        Map<Enumeration, Outcome> outcomes = new HashMap<>();
        Map<String, String> scopes = new HashMap<>(Map.of(Scopes.ROOT, Scopes.ROOT));
        for (int i = 0; i < 6; i++) {
            scopes.put(GraphIds.entity("free", "thing", "t" + i), GraphIds.entity(installation, "thing", "t" + i));
        }
        free.forEach((enumeration, outcome) -> outcomes.put(
                new Enumeration(enumeration.output(), scopes.getOrDefault(enumeration.scope(), "")), outcome));
        return Evidence.of(outcomes);
    }

    private static Set<String> minus(Set<String> all, Set<String> without) {
        Set<String> rest = new TreeSet<>(all);
        rest.removeAll(without);
        return rest;
    }

    /** Keys of entities, and of relationships with both ends. */
    private static Set<String> state(String installation) {
        Set<String> state = new TreeSet<>();
        try (var session = GRAPH.graph().readSession()) {
            session.run(
                            "MATCH (e:Entity {_installation: $i}) RETURN e._key AS one UNION ALL"
                                    + " MATCH (a:Entity)-[r {_installation: $i}]->(b:Entity)"
                                    + " RETURN a._key + '>' + b._key AS one",
                            Map.of("i", installation))
                    .forEachRemaining(row -> state.add(row.get("one").asString()));
        }
        return state;
    }

    private static long version() {
        return count("MATCH (v:_GraphVersion {installation: 'inst'}) RETURN v.version");
    }

    private static long count(String cypher) {
        try (var session = GRAPH.graph().readSession()) {
            return session.run(cypher).single().get(0).asLong();
        }
    }
}
