package io.cadastre.engine.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.cadastre.cypher.TestGraph;
import io.cadastre.cypher.ingest.DeletionBudget;
import io.cadastre.engine.House;
import io.cadastre.engine.ScriptedConnector;
import io.cadastre.engine.ScriptedConnector.TestHost;
import io.cadastre.engine.ScriptedConnector.TestUser;
import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityInput;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.FieldOption;
import io.cadastre.spi.step.CollectedEntity;
import io.cadastre.spi.step.Standing;
import io.cadastre.spi.step.Step;
import io.cadastre.spi.step.StepBody;
import io.cadastre.spi.step.StepContext;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Entities stand that are as the graph has them, and everything else is read whole. */
class StandingTest {
    private static final Duration DAY = Duration.ofDays(1);

    @RegisterExtension
    static final TestGraph GRAPH = new TestGraph();

    /** By key, what the source counts with each change, and what only reading whole tells. */
    private final Map<String, Revision> source = new LinkedHashMap<>();

    private final List<String> readWhole = new ArrayList<>();
    private final ScriptedConnector connector = new ScriptedConnector("scripted");
    private House house;
    private String installation;

    private record Revision(long number, String name) {}

    @BeforeEach
    void open(@TempDir Path directory) {
        house = new House(GRAPH.graph(), directory, connector);
        installation = house.install("scripted");
        connector.steps(listing(this::list));
        source.put("a", new Revision(1, "one"));
        source.put("b", new Revision(1, "two"));
    }

    @AfterEach
    void close() {
        house.close();
    }

    private static Step listing(StepBody body) {
        return Step.named("hosts", "Hosts").produces(TestHost.TYPE).runs(body);
    }

    /** The number is kept in the cores, for want of a better field. */
    private void list(StepContext context) {
        readWhole.clear();
        Optional<Standing<TestHost>> standing = context.standing(TestHost.TYPE, DAY);
        List<EntityInput> listed = new ArrayList<>();
        source.forEach((key, revision) -> listed.add(
                TestHost.TYPE.input(key).set(TestHost.CORES, revision.number()).build()));
        Map<String, CollectedEntity<TestHost>> still =
                standing.map(hosts -> hosts.among(listed)).orElse(Map.of());
        source.forEach((key, revision) -> {
            if (!still.containsKey(key)) {
                readWhole.add(key);
                context.emit(TestHost.TYPE
                        .input(key)
                        .set(TestHost.CORES, revision.number())
                        .set(TestHost.NAME, revision.name())
                        .build());
            }
        });
        still.values().forEach(host -> assertThat(host.value(TestHost.NAME)).isPresent());
    }

    private SyncReport sync() {
        SyncReport report = house.sync(installation);
        assertThat(report.state()).as(report.reason()).isEqualTo(SyncState.SUCCEEDED);
        return report;
    }

    private List<String> hosts() {
        return house.query("MATCH (h:Host) RETURN h._key + ' ' + h.cores + ' ' + h.name AS host ORDER BY host").stream()
                .map(row -> row.get("host").asString())
                .toList();
    }

    @Test
    @DisplayName("I8: what stands is seen and not written, and what is not listed goes")
    void whatStandsIsSeen() {
        sync();
        assertThat(readWhole).containsExactly("a", "b");
        source.put("b", new Revision(2, "second"));
        source.put("c", new Revision(1, "three"));

        SyncReport changed = sync();

        assertThat(readWhole).containsExactly("b", "c");
        assertThat(changed.stats().entities().unchanged()).isEqualTo(1);
        assertThat(hosts()).containsExactly("a 1 one", "b 2 second", "c 1 three");
        source.remove("a");
        assertThat(sync().stats().entities().deleted()).isEqualTo(1);
        assertThat(readWhole).isEmpty();
    }

    @Test
    void aSyncThatReloadsReadsAll() throws Exception {
        sync();

        house.awaitEnd(house.syncs.start(installation, new SyncRequest(SyncMode.FULL, "test", Set.of(), true)));

        assertThat(readWhole).containsExactly("a", "b");
    }

    @Test
    void fromTimeToTimeAllIsRead() {
        sync();
        house.clock.advance(DAY);

        sync();

        assertThat(readWhole).containsExactly("a", "b");
        sync();
        assertThat(readWhole).isEmpty();
    }

    @Test
    @DisplayName("A reading whole that lies behind is not made young by those that let all stand")
    void theAgeIsThatOfTheLastWholeReading() {
        sync();
        house.clock.advance(Duration.ofHours(14));
        sync();
        house.clock.advance(Duration.ofHours(14));

        sync();

        assertThat(readWhole).containsExactly("a", "b");
    }

    @Test
    @DisplayName("I12: what is declared, configured or done in another way is read whole")
    void anotherWayOfReadingReadsAll() {
        Instant now = house.clock.instant();
        String mark = new WholeReading("1.0.0 {base=x}", one("Old words."), now).mark();

        assertThat(new WholeReading("1.0.0 {base=x}", one("Old words."), now).mayBeBelieved(mark, DAY))
                .isTrue();
        assertThat(Stream.of(
                        new WholeReading("1.0.0 {base=x}", one("New words."), now),
                        new WholeReading("1.0.0 {base=x}", two(), now),
                        new WholeReading("1.0.0 {base=y}", one("Old words."), now),
                        new WholeReading("1.0.1 {base=x}", one("Old words."), now)))
                .noneMatch(other -> other.mayBeBelieved(mark, DAY));
        assertThat(mark).doesNotContain("base");
    }

