package io.cadastre.engine.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cadastre.cypher.TestGraph;
import io.cadastre.engine.House;
import io.cadastre.engine.ScriptedConnector;
import io.cadastre.engine.installation.NewInstallation;
import io.cadastre.engine.installation.Schedule;
import io.cadastre.engine.sync.SyncReport;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchedulerTest {
    @RegisterExtension
    static final TestGraph GRAPH = new TestGraph();

    private House house;
    private Scheduler scheduler;

    @BeforeEach
    void open(@TempDir Path directory) {
        house = new House(GRAPH.graph(), directory, new ScriptedConnector("scripted"));
        scheduler = new Scheduler(house.installations, house.syncs, house.clock, new Random(1));
    }

    @AfterEach
    void close() {
        scheduler.close();
        house.close();
    }

    private String install(Schedule schedule) throws Exception {
        return house.installations
                .create(new NewInstallation("Scheduled", "scripted", Map.of(), schedule))
                .id();
    }

    private List<SyncReport> tick() {
        scheduler.tick();
        Awaitility.await().until(() -> house.syncs.running().isEmpty());
        return house.syncs.list(null, null, null, 100).items();
    }

    @Test
    void anInstallationRunsWhenItsIntervalIsOver() throws Exception {
        String installation = install(Schedule.every(Duration.ofHours(1)));
        assertThat(house.installations.find(installation).orElseThrow().nextRunAt())
                .isEqualTo("2026-11-21T13:00:00Z");

        house.clock.advance(Duration.ofMinutes(59));
        assertThat(tick()).isEmpty();
        house.clock.advance(Duration.ofMinutes(1));
        assertThat(tick()).singleElement().satisfies(report -> {
            assertThat(report.trigger()).isEqualTo("schedule");
            assertThat(report.installation()).isEqualTo(installation);
        });

        // Then the next run is an hour later, moved by at most the jitter.
        Instant next = house.installations.find(installation).orElseThrow().nextRunAt();
        assertThat(next).isBetween("2026-11-21T14:00:00Z", "2026-11-21T14:00:30Z");
        assertThat(tick()).hasSize(1);
    }

    @Test
    void runsThatWereMissedAreMadeUpForOnce() throws Exception {
        install(Schedule.every(Duration.ofHours(1)));

        house.clock.advance(Duration.ofDays(3));

        assertThat(tick()).hasSize(1);
        assertThat(tick()).hasSize(1);
    }

    @Test
    void aDisabledScheduleNeverRuns() throws Exception {
        install(new Schedule("* * * * *", null, "UTC", false));

        house.clock.advance(Duration.ofDays(1));

        assertThat(tick()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "0 3 * * *, UTC, 2026-11-22T03:00:00Z",
        "0 3 * * *, Europe/Berlin, 2026-11-22T02:00:00Z",
        "*/15 * * * *, UTC, 2026-11-21T12:15:00Z",
    })
    void cronIsReadInItsTimeZone(String cron, String timezone, Instant next) {
        assertThat(new Schedule(cron, null, timezone, true).nextAfter(Instant.parse("2026-11-21T12:00:00Z")))
                .contains(next);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "61 * * * *, -, UTC, not a cron expression",
                "often, -, UTC, not a cron expression",
                "-, PT10S, UTC, at least a minute",
                "-, -, UTC, either",
                "0 3 * * *, PT1H, UTC, either",
                "0 3 * * *, -, Mars/Olympus, not a time zone",
            })
    void aScheduleThatCannotBeIsRefused(String cron, Duration every, String timezone, String message) {
        assertThatThrownBy(() -> new Schedule(cron, every, timezone, true))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
