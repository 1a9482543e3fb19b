package io.cadastre.connectors.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cadastre.connectors.servers.KubeApiServer;
import io.cadastre.cypher.TestGraph;
import io.cadastre.engine.sync.StepReport;
import io.cadastre.engine.sync.SyncReport;
import io.cadastre.engine.sync.SyncState;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A cluster of many pods at a real API server, by {@code ./cadastre test-volume}. */
@EnabledIfSystemProperty(named = "cadastre.volume", matches = "true")
class KubernetesVolumeTest {
    private static final int PODS = 5_000;
    private static final int AT_ONCE = 8;

    @RegisterExtension
    final TestGraph graph = new TestGraph();

    @TempDir
    Path directory;

    @TempDir
    Path directoryOfServer;

    @Test
    void manyPodsTakeFewCalls() throws Exception {
        assumeTrue(
                KubeApiServer.possible(),
                "There is no kube-apiserver; connectors/servers/kube-apiserver.sh builds it.");
        try (KubeApiServer server = KubeApiServer.start(directoryOfServer)) {
            ClusterContent.fill(server);
            try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
                threads.invokeAll(IntStream.range(0, PODS)
                        .mapToObj(number -> Executors.callable(
                                () -> ClusterContent.pod(server, "many-" + number, "node-" + (1 + number % 2))))
                        .toList());
            }
            try (KubernetesHouse house =
                    new KubernetesHouse(graph.graph(), directory.resolve("house"), server.url(), KubeApiServer.ADMIN)) {
                house.settings.put("caCertificate", server.certificate());

                measured(house, "first");
                SyncReport second = measured(house, "unchanged");

                assertThat(house.named("kubernetes_pod")).hasSize(PODS + 3);
                assertThat(second.stats().entities().updated()).isZero();
            }
        }
    }

    private static SyncReport measured(KubernetesHouse house, String name) {
        long began = System.nanoTime();
        SyncReport report = house.sync();
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
        assertThat(report.state()).as(report.reason() + report.problems()).isEqualTo(SyncState.SUCCEEDED);
        System.out.printf(
                "VOLUME kubernetes %s: %d calls, %d ms, entities %s, relationships %s%n",
                name,
                report.steps().stream().mapToLong(StepReport::calls).sum(),
                millis,
                report.stats().entities(),
                report.stats().relationships());
        return report;
    }
}
