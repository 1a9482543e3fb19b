package io.cadastre.engine.sync;

import static io.cadastre.engine.ScriptedConnector.host;
import static io.cadastre.engine.ScriptedConnector.hosts;
import static io.cadastre.engine.ScriptedConnector.users;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.cadastre.cypher.TestGraph;
import io.cadastre.engine.House;
import io.cadastre.engine.ScriptedConnector;
import io.cadastre.engine.ScriptedConnector.TestHost;
import io.cadastre.engine.ScriptedConnector.TestUser;
import io.cadastre.spi.event.SyncEvent;
import io.cadastre.spi.model.EntityInput;
import io.cadastre.spi.model.RawRef;
import io.cadastre.spi.model.RelationshipInput;
import io.cadastre.spi.step.Step;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong in one place stays there (I4, I5, I6, I11). */
class SyncIsolationTest {
    @RegisterExtension
    static final TestGraph GRAPH = new TestGraph();

    private final ScriptedConnector connector = new ScriptedConnector("scripted");
    private final CountDownLatch never = new CountDownLatch(1);
    private House house;

    @BeforeEach
    void open(@TempDir Path directory) {
        house = new House(GRAPH.graph(), directory, connector);
    }

    @AfterEach
    void close() {
        never.countDown();
        house.close();
    }

    @Test
    @DisplayName("P7: a cycle, an unknown dependency and a duplicate id are refused at once, before anything runs (I4)")
    void wrongStepsAreRefusedTogether() {
        AtomicBoolean ran = new AtomicBoolean();
        String installation = house.install("scripted");
        connector.steps(
                Step.named("a", "A").dependsOn("b").runs(context -> ran.set(true)),
                Step.named("b", "B").dependsOn("a").runs(context -> ran.set(true)),
                Step.named("c", "C").dependsOn("nowhere").runs(context -> ran.set(true)),
                Step.named("d", "D").runs(context -> ran.set(true)),
                Step.named("d", "D again").runs(context -> ran.set(true)));

        SyncReport report = house.sync(installation);

        assertThat(report.state()).isEqualTo(SyncState.FAILED);
        assertThat(report.reason())
                .contains("circle: a, b")
                .contains("'c' depends on 'nowhere'")
                .contains("'d' is declared twice");
        assertThat(ran).isFalse();
    }

