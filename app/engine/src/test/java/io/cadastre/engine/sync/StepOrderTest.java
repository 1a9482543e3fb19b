package io.cadastre.engine.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.cadastre.cypher.TestGraph;
import io.cadastre.engine.House;
import io.cadastre.engine.ScriptedConnector;
import io.cadastre.spi.event.SyncEvent;
import io.cadastre.spi.step.Step;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Each step starts when its own dependencies are done, not in waves. */
class StepOrderTest {
    @RegisterExtension
    static final TestGraph GRAPH = new TestGraph();

    private final ScriptedConnector connector = new ScriptedConnector("scripted");
    private final List<SyncEvent> events = new ArrayList<>();
    private House house;

    @BeforeEach
    void open(@TempDir Path directory) {
        house = new House(GRAPH.graph(), directory, connector);
    }

    @AfterEach
    void close() {
        house.close();
    }

    private static Step idle(String id, String... dependencies) {
        return Step.named(id, id).dependsOn(dependencies).runs(context -> {});
    }

    /** Runs the steps and waits until all events are heard. */
    private SyncReport run(Step... steps) throws Exception {
        ConcurrentLinkedQueue<SyncEvent> heard = new ConcurrentLinkedQueue<>();
        CountDownLatch over = new CountDownLatch(1);
        connector.steps(steps);
        AutoCloseable listening = house.syncs.subscribe(event -> {
            heard.add(event);
            if (event instanceof SyncEvent.SyncCompleted) {
                over.countDown();
            }
        });
        SyncReport report = house.sync(house.install("scripted"));
        over.await();
        listening.close();
        events.addAll(heard);
        return report;
    }

    private void assertThatEachStartsAfterItsDependencies(List<Step> steps) {
        Set<String> done = new HashSet<>();
        List<String> started = new ArrayList<>();
        for (SyncEvent event : events) {
            switch (event) {
                case SyncEvent.StepCompleted completed -> done.add(completed.step());
                case SyncEvent.StepStarted start -> {
                    started.add(start.step());
                    Step step = steps.stream()
                            .filter(candidate -> candidate.id().equals(start.step()))
                            .findFirst()
                            .orElseThrow();
                    assertThat(done).as("done before %s", start.step()).containsAll(step.dependsOn());
                }
                default -> {}
            }
        }
        assertThat(started).hasSameSizeAs(steps).doesNotHaveDuplicates();
    }

    @Test
    @DisplayName("P9: in a diamond each step starts when its own dependencies are done")
    void aDiamond() throws Exception {
        CountDownLatch quickChildStarted = new CountDownLatch(1);
        List<Step> steps = List.of(
                idle("top"),
                idle("quick", "top"),
                Step.named("slow", "slow").dependsOn("top").runs(context -> quickChildStarted.await()),
                Step.named("quick child", "quick child")
                        .dependsOn("quick")
                        .runs(context -> quickChildStarted.countDown()),
                idle("bottom", "quick", "slow"));

        SyncReport report = run(steps.toArray(Step[]::new));

        // Had it waited for a wave, the slow step would never have ended.
        assertThat(report.state()).isEqualTo(SyncState.SUCCEEDED);
        assertThatEachStartsAfterItsDependencies(steps);
    }

    @Test
    @DisplayName("P9: a fan of 1,000 steps")
    void aFan() throws Exception {
        List<Step> steps = new ArrayList<>();
        steps.add(idle("first"));
        String[] middle = new String[1_000];
        for (int number = 0; number < middle.length; number++) {
            middle[number] = "middle " + number;
            steps.add(idle(middle[number], "first"));
        }
        steps.add(idle("last", middle));

        SyncReport report = run(steps.toArray(Step[]::new));

        assertThat(report.state()).isEqualTo(SyncState.SUCCEEDED);
        assertThat(report.steps()).hasSize(1_002);
        assertThatEachStartsAfterItsDependencies(steps);
    }

    @Test
    void aStepThatOnlyComesAfterAnotherRunsHoweverThatOneEnds() throws Exception {
        connector.steps(
                Step.named("failing", "failing").runs(context -> {
                    throw new IllegalStateException("broken");
                }),
                Step.named("after", "after").after("failing").runs(context -> {}),
                Step.named("depends", "depends").dependsOn("failing").runs(context -> {}));

        SyncReport report = house.sync(house.install("scripted"));

        assertThat(report.steps()).extracting(StepReport::outcome).containsExactly("FAILED", "COMPLETE", "SKIPPED");
    }
}
