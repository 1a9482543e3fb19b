package io.cadastre.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.cadastre.cypher.read.GraphStatistics;
import io.cadastre.engine.sync.SyncState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The very first start, and a second one on the same data. */
class RestartIT {
    @Test
    void aSecondStartContinuesFromTheData(@TempDir Path data) throws Exception {
        GraphStatistics before;
        String token;
        try (Cadastre first = Cadastre.start(RunningCadastre.config(data), progress -> {})) {
            token = first.newAdminToken().orElseThrow();
            assertThat(first.data().adminToken()).hasContent(token);
            assertThat(PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(first.data().adminToken())))
                    .isEqualTo("rw-------");
            assertThat(first.data().address()).hasContent(first.address().toString());
            assertThat(PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(first.data().address())))
                    .isEqualTo("rw-------");
            assertThat(first.awaitFirstSync().orElseThrow().state()).isIn(SyncState.SUCCEEDED, SyncState.PARTIAL);
            before = first.summaries().statistics();
            assertThat(before.byClass()).containsKeys("Host", "Process", "User");
            assertThat(first.installations().list())
                    .singleElement()
                    .satisfies(one -> assertThat(one.name()).isEqualTo("This machine"));
        }
        assertThat(DataDirectory.readAddress(data)).isEmpty();
        long stopping = System.nanoTime();
        try (Cadastre second = Cadastre.start(RunningCadastre.config(data), progress -> {})) {
            assertThat(second.newAdminToken()).isEmpty();
            assertThat(second.awaitFirstSync()).isEmpty();
            assertThat(second.data().adminToken()).hasContent(token);
            assertThat(second.installations().list()).hasSize(1);
            assertThat(second.summaries().statistics()).isEqualTo(before);
            stopping = System.nanoTime();
        }
        // The promise is three seconds; a machine that runs other tests gets more.
        assertThat(Duration.ofNanos(System.nanoTime() - stopping)).isLessThan(Duration.ofSeconds(10));
    }
}
