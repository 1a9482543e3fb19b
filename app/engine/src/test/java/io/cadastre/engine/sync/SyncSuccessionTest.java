package io.cadastre.engine.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.cadastre.cypher.TestGraph;
import io.cadastre.engine.House;
import io.cadastre.engine.ScriptedConnector;
import io.cadastre.engine.ScriptedConnector.TestHost;
import io.cadastre.spi.step.Step;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** When the next sync of an installation may start. */
class SyncSuccessionTest {
    @RegisterExtension
    static final TestGraph GRAPH = new TestGraph();

    @TempDir
    private Path directory;

    @Test
    void whoeverReadsThatASyncHasEndedMayStartTheNext() throws Exception {
        ScriptedConnector connector = new ScriptedConnector("scripted");
        CountDownLatch gate = new CountDownLatch(1);
        connector.steps(
                Step.named("hosts", "Collect hosts").produces(TestHost.TYPE).runs(context -> gate.await()));
        try (House house = new House(GRAPH.graph(), directory, connector);
                var session = GRAPH.graph().writeSession();
                var holding = session.beginTransaction()) {
            String installation = house.install("scripted");
            String first = house.syncs.start(installation, SyncMode.PLAN, "test");
            assertThatThrownBy(() -> house.syncs.start(installation, SyncMode.PLAN, "test"))
                    .isInstanceOf(SyncRunningException.class);
            // Given a sync that has ended, and cannot keep its report yet
            holding.run("MATCH (d:_Document) SET d._held = true").consume();
            gate.countDown();
            await().until(() -> house.syncs.find(first).orElseThrow().state() == SyncState.SUCCEEDED);

            // When the next one is asked for
            FutureTask<String> second = new FutureTask<>(() -> house.syncs.start(installation, SyncMode.PLAN, "test"));
            Thread asking = Thread.ofPlatform().start(second);
            await().until(() -> asking.getState() == Thread.State.TIMED_WAITING || second.isDone());
            holding.rollback();

            // Then it starts as soon as the first is over
            assertThat(house.awaitEnd(second.get()).state()).isEqualTo(SyncState.SUCCEEDED);
        }
    }
}
