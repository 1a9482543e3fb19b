package io.cadastre.cypher.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.cadastre.cypher.TestGraph;
import io.cadastre.cypher.identity.GraphIds;
import io.cadastre.cypher.ingest.Evidence.Enumeration;
import io.cadastre.cypher.read.EntityHistory;
import io.cadastre.cypher.read.PastEntity;
import io.cadastre.spi.model.RawRef;
import io.cadastre.spi.step.Outcome;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random histories of syncs, with evidence, budgets and faults, against a naive model in memory that knows the rules of
 * the design and nothing of the code. {@code -Dcadastre.model.rounds=5000} runs more, {@code -Dcadastre.model.seed=N}
 * others.
 */
class IngestModelTest {
    @RegisterExtension
    static final TestGraph GRAPH = new TestGraph();

    private static final int ROUNDS = Integer.getInteger("cadastre.model.rounds", 120);
    private static final long SEED = Long.getLong("cadastre.model.seed", 20261126);
    private static final int KEYS = 24;
    private static final String USES = "thing USES thing";
    private static final IngestLimits CHUNKS = new IngestLimits(1, 30_000, 10_000);

    @TempDir
    Path directory;

    private final EntityHistory history = new EntityHistory(GRAPH.graph());
    private Instant clock = Instant.parse("2026-11-26T06:00:00Z");

    /** How a publish goes. */
    private enum Fault {
        NONE,
        IN_CHUNKS,
        CUT_OFF_AND_GONE_ON_WITH,
        CUT_OFF_BEFORE_IT_BEGAN,
        ANSWER_LOST
    }

    /** What a source said, and how much of it was seen. */
    private record Listing(
            Map<String, Long> things, Map<String, String> uses, boolean whole, DeletionBudget budget, Fault fault) {}

    /** What must be in the graph: values by thing, roles by relationship. */
    private record Model(Map<String, Long> things, Map<String, String> uses) {
        /** The rules, one after the other. */
        Model after(Listing listing) {
            TreeSet<String> unseen = new TreeSet<>(things.keySet());
            unseen.removeAll(listing.things().keySet());
            // Nothing goes without evidence, and much of it waits for a person
            boolean all = unseen.size() == things.size() && !unseen.isEmpty();
            boolean thingsGo = listing.whole()
                    && !(listing.budget().enabled() && (all || much(listing.budget(), unseen.size(), things.size())));
            boolean thingsHeld = listing.whole() && !thingsGo;
            Map<String, Long> nextThings = new TreeMap<>(things);
            nextThings.putAll(listing.things());
            if (thingsGo) {
                nextThings.keySet().removeAll(unseen);
            }
            Map<String, String> nextUses = new TreeMap<>(uses);
            TreeSet<String> candidates = new TreeSet<>();
            for (String edge : uses.keySet()) {
                if (!hasEnds(edge, nextThings)) {
                    nextUses.remove(edge);
                } else if (!listing.uses().containsKey(edge)
                        && !(thingsHeld && List.of(edge.split(">")).stream().anyMatch(unseen::contains))) {
                    candidates.add(edge);
                }
            }
            if (!(listing.budget().enabled() && much(listing.budget(), candidates.size(), uses.size()))) {
                nextUses.keySet().removeAll(candidates);
            }
            listing.uses().forEach((edge, role) -> {
                if (hasEnds(edge, nextThings)) {
                    nextUses.put(edge, role);
                }
            });
            return new Model(nextThings, nextUses);
        }

        private static boolean hasEnds(String edge, Map<String, Long> things) {
            return things.keySet().containsAll(List.of(edge.split(">")));
        }

        private static boolean much(DeletionBudget budget, long going, long there) {
            return going > budget.atLeast() && going > budget.share() * there;
        }
    }

    private static Listing listing(Random random) {
        Map<String, Long> things = new TreeMap<>();
        Map<String, String> uses = new TreeMap<>();
        // From nothing at all to everything
        int presence = random.nextInt(11);
        for (int i = 0; i < KEYS; i++) {
            if (random.nextInt(10) < presence) {
                things.put("t" + i, (long) random.nextInt(2));
            }
            if (random.nextInt(10) < presence) {
                uses.put("t" + i + ">t" + random.nextInt(KEYS), "role" + random.nextInt(2));
            }
        }
        DeletionBudget budget = random.nextBoolean()
                ? DeletionBudget.OFF
                : new DeletionBudget(true, random.nextInt(6), random.nextInt(4) / 4.0);
        Fault fault = Fault.values()[random.nextInt(Fault.values().length)];
        return new Listing(things, uses, random.nextInt(4) > 0, budget, fault);
    }

