package io.cadastre.engine.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cadastre.cypher.DatabaseClock;
import io.cadastre.cypher.TestGraph;
import io.cadastre.engine.House;
import io.cadastre.engine.RandomIds;
import io.cadastre.engine.ScriptedConnector;
import io.cadastre.engine.connector.ConnectorCatalogue;
import io.cadastre.engine.installation.Installations;
import io.cadastre.engine.installation.NewInstallation;
import io.cadastre.engine.installation.Schedule;
import io.cadastre.engine.sync.SyncReport;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchedulerTest {
    @RegisterExtension
    static final TestGraph GRAPH = new TestGraph();

    @TempDir
    private Path directory;

    private House house;
    private Scheduler scheduler;

    @BeforeEach
    void open() {
        house = new House(GRAPH.graph(), directory, new ScriptedConnector("scripted"));
        scheduler = new Scheduler(house.installations, house.syncs, house.leases, house.clock, new Random(1));
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

    /** The scheduler of another process that shares the database, by a clock that both agree on. */
    private Scheduler another(House other) {
        return new Scheduler(other.installations, other.syncs, other.leases, house.clock, new Random(2));
    }

    private House process(String holder) {
        return new House(holder, GRAPH.graph(), directory.resolve(holder), new ScriptedConnector("scripted"));
    }

    private void awaitIdle(House other) {
        Awaitility.await()
                .until(() ->
                        house.syncs.running().isEmpty() && other.syncs.running().isEmpty());
    }

    @Test
    @DisplayName("P18: of several processes one decides over schedules, and another once that one is gone")
    void oneProcessDecides() throws Exception {
        install(Schedule.every(Duration.ofHours(1)));
        try (House other = process("other");
                Scheduler standby = another(other)) {
            scheduler.tick();
            house.clock.advance(Duration.ofHours(1));
            standby.tick();
            assertThat(house.syncs.list(null, null, null, 100).items()).isEmpty();

            // The first is not heard of for too long; the second takes over, and the first hears of it.
            house.leasesExpire();
            standby.tick();
            awaitIdle(other);
            assertThat(tick()).hasSize(1);
            house.leases.renew();
            house.clock.advance(Duration.ofHours(2));
            assertThat(tick()).hasSize(1);

            // One that stops hands over at once.
            standby.close();
            assertThat(tick()).hasSize(2);
        }
    }

    @Test
    @DisplayName(
            "P18: a run is decided once, even by two schedulers that both take themselves for the one that decides")
    void aRunIsDecidedOnce() throws Exception {
        install(Schedule.every(Duration.ofHours(1)));
        try (House other = process("other");
                Scheduler next = another(other)) {
            // Given one that was held up, and does not know yet that another has taken over
            scheduler.tick();
            house.leasesExpire();
            next.tick();
            house.clock.advance(Duration.ofHours(1));

            // When both look at what is due at once
            try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
                Future<?> one = threads.submit(scheduler::tick);
                Future<?> two = threads.submit(next::tick);
                one.get(60, TimeUnit.SECONDS);
                two.get(60, TimeUnit.SECONDS);
            }
            awaitIdle(other);

            // Then it ran once
            assertThat(tick()).hasSize(1);
        }
    }

    @Test
    @DisplayName(
            "P18: the clock of the database decides what is due: one of a process that jumps runs nothing early or twice")
    void clocksMayJump() throws Exception {
        Clock database = new DatabaseClock(GRAPH.graph());
        Installations installations = new Installations(
                house.documents,
                ConnectorCatalogue.of(new ScriptedConnector("scripted")),
                house.vault,
                database,
                new RandomIds(new Random(3)));
        String installation = installations
                .create(new NewInstallation("Scheduled", "scripted", Map.of(), Schedule.every(Duration.ofHours(1))))
                .id();
        Instant due = installations.find(installation).orElseThrow().nextRunAt();
        assertThat(due).isAfter(database.instant());
        try (Scheduler byDatabase = new Scheduler(installations, house.syncs, house.leases, database, new Random(1))) {
            house.clock.advance(Duration.ofDays(1));
            byDatabase.tick();
            assertThat(house.syncs.list(null, null, null, 100).items()).isEmpty();

            assertThat(installations.scheduleNext(installation, due, database.instant()))
                    .isTrue();
            byDatabase.tick();
            awaitIdle(house);
            house.clock.advance(Duration.ofDays(-2));
            byDatabase.tick();
            awaitIdle(house);

            assertThat(house.syncs.list(null, null, null, 100).items()).hasSize(1);
            assertThat(installations.find(installation).orElseThrow().nextRunAt())
                    .isAfter(database.instant().plus(Duration.ofMinutes(59)));
        }
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