    @Test
    @DisplayName("P8: a step that throws an Error stops nothing but what depends on it (I5, I6)")
    void anErrorStaysWhereItIs() {
        String installation = house.install("scripted");
        connector.steps(
                Step.named("dies", "Dies").produces(TestUser.TYPE).runs(context -> {
                    throw new AssertionError("secret detail");
                }),
                Step.named("after", "After")
                        .dependsOn("dies")
                        .produces(TestUser.TYPE)
                        .runs(context -> {}),
                hosts("h1"));

        SyncReport report = house.sync(installation);

        assertThat(report.state()).isEqualTo(SyncState.PARTIAL);
        assertThat(house.count("MATCH (h:Host) RETURN count(h)")).isEqualTo(1);
        assertThat(report.steps())
                .extracting(StepReport::id, StepReport::outcome)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("dies", "FAILED"),
                        org.assertj.core.groups.Tuple.tuple("after", "SKIPPED"),
                        org.assertj.core.groups.Tuple.tuple("hosts", "COMPLETE"));
        assertThat(report.steps().get(1).reason()).isEqualTo("Step 'dies' failed.");
        assertThat(report.reason()).contains("AssertionError").doesNotContain("secret detail");
    }

    @Test
    @DisplayName("P8: a step that hangs and does not listen is given up at its timeout")
    void aHangingStepIsGivenUp() {
        String installation = house.install("scripted");
        AtomicReference<Throwable> late = new AtomicReference<>();
        CountDownLatch tried = new CountDownLatch(1);
        connector.steps(
                Step.named("hangs", "Hangs")
                        .produces(TestUser.TYPE)
                        .timeout(Duration.ofMillis(50))
                        .runs(context -> {
                            awaitDeaf(never);
                            try {
                                context.emit(ScriptedConnector.user("too late"));
                            } catch (IllegalStateException e) {
                                late.set(e);
                            }
                            tried.countDown();
                        }),
                hosts("h1"));

        SyncReport report = house.sync(installation);

        assertThat(report.state()).isEqualTo(SyncState.PARTIAL);
        assertThat(report.steps().getFirst().reason()).isEqualTo("It took longer than PT0.05S.");
        assertThat(house.count("MATCH (h:Host) RETURN count(h)")).isEqualTo(1);

        // And what it emits after that is refused.
        never.countDown();
        await().until(() -> tried.getCount() == 0);
        assertThat(late.get()).hasMessageContaining("after its end");
    }

    private static void awaitDeaf(CountDownLatch latch) {
        boolean waited = false;
        while (!waited) {
            try {
                latch.await();
                waited = true;
            } catch (InterruptedException e) {
                // Deaf on purpose.
            }
        }
    }

    @Test
    @DisplayName("P8: a listener that throws, and one that blocks, change nothing")
    void listenersChangeNothing() throws Exception {
        String installation = house.install("scripted");
        List<SyncEvent> heard = new CopyOnWriteArrayList<>();
        try (AutoCloseable throwing = house.syncs.subscribe(event -> {
                    throw new IllegalStateException("broken");
                });
                AutoCloseable blocking = house.syncs.subscribe(event -> awaitDeaf(never));
                AutoCloseable listening = house.syncs.subscribe(heard::add)) {
            assertThat(List.of(throwing, blocking, listening)).hasSize(3);
            connector.steps(hosts("h1"));

            SyncReport report = house.sync(installation);

            assertThat(report.state()).isEqualTo(SyncState.SUCCEEDED);
            await().until(() -> heard.stream().anyMatch(SyncEvent.SyncCompleted.class::isInstance));
            assertThat(heard)
                    .extracting(event -> (Object) event.getClass())
                    .containsExactly(
                            SyncEvent.SyncStarted.class,
                            SyncEvent.StepStarted.class,
                            SyncEvent.StepCompleted.class,
                            SyncEvent.PublishStarted.class,
                            SyncEvent.SyncCompleted.class);
        }
    }

    @Test
    @DisplayName(
            "P11: what was not declared is refused by name, the rest of the step goes on, the type is PARTIAL (I11, I12)")
    void theUndeclaredIsRefused() {
        // Given a host that a later sync will not see
        String installation = house.install("scripted");
        connector.steps(hosts("old"));
        house.sync(installation);

        // When a step emits all kinds of wrong things, then a good one
        connector.steps(Step.named("hosts", "Collect hosts")
                .produces(TestHost.TYPE)
                .runs(context -> {
                    context.emit(raw("test_host", "h1", Map.of("nosuch", "value")));
                    context.emit(raw("test_host", "h1", Map.of("cores", "four")));
                    context.emit(raw("test_host", "h1", Map.of("name", Map.of("nested", "value"))));
                    context.emit(raw("test_host", "", Map.of()));
                    context.emit(raw("test_user", "u1", Map.of()));
                    context.emit(raw("test_printer", "p1", Map.of()));
                    context.emit(new RelationshipInput(
                            "EATS", new RawRef("test_host", "h1"), new RawRef("test_user", "u1"), "", Map.of()));
                    context.emit(host("good"));
                }));
        SyncReport report = house.sync(installation);

        // Then the good one is there, the old one too, and each refusal is named
        assertThat(report.state()).isEqualTo(SyncState.PARTIAL);
        assertThat(house.query("MATCH (e:Entity) RETURN e._key AS key ORDER BY key"))
                .extracting(row -> row.get("key").asString())
                .containsExactly("good", "old");
        assertThat(report.problems()).allMatch(problem -> problem.code().equals("emit-refused"));
        assertThat(report.problems())
                .extracting(Problem::type)
                .containsExactlyInAnyOrder("test_host", "test_user", "test_printer", "test_host EATS test_user");
        assertThat(report.problems())
                .filteredOn(problem -> problem.type().equals("test_host"))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.count()).isEqualTo(4);
                    assertThat(problem.detail()).contains("does not declare the field 'nosuch'");
                });
    }

    @Test
    @DisplayName("P6: a relationship with an end of undeclared or empty type is refused by name")
    void aRelationshipToNowhereIsRefused() {
        String installation = house.install("scripted");
        connector.steps(Step.named("hosts", "Collect hosts")
                .produces(TestHost.TYPE, TestHost.USERS)
                .runs(context -> {
                    context.emit(host("h1"));
                    context.emit(new RelationshipInput(
                            "HAS", new RawRef("test_host", "h1"), new RawRef("", "u1"), "", Map.of()));
                    context.emit(new RelationshipInput(
                            "HAS", new RawRef("test_host", "h1"), new RawRef("other_user", "u1"), "", Map.of()));
                }));

        SyncReport report = house.sync(installation);

        assertThat(report.problems())
                .extracting(Problem::detail)
                .anyMatch(detail -> detail.contains("empty type"))
                .anyMatch(detail -> detail.contains("undeclared type 'other_user'"));
        assertThat(house.count("MATCH (h:Host) RETURN count(h)")).isEqualTo(1);
    }

    private static EntityInput raw(String type, String key, Map<String, Object> values) {
        return new EntityInput(type, key, null, values);
    }

    @Test
    void aStepReadsWhatTheStepsItDependsOnCollected() {
        String installation = house.install("scripted");
        connector.steps(
                hosts("h1", "h2"),
                Step.named("users", "Collect users")
                        .dependsOn("hosts")
                        .produces(TestUser.TYPE, TestHost.USERS)
                        .runs(context -> {
                            try (var hosts = context.prior().entities(TestHost.TYPE)) {
                                hosts.forEach(host -> {
                                    String owner = host.value(TestHost.NAME).orElseThrow() + " owner";
                                    context.emit(ScriptedConnector.user(owner));
                                    context.emit(TestHost.USERS.between(host.ref(), TestUser.TYPE.ref(owner)));
                                });
                            }
                        }));

        SyncReport report = house.sync(installation);

        assertThat(report.state()).isEqualTo(SyncState.SUCCEEDED);
        assertThat(house.count("MATCH (:Host)-[r:HAS]->(:User) RETURN count(r)"))
                .isEqualTo(2);
    }

    @Test
    void aStepMayNotReadWhatItDoesNotDependOn() {
        String installation = house.install("scripted");
        connector.steps(
                hosts("h1"),
                Step.named("users", "Collect users").produces(TestUser.TYPE).runs(context -> {
                    assertThatThrownBy(() -> context.prior().entities(TestHost.TYPE))
                            .hasMessageContaining("depends on no step that produces it");
                }));

        assertThat(house.sync(installation).state()).isEqualTo(SyncState.SUCCEEDED);
    }

    @Test
    void aSecondSyncOfAnInstallationIsRefusedWithTheRunningOne() throws Exception {
        String installation = house.install("scripted");
        connector.steps(Step.named("waits", "Waits").runs(context -> never.await()));
        String running = house.syncs.start(installation, SyncMode.FULL, "test");

        assertThatThrownBy(() -> house.syncs.start(installation, SyncMode.FULL, "test"))
                .isInstanceOfSatisfying(
                        SyncRunningException.class,
                        e -> assertThat(e.runningSync()).isEqualTo(running));

        never.countDown();
        assertThat(house.awaitEnd(running).state()).isEqualTo(SyncState.SUCCEEDED);
    }

    @Test
    void aCancelledSyncWritesNothing() throws Exception {
        String installation = house.install("scripted");
        connector.steps(hosts("h1"));
        house.sync(installation);
        connector.steps(Step.named("waits", "Waits").runs(context -> never.await()), hosts(), users("u1"));
        String running = house.syncs.start(installation, SyncMode.FULL, "test");

        assertThat(house.syncs.cancel(running)).isTrue();

        SyncReport report = house.awaitEnd(running);
        assertThat(report.state()).isEqualTo(SyncState.CANCELLED);
        assertThat(house.query("MATCH (e:Entity) RETURN e._key AS key"))
                .extracting(row -> row.get("key").asString())
                .containsExactly("h1");
        assertThat(house.syncs.cancel(running)).isFalse();
    }

    @Test
    void aSyncThatWasCutOffIsInterruptedAtTheNextStart(@TempDir Path directory) throws Exception {
        // Given a process that ended in the middle of a sync: its report still says that it runs
        String installation = house.install("scripted");
        connector.steps(Step.named("waits", "Waits").runs(context -> never.await()));
        String running = house.syncs.start(installation, SyncMode.FULL, "test");

        // When another starts on the same graph
        try (House next = new House(GRAPH.graph(), directory, connector)) {
            // Then it is known as interrupted
            assertThat(next.syncs.find(running).orElseThrow().state()).isEqualTo(SyncState.INTERRUPTED);
        }
    }

    @Test
    void stoppingTheProcessLeavesAReport() throws Exception {
        String installation = house.install("scripted");
        connector.steps(Step.named("waits", "Waits").runs(context -> never.await()));
        String running = house.syncs.start(installation, SyncMode.FULL, "test");

        house.syncs.close();

        assertThat(house.syncs.find(running).orElseThrow().state()).isEqualTo(SyncState.INTERRUPTED);
        assertThatThrownBy(() -> house.syncs.start(installation, SyncMode.FULL, "test"))
                .hasMessageContaining("stopping");
    }
}
