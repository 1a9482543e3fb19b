package io.cadastre.cypher.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.cadastre.cypher.TestGraph;
import io.cadastre.cypher.history.ChangeRetention;
import io.cadastre.cypher.identity.GraphIds;
import io.cadastre.cypher.ingest.Evidence.Enumeration;
import io.cadastre.cypher.read.EntityHistory;
import io.cadastre.cypher.read.EntityView;
import io.cadastre.cypher.read.PastEntity;
import io.cadastre.spi.step.Outcome;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an entity was at a time, against what really was. */
class EntityHistoryTest {
    @RegisterExtension
    static final TestGraph GRAPH = new TestGraph();

    private static final Instant BEGIN = Instant.parse("2026-11-21T12:00:00Z");
    private static final int KEYS = 4;

    private static final Evidence ALL =
            Evidence.of(Map.of(new Enumeration("thing", Scopes.ROOT), new Outcome.Complete()));

    @TempDir
    private Path directory = Path.of("set by JUnit");

    private final EntityHistory history = new EntityHistory(GRAPH.graph());
    private Instant clock = BEGIN;

    /** What the model remembers of an entity. */
    private record State(
            String displayName,
            String entityClass,
            Map<String, Object> fields,
            Instant createdAt,
            Instant updatedAt,
            long version) {
        boolean looksLike(State other) {
            return displayName.equals(other.displayName)
                    && entityClass.equals(other.entityClass)
                    && fields.equals(other.fields);
        }
    }

    private Ingest ingest() {
        return new Ingest(GRAPH.graph(), IngestLimits.DEFAULT, directory);
    }

    private void sync(Map<String, State> wanted) {
        MemoryStaging staging = new MemoryStaging("inst");
        wanted.forEach(
                (key, state) -> staging.entity("thing", state.entityClass(), key, state.displayName(), state.fields()));
        Diff diff = ingest().diff("inst", staging, ALL, staging, Comparison.BY_RANGE, DeletionBudget.OFF);
        ingest().publish(
                        new Publication("inst", "test", "sync at " + clock, clock, List.of(), GRAPH.fence("inst")),
                        staging,
                        diff,
                        staging);
    }

    private PastEntity at(String key, Instant time) {
        return history.at(GraphIds.entity("inst", "thing", key), time);
    }

    /** The states after each of many random syncs; each entity comes, changes, goes and comes again. */
    private Map<Instant, Map<String, State>> randomHistory(Random random, int rounds) {
        Map<Instant, Map<String, State>> remembered = new TreeMap<>();
        Map<String, State> now = new HashMap<>();
        for (int round = 0; round < rounds; round++) {
            clock = clock.plusSeconds(60);
            Map<String, State> next = new HashMap<>();
            for (int i = 0; i < KEYS; i++) {
                if (random.nextInt(4) > 0) {
                    State before = now.get("t" + i);
                    State collected = state(random, before);
                    next.put("t" + i, before != null && before.looksLike(collected) ? before : collected);
                }
            }
            sync(next);
            now = next;
            remembered.put(clock, Map.copyOf(next));
        }
        return remembered;
    }

    private State state(Random random, @Nullable State before) {
        Map<String, Object> fields = new TreeMap<>();
        if (random.nextBoolean()) {
            fields.put("number", (long) random.nextInt(2));
        }
        if (random.nextBoolean()) {
            fields.put("words", random.nextBoolean() ? List.of("a", "b") : List.of("a"));
        }
        return new State(
                "name " + random.nextInt(2),
                random.nextInt(3) > 0 ? "Host" : "Device",
                fields,
                before == null ? clock : before.createdAt(),
                clock,
                before == null ? 1 : before.version() + 1);
    }

