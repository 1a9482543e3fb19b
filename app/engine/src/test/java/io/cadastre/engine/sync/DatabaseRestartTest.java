package io.cadastre.engine.sync;

import static io.cadastre.engine.ScriptedConnector.hosts;
import static org.assertj.core.api.Assertions.assertThat;

import io.cadastre.cypher.CuttingProxy;
import io.cadastre.cypher.Neo4jGraph;
import io.cadastre.cypher.RestartableNeo4j;
import io.cadastre.cypher.schema.GraphSchema;
import io.cadastre.engine.House;
import io.cadastre.engine.ScriptedConnector;
import io.cadastre.engine.ScriptedConnector.TestHost;
import io.cadastre.engine.TinyDisk;
import io.cadastre.engine.installation.NewInstallation;
import io.cadastre.engine.installation.Schedule;
import io.cadastre.engine.schedule.Scheduler;
import io.cadastre.spi.step.Step;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Neo4j is stopped and started again under a sync. Cadastre itself never needs to be. */
class DatabaseRestartTest {
    private static final String[] BEFORE = {"h1", "h2"};
    private static final String[] AFTER = {"h1", "h3"};

    private final ScriptedConnector connector = new ScriptedConnector("scripted");

    @Test
    @DisplayName(
            "I9, I10: Neo4j restarted while a sync collects, compares and publishes: whole or not there, and all goes on")
    void aRestartInEachPhase(@TempDir Path directory) throws Exception {
        try (RestartableNeo4j neo4j = new RestartableNeo4j(directory.resolve("neo4j"));
                CuttingProxy proxy = CuttingProxy.before(neo4j.start());
                Neo4jGraph graph = Neo4jGraph.connect(Neo4jGraph.Address.open(proxy.uri()))) {
            new GraphSchema(graph).install();
            try (House house = new House(graph, directory, connector);
                    Scheduler scheduler =
                            new Scheduler(house.installations, house.syncs, house.leases, house.clock, new Random(1))) {
                scheduler.start();
                Runnable restart = () -> {
                    neo4j.stop();
                    proxy.leadTo(neo4j.start());
                };

                // While a step collects
                String installation = install(house);
                connector.steps(Step.named("hosts", "Collect hosts")
                        .produces(TestHost.TYPE)
                        .runs(context -> {
                            restart.run();
                            List.of(AFTER).forEach(key -> context.emit(ScriptedConnector.host(key)));
                        }));
                assertWholeOrNotThere(house, installation);

                // While the sync compares, and while it publishes
                for (SyncState phase : List.of(SyncState.DIFFING, SyncState.PUBLISHING)) {
                    String other = install(house);
                    connector.steps(hosts(AFTER));
                    proxy.once(() -> house.syncs.running().stream().anyMatch(sync -> sync.state() == phase), restart);
                    assertWholeOrNotThere(house, other);
                }

                // Then schedules are kept as before
                String scheduled = house.installations
                        .create(new NewInstallation(
                                "Scheduled", "scripted", Map.of(), Schedule.every(Duration.ofHours(1))))
                        .id();
                house.clock.advance(Duration.ofHours(1));
                Awaitility.await()
                        .atMost(Duration.ofSeconds(60))
                        .until(() -> house.syncs
                                .last(scheduled)
                                .filter(sync -> sync.state() == SyncState.SUCCEEDED)
                                .isPresent());
                assertThat(house.syncs.last(scheduled).orElseThrow().trigger()).isEqualTo("schedule");
            }
        }
    }

    @Test
    @DisplayName(
            "I9, I10: a disk that is full under Neo4j fails the sync; once it has room and is started again all goes on")
    void aFullDiskUnderTheDatabase(@TempDir Path directory) throws Exception {
        try (TinyDisk disk = TinyDisk.mount(directory.resolve("disk"), 256);
                RestartableNeo4j neo4j = new RestartableNeo4j(disk.root().resolve("neo4j"));
                CuttingProxy proxy = CuttingProxy.before(neo4j.start());
                Neo4jGraph graph = Neo4jGraph.connect(Neo4jGraph.Address.open(proxy.uri()))) {
            new GraphSchema(graph).install();
            try (House house = new House(graph, directory, connector)) {
                String installation = install(house);
                connector.steps(Step.named("hosts", "Collect hosts")
                        .produces(TestHost.TYPE)
                        .runs(context -> {
                            for (int i = 0; i < 10_000; i++) {
                                context.emit(ScriptedConnector.host("new" + i));
                            }
                            disk.fill();
                        }));
                house.clock.advance(Duration.ofMinutes(1));
                String sync = house.syncs.start(installation, SyncMode.FULL, "test");
                Awaitility.await()
                        .atMost(Duration.ofMinutes(2))
                        .until(() ->
                                !house.syncs.find(sync).orElseThrow().state().running());
                assertThat(house.syncs.find(sync).orElseThrow().reason())
                        .contains("Neo4j failed while publishing", "disk may be full", "start it again");

                // When there is room, and Neo4j is started again
                Files.delete(disk.root().resolve("filler"));
                neo4j.stop();
                proxy.leadTo(neo4j.start());

                // Then the end of the sync is kept, and the next one succeeds
                SyncReport report = house.awaitEnd(sync);
                assertThat(report.state()).isEqualTo(SyncState.FAILED);
                assertThat(hostsOf(house, installation)).containsExactly(BEFORE);
                connector.steps(hosts(AFTER));
                assertThat(house.sync(installation).state()).isEqualTo(SyncState.SUCCEEDED);
                assertThat(hostsOf(house, installation)).containsExactly(AFTER);
            }
        }
    }

    private String install(House house) {
        String installation = house.install("scripted");
        connector.steps(hosts(BEFORE));
        assertThat(house.sync(installation).state()).isEqualTo(SyncState.SUCCEEDED);
        return installation;
    }

    private void assertWholeOrNotThere(House house, String installation) {
        SyncReport report = house.sync(installation);

        assertThat(report.state()).isIn(SyncState.SUCCEEDED, SyncState.FAILED);
        if (report.state() == SyncState.FAILED) {
            assertThat(report.reason())
                    .contains("The connection to Neo4j was lost")
                    .doesNotContain("Unexpected");
        }
        assertThat(hostsOf(house, installation)).isIn(List.of(BEFORE), List.of(AFTER));
        connector.steps(hosts(AFTER));
        SyncReport next = house.sync(installation);
        assertThat(next.state()).as(next.reason()).isEqualTo(SyncState.SUCCEEDED);
        assertThat(hostsOf(house, installation)).containsExactly(AFTER);
    }

    private static List<String> hostsOf(House house, String installation) {
        return house
                .query(
                        "MATCH (h:TestHost) WHERE h._installation = $installation RETURN h._key ORDER BY h._key",
                        "installation",
                        installation)
                .stream()
                .map(row -> row.get(0).asString())
                .toList();
    }
}
