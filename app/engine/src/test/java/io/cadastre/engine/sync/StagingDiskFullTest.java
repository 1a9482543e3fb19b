package io.cadastre.engine.sync;

import static io.cadastre.engine.ScriptedConnector.host;
import static io.cadastre.engine.ScriptedConnector.hosts;
import static org.assertj.core.api.Assertions.assertThat;

import io.cadastre.cypher.TestGraph;
import io.cadastre.cypher.ingest.IngestLimits;
import io.cadastre.engine.House;
import io.cadastre.engine.ScriptedConnector;
import io.cadastre.engine.ScriptedConnector.TestHost;
import io.cadastre.engine.TinyDisk;
import io.cadastre.spi.model.EntityInput;
import io.cadastre.spi.step.Emitter;
import io.cadastre.spi.step.Step;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A real disk that is full while a sync collects or compares: nothing is published, nothing deleted, all goes on. */
class StagingDiskFullTest {
    @RegisterExtension
    static final TestGraph GRAPH = new TestGraph();

    /** Together more than is kept in memory. */
    private static final int BIG_HOSTS = 1_100;

    private static final String BIG_NAME = "x".repeat(64 << 10);

    private final ScriptedConnector connector = new ScriptedConnector("scripted");
    private TinyDisk disk;
    private House house;
    private String installation;

    @BeforeEach
    void aPublishedSyncAndADiskOfTwoMebibytes(@TempDir Path temp) {
        disk = TinyDisk.mount(temp.resolve("disk"), 2);
        house = new House(GRAPH.graph(), disk.root(), connector);
        installation = house.install("scripted");
        connector.steps(hosts("h1", "h2"));
        assertThat(house.sync(installation).state()).isEqualTo(SyncState.SUCCEEDED);
    }

    @AfterEach
    void unmount() {
        if (house != null) {
            house.close();
            disk.close();
        }
    }

    private static void emitBig(Emitter emitter, int number) {
        emitter.emit(EntityInput.of(TestHost.TYPE, "big" + number)
                .set(TestHost.NAME, BIG_NAME)
                .build());
    }

    private List<String> hostKeys() {
        return house.query("MATCH (h:TestHost) RETURN h._key AS key ORDER BY key").stream()
                .map(row -> row.get("key").asString())
                .toList();
    }

    private void assertFailedForTheDiskAndChangedNothing(SyncReport report) throws Exception {
        assertThat(report.state()).isEqualTo(SyncState.FAILED);
        assertThat(report.reason())
                .contains(house.staging.toString(), "No space left on device", "--data-dir", "Nothing was published.")
                .doesNotContain("MVStore");
        assertThat(hostKeys()).containsExactly("h1", "h2");
        // Nor is the space kept
        try (Stream<Path> left = Files.list(house.staging)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    @DisplayName("I7, I10: a disk that is full while collecting fails the sync with what to do; with room it succeeds")
    void aFullDiskWhileCollecting() throws Exception {
        // Given a source that no longer has h2, and has more than the disk takes
        connector.steps(Step.named("hosts", "Collect hosts")
                .produces(TestHost.TYPE)
                .runs(context -> {
                    context.emit(host("h1"));
                    for (int i = 0; i < BIG_HOSTS; i++) {
                        emitBig(context, i);
                    }
                }));

        SyncReport report = house.sync(installation);

        assertFailedForTheDiskAndChangedNothing(report);
        assertThat(report.steps())
                .singleElement()
                .satisfies(step -> assertThat(step.reason())
                        .contains("No space left on device")
                        .doesNotContain("in the connector"));

        // When there is room, the same server brings the graph to what the source has
        disk.resize(500);
        SyncReport again = house.sync(installation);
        assertThat(again.state()).as(again.reason()).isEqualTo(SyncState.SUCCEEDED);
        assertThat(again.stats().entities().created()).isEqualTo(BIG_HOSTS);
        assertThat(again.stats().entities().deleted()).isEqualTo(1);
    }

    @Test
    @DisplayName("I7: a connector that swallows the failure does not turn what was lost into deletions")
    void aConnectorThatSwallowsTheFailure() throws Exception {
        connector.steps(Step.named("hosts", "Collect hosts")
                .produces(TestHost.TYPE)
                .runs(context -> {
                    for (int i = 0; i < BIG_HOSTS; i++) {
                        try {
                            emitBig(context, i);
                        } catch (RuntimeException e) {
                            // As some do.
                        }
                    }
                }));

        assertFailedForTheDiskAndChangedNothing(house.sync(installation));
    }

    @Test
    @DisplayName("I7, I10: a disk that is full while comparing fails the sync with what to do")
    void aFullDiskWhileComparing() throws Exception {
        // Given what is kept in memory, and more changes than are
        disk.resize(1);
        connector.steps(Step.named("hosts", "Collect hosts")
                .produces(TestHost.TYPE)
                .runs(context -> {
                    for (int i = 0; i < 60_000; i++) {
                        context.emit(host("new" + i));
                    }
                    disk.fill();
                }));

        SyncReport report = house.sync(installation);

        Files.delete(disk.root().resolve("filler"));
        assertFailedForTheDiskAndChangedNothing(report);
        connector.steps(hosts("h1"));
        assertThat(house.sync(installation).state()).isEqualTo(SyncState.SUCCEEDED);
    }

    @Test
    @DisplayName(
            "I9, I10: a disk that is full when a large change set is sealed fails the sync before any of it is published")
    void aFullDiskWhileSealing() throws Exception {
        // Given a limit that no change set fits into
        house.close();
        house = new House(GRAPH.graph(), disk.root(), new IngestLimits(1, 20_000, 10_000), connector);
        connector.steps(Step.named("hosts", "Collect hosts")
                .produces(TestHost.TYPE)
                .runs(context -> {
                    for (int i = 0; i < 2_000; i++) {
                        context.emit(host("new" + i));
                    }
                    disk.fill();
                }));

        SyncReport report = house.sync(installation);

        assertThat(report.state()).isEqualTo(SyncState.FAILED);
        assertThat(report.reason())
                .contains(
                        house.staging.toString(), "No space left on device", "Make room there; nothing was published.");
        assertThat(hostKeys()).containsExactly("h1", "h2");
        Files.delete(disk.root().resolve("filler"));
        connector.steps(hosts("h1"));
        assertThat(house.sync(installation).state()).isEqualTo(SyncState.SUCCEEDED);
        assertThat(hostKeys()).containsExactly("h1");
    }

    @Test
    void aStagingDirectoryThatCannotBeMadeIsNamed() throws Exception {
        Files.delete(house.staging);
        Files.createFile(house.staging);

        SyncReport report = house.sync(installation);

        assertThat(report.state()).isEqualTo(SyncState.FAILED);
        assertThat(report.reason()).contains(house.staging.toString(), "Nothing was published.");
    }
}
