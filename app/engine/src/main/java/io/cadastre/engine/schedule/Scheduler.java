package io.cadastre.engine.schedule;

import io.cadastre.engine.installation.InstallationRecord;
import io.cadastre.engine.installation.Installations;
import io.cadastre.engine.installation.Schedule;
import io.cadastre.engine.installation.UnknownInstallationException;
import io.cadastre.engine.sync.PushExpectedException;
import io.cadastre.engine.sync.SyncMode;
import io.cadastre.engine.sync.SyncRunningException;
import io.cadastre.engine.sync.SyncService;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs installations by their schedules. When one runs next is kept with it, so runs that were missed while no process
 * ran are made up for once at the next start.
 */
public final class Scheduler implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Scheduler.class);
    private static final Duration TICK = Duration.ofSeconds(5);

    private final Installations installations;
    private final SyncService syncs;
    private final Clock clock;
    private final RandomGenerator random;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("scheduler").factory());

    public Scheduler(Installations installations, SyncService syncs, Clock clock, RandomGenerator random) {
        this.installations = installations;
        this.syncs = syncs;
        this.clock = clock;
        this.random = random;
    }

    /** Looks now and then what is due. */
    public void start() {
        Future<?> _ = timer.scheduleWithFixedDelay(this::tickSafely, 0, TICK.toMillis(), TimeUnit.MILLISECONDS);
    }

    // A database that is away for a while must not end the schedule for good.
    private void tickSafely() {
        try {
            tick();
        } catch (RuntimeException e) {
            LOG.warn("Schedules could not be looked at; the next look is in {}.", TICK, e);
        }
    }

    /** Starts what is due, each installation once, however many of its runs were missed. */
    void tick() {
        Instant now = clock.instant();
        for (InstallationRecord installation : installations.list()) {
            Instant due = installation.nextRunAt();
            if (due != null && !due.isAfter(now)) {
                run(installation);
                installations.scheduleNext(installation.id(), next(installation, now));
            }
        }
    }

    private void run(InstallationRecord installation) {
        try {
            syncs.start(installation.id(), SyncMode.FULL, "schedule");
        } catch (SyncRunningException e) {
            LOG.info("'{}' is being synced already; its schedule waits for the next time.", installation.name());
        } catch (UnknownInstallationException e) {
            LOG.info("'{}' was removed meanwhile.", installation.name());
        } catch (PushExpectedException e) {
            LOG.warn("A schedule cannot be kept. {}", e.getMessage());
        }
    }

    private @Nullable Instant next(InstallationRecord installation, Instant now) {
        return Optional.ofNullable(installation.schedule())
                .flatMap(schedule -> schedule.nextAfter(now).map(time -> time.plus(jitter(schedule))))
                .orElse(null);
    }

    private Duration jitter(Schedule schedule) {
        return Duration.ofMillis(random.nextLong(schedule.jitter().toMillis() + 1));
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