    /** A holder class. */
    private static final class Thing {}

    private static EntityType<Thing> one(String words) {
        EntityType<Thing> type =
                EntityType.<Thing>named("test_thing").classes(EntityClass.HOST).keyed("id");
        assertThat(type.string("name", FieldOption.described(words)).owner()).isEqualTo(type);
        return type;
    }

    private static EntityType<Thing> two() {
        EntityType<Thing> type = one("Old words.");
        assertThat(type.integer("more").owner()).isEqualTo(type);
        return type;
    }

    @Test
    @DisplayName("11: a field that a sync kept for lack of evidence stands in no later one")
    void afterAPartialSyncAllIsRead() {
        sync();
        connector.steps(listing(context -> {
            list(context);
            context.partial("Something failed.");
        }));
        source.put("a", new Revision(2, "changed"));
        assertThat(house.sync(installation).state()).isEqualTo(SyncState.PARTIAL);
        assertThat(readWhole).containsExactly("a");
        connector.steps(listing(this::list));

        sync();

        assertThat(readWhole).containsExactly("a", "b");
    }

    @Test
    void whatSomebodyElseChangedInTheGraphIsReadAndMended() {
        sync();
        try (var session = house.graph.writeSession()) {
            session.run("MATCH (h:Host {_key: 'a'}) SET h.name = 'mine'").consume();
        }

        sync();

        assertThat(readWhole).containsExactly("a");
    }

    @Test
    void whatAnotherListingFoundIsReadWhole() {
        connector.steps(listing(context -> {
            assertThat(context.standing(TestHost.TYPE, DAY)).isEmpty();
            context.scope(
                    TestUser.TYPE.ref("u"),
                    emitter -> source.forEach((key, revision) -> emitter.emit(TestHost.TYPE
                            .input(key)
                            .set(TestHost.CORES, revision.number())
                            .set(TestHost.NAME, revision.name())
                            .build())));
        }));
        sync();
        connector.steps(listing(this::list));

        sync();

        assertThat(readWhole).containsExactly("a", "b");
        sync();
        assertThat(readWhole).isEmpty();
        assertThat(hosts()).containsExactly("a 1 one", "b 1 two");
    }

    @Test
    @DisplayName("I7: deletions that are held are found again while the others stand")
    void whatIsHeldIsFoundGoneAgain() {
        String careful = house.install("scripted", new DeletionBudget(true, 0, 0));
        assertThat(house.sync(careful).state()).isEqualTo(SyncState.SUCCEEDED);
        source.remove("a");
        assertThat(house.sync(careful).state()).isEqualTo(SyncState.HELD);

        SyncReport again = house.sync(careful);

        assertThat(again.state()).isEqualTo(SyncState.HELD);
        assertThat(again.stats().entities().held()).isEqualTo(1);
        assertThat(readWhole).isEmpty();
    }

    @Test
    @DisplayName("I11: what others tell of, too, cannot stand for one of them, and nor can what is told by nothing")
    void whatIsNotTheStepsOwnIsRefused() {
        List<Throwable> refusals = new ArrayList<>();
        sync();
        connector.steps(
                listing(context -> {
                    refusals.add(thrownBy(() -> context.standing(TestHost.TYPE, DAY)));
                    context.emit(ScriptedConnector.host("a"));
                }),
                Step.named("more", "More")
                        .enriches(TestHost.TYPE)
                        .runs(context -> refusals.add(thrownBy(() -> context.standing(TestUser.TYPE, DAY)))));
        house.sync(installation);
        connector.steps(listing(this::list));
        sync();
        connector.steps(listing(context -> {
            Standing<TestHost> standing = context.standing(TestHost.TYPE, DAY).orElseThrow();
            refusals.add(thrownBy(
                    () -> standing.among(List.of(TestHost.TYPE.input("a").build()))));
            refusals.add(thrownBy(() -> standing.among(List.of(ScriptedConnector.user("a")))));
            list(context);
        }));
        sync();

        assertThat(refusals).hasSize(4).allMatch(IllegalArgumentException.class::isInstance);
    }

    private static Throwable thrownBy(Runnable work) {
        return catchThrowable(work::run);
    }

    @Test
    void whatTheSourceHasNoValueForIsCompared() {
        source.put("a", new Revision(1, "one"));
        sync();
        List<Map<String, CollectedEntity<TestHost>>> answers = new ArrayList<>();
        connector.steps(listing(context -> {
            Standing<TestHost> standing = context.standing(TestHost.TYPE, DAY).orElseThrow();
            answers.add(standing.among(List.of(
                    TestHost.TYPE
                            .input("a")
                            .set(TestHost.CORES, 1L)
                            .clear(TestHost.NAME)
                            .build(),
                    TestHost.TYPE
                            .input("b")
                            .set(TestHost.CORES, 1L)
                            .clear(TestHost.DETAIL)
                            .build(),
                    TestHost.TYPE.input("never seen").set(TestHost.CORES, 1L).build())));
            context.partial("That was a question only.");
        }));

        house.sync(installation);

        assertThat(answers)
                .singleElement()
                .satisfies(answer -> assertThat(answer).containsOnlyKeys("b"));
    }
}