    private static void assertKnown(PastEntity past, State expected, String what) {
        AbstractAssert<?, EntityView> entity = assertThat(past)
                .as(what)
                .asInstanceOf(InstanceOfAssertFactories.type(PastEntity.Known.class))
                .extracting(PastEntity.Known::entity, InstanceOfAssertFactories.type(EntityView.class));
        entity.satisfies(view -> {
            assertThat(view.type()).as(what).isEqualTo("thing");
            assertThat(view.installation()).as(what).isEqualTo("inst");
            assertThat(view.connector()).as(what).isEqualTo("test");
            assertThat(view.key()).as(what).startsWith("t");
            assertThat(new State(
                            view.displayName(),
                            view.classes().getFirst(),
                            view.properties(),
                            view.createdAt(),
                            view.updatedAt(),
                            view.version()))
                    .as(what)
                    .isEqualTo(expected);
        });
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void anEntityIsAtEachTimeWhatItWasThen(long seed) {
        Map<Instant, Map<String, State>> remembered = randomHistory(new Random(seed), 15);

        remembered.forEach((time, states) -> {
            for (int i = 0; i < KEYS; i++) {
                State expected = states.get("t" + i);
                // Also a while later, when nothing happened.
                for (Instant asked : List.of(time, time.plusSeconds(59))) {
                    String what = "seed " + seed + ", t" + i + " at " + asked;
                    PastEntity past = at("t" + i, asked);
                    if (expected != null) {
                        assertKnown(past, expected, what);
                    } else {
                        assertAbsent(past, "t" + i, asked, remembered, what);
                    }
                }
            }
        });
    }

    private static void assertAbsent(
            PastEntity past, String key, Instant asked, Map<Instant, Map<String, State>> remembered, String what) {
        Instant gone = null;
        Instant came = null;
        boolean there = false;
        for (Map.Entry<Instant, Map<String, State>> sync : remembered.entrySet()) {
            boolean stays = sync.getValue().containsKey(key);
            if (there && !stays && !sync.getKey().isAfter(asked)) {
                gone = sync.getKey();
            }
            if (stays && came == null && sync.getKey().isAfter(asked)) {
                came = sync.getKey();
            }
            there = stays;
        }
        assertThat(past)
                .as(what)
                .isEqualTo(
                        gone != null
                                ? new PastEntity.Deleted(gone)
                                : came != null ? new PastEntity.NotYet(came) : new PastEntity.Unknown());
    }

    @ParameterizedTest
    @ValueSource(longs = {4})
    void whatWasForgottenIsNeverMadeUp(long seed) {
        Map<Instant, Map<String, State>> remembered = randomHistory(new Random(seed), 15);
        Instant horizon = BEGIN.plusSeconds(60 * 8 + 30);

        new ChangeRetention(GRAPH.graph()).forgetBefore(horizon);

        int[] forgotten = {0};
        remembered.forEach((time, states) -> {
            for (int i = 0; i < KEYS; i++) {
                State expected = states.get("t" + i);
                String what = "seed " + seed + ", t" + i + " at " + time;
                PastEntity past = at("t" + i, time);
                boolean mayBeForgotten = time.isBefore(horizon);
                switch (past) {
                    case PastEntity.Known known -> {
                        assertThat(expected).as(what).isNotNull();
                        assertKnown(known, java.util.Objects.requireNonNull(expected), what);
                    }
                    case PastEntity.Forgotten _ -> {
                        assertThat(mayBeForgotten).as(what).isTrue();
                        forgotten[0]++;
                    }
                    case PastEntity.NotYet _, PastEntity.Deleted _, PastEntity.Unknown _ ->
                        assertThat(expected == null || (mayBeForgotten && past instanceof PastEntity.Unknown))
                                .as(what)
                                .isTrue();
                }
            }
        });
        assertThat(forgotten[0]).isPositive();
    }

    @Test
    void whatNeverChangedIsKnownHoweverFarTheHorizonIs() {
        State state = new State("one", "Host", Map.of(), clock, clock, 1);
        sync(Map.of("t1", state));
        clock = clock.plusSeconds(60);
        sync(Map.of("t1", state, "t2", state));
        new ChangeRetention(GRAPH.graph()).forgetBefore(clock.plusSeconds(1));

        assertKnown(at("t1", BEGIN), state, "since the cold load");
        assertThat(at("t1", BEGIN.minusSeconds(1)))
                .as("it may have been there and gone")
                .isEqualTo(new PastEntity.Forgotten(clock.plusSeconds(1)));
    }

    @Test
    void anEntityThatNobodyKnowsIsUnknown() {
        assertThat(at("t1", clock)).isEqualTo(new PastEntity.Unknown());
    }

    @ParameterizedTest
    @ValueSource(strings = {"-999999999-01-01T00:00:00Z", "+999999999-12-31T23:59:59Z"})
    void aTimeThatNoClockShowsIsAnsweredToo(String time) {
        State state = new State("one", "Host", Map.of(), clock, clock, 1);
        sync(Map.of("t1", state));

        PastEntity past = at("t1", Instant.parse(time));

        assertThat(past).isInstanceOf(time.startsWith("-") ? PastEntity.NotYet.class : PastEntity.Known.class);
    }
}