    @Test
    @DisplayName("I2, I3, I7, I8, I9, I10, P14, P15: diff, evidence, budget, publish and history together")
    void randomHistoriesEndAsTheModelSays() {
        Random random = new Random(SEED);
        Model model = new Model(Map.of(), Map.of());
        TreeMap<Instant, Model> remembered = new TreeMap<>();
        for (int round = 0; round < ROUNDS; round++) {
            String what = "seed " + SEED + ", round " + round;
            Listing listing = listing(random);

            boolean published = sync(listing, round, random);

            model = published ? model.after(listing) : model;
            assertThat(things()).as(what).isEqualTo(model.things());
            assertThat(uses()).as(what).isEqualTo(model.uses());
            remembered.put(clock, model);
            assertPastIs(remembered, random, what);
        }
    }

    /** Says whether it was published. */
    private boolean sync(Listing listing, int round, Random random) {
        clock = clock.plusSeconds(60);
        MemoryStaging staging = new MemoryStaging("inst");
        listing.things().forEach((key, value) -> staging.entity("thing", key, Map.of("value", value)));
        listing.uses().forEach((edge, role) -> {
            String[] ends = edge.split(">");
            staging.relationship(
                    new RawRef("thing", ends[0]), "USES", new RawRef("thing", ends[1]), Map.of("role", role));
        });
        Evidence evidence = Evidence.of(Map.of(
                new Enumeration("thing", Scopes.ROOT),
                listing.whole() ? new Outcome.Complete() : new Outcome.Partial("chance"),
                new Enumeration(USES, Scopes.ROOT),
                new Outcome.Complete()));
        Ingest ingest = new Ingest(
                GRAPH.graph(), listing.fault() == Fault.IN_CHUNKS ? CHUNKS : IngestLimits.DEFAULT, directory);
        Comparison comparison = random.nextInt(5) > 0 ? Comparison.BY_RANGE : Comparison.FULL;
        Diff diff = ingest.diff("inst", staging, evidence, staging, comparison, listing.budget());
        assertThat(diff.basis().drift()).isZero();
        Publication publication =
                new Publication("inst", "test", "sync" + round, clock, List.of(), GRAPH.fence("inst"));
        return switch (listing.fault()) {
            case NONE, IN_CHUNKS -> {
                ingest.publish(publication, staging, diff, staging);
                yield true;
            }
            case ANSWER_LOST -> {
                ingest.publish(publication, staging, diff, staging);
                ingest.publish(publication, staging, diff, staging);
                yield true;
            }
            case CUT_OFF_AND_GONE_ON_WITH -> {
                ChangeSet changes = new StagedChanges(staging, staging, diff);
                if (changes.count() > 0) {
                    SealedChanges whole = SealedChanges.seal(directory, publication, changes);
                    CutOff.after(1 + random.nextInt(3), GRAPH.graph(), whole, publication, CHUNKS);
                    ingest.unfinished().forEach(left -> ingest.resume(left, GRAPH.fence("inst")));
                }
                yield true;
            }
            case CUT_OFF_BEFORE_IT_BEGAN -> {
                SealedChanges.seal(directory, publication, new StagedChanges(staging, staging, diff));
                ingest.unfinished()
                        .forEach(left -> assertThat(ingest.resume(left, GRAPH.fence("inst")))
                                .isEmpty());
                yield false;
            }
        };
    }

    private void assertPastIs(NavigableMap<Instant, Model> remembered, Random random, String what) {
        for (int i = 0; i < 3; i++) {
            Instant asked = remembered.firstKey().plusSeconds(random.nextInt(60 * remembered.size()));
            String key = "t" + random.nextInt(KEYS);
            Long expected = remembered.floorEntry(asked).getValue().things().get(key);
            PastEntity past = history.at(GraphIds.entity("inst", "thing", key), asked);
            if (past instanceof PastEntity.Known known) {
                assertThat(known.entity().properties())
                        .as("%s: %s at %s", what, key, asked)
                        .isEqualTo(expected == null ? Map.of() : Map.of("value", expected));
            } else {
                assertThat(expected)
                        .as("%s: %s at %s is %s", what, key, asked, past)
                        .isNull();
            }
        }
    }

    private static Map<String, Long> things() {
        Map<String, Long> found = new HashMap<>();
        try (var session = GRAPH.graph().readSession()) {
            session.run("MATCH (t:Thing) RETURN t._key AS key, t.value AS value")
                    .forEachRemaining(row -> found.put(
                            row.get("key").asString(), row.get("value").asLong()));
        }
        return found;
    }

    private static Map<String, String> uses() {
        Map<String, String> found = new HashMap<>();
        try (var session = GRAPH.graph().readSession()) {
            session.run("MATCH (a:Thing)-[r:USES]->(b:Thing) RETURN a._key + '>' + b._key AS edge, r.role AS role")
                    .forEachRemaining(row -> found.put(
                            row.get("edge").asString(), row.get("role").asString()));
        }
        return found;
    }
}
