package io.cadastre.engine.schedule;

import io.cadastre.cypher.lease.Acquisition;
import io.cadastre.cypher.lease.Lease;
import io.cadastre.engine.installation.InstallationRecord;
import io.cadastre.engine.installation.Installations;
import io.cadastre.engine.installation.Schedule;
import io.cadastre.engine.installation.UnknownInstallationException;
import io.cadastre.engine.lease.HeldLeases;
import io.cadastre.engine.lease.LeaseWatch;
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
 *
 * <p>Of several processes that share a database, one decides: whoever has the lease. It is kept for as long as the process
 * lives. Should one that was held up decide as well, each run is still decided once, since whoever decides first moves
 * on when it runs next.
 */
public final class Scheduler implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Scheduler.class);
    private static final Duration TICK = Duration.ofSeconds(5);
    private static final String LEASE = "scheduler";

    /** Once a minute. */
    private static final int TICKS_PER_LOOK_FOR_ABANDONED_SYNCS = 12;

    private final Installations installations;
    private final SyncService syncs;
    private final HeldLeases leases;
    private final Clock clock;
    private final RandomGenerator random;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("scheduler").factory());
    private volatile @Nullable Lease lease;
    private int ticks;

    /**
     * A scheduler that is not started.
     *
     * @param clock the same for all processes that share the database, and for what writes down when schedules begin
     */
    public Scheduler(
            Installations installations, SyncService syncs, HeldLeases leases, Clock clock, RandomGenerator random) {
        this.installations = installations;
        this.syncs = syncs;
        this.leases = leases;
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

    /**
     * Starts what is due, each installation once, however many of its runs were missed, if this is the process that
     * decides.
     */
    void tick() {
        if (!decides()) {
            return;
        }
        if (ticks++ % TICKS_PER_LOOK_FOR_ABANDONED_SYNCS == 0) {
            syncs.endAbandoned();
        }
        Instant now = clock.instant();
        for (InstallationRecord installation : installations.list()) {
            Instant due = installation.nextRunAt();
            if (due != null && !due.isAfter(now)) {
                decide(installation, due, next(installation, now));
            }
        }
    }

    private boolean decides() {
        if (lease != null) {
            return true;
        }
        return switch (leases.acquire(LEASE, "schedules")) {
            case Acquisition.Held _ -> false;
            case Acquisition.Taken(Lease taken) -> {
                lease = taken;
                leases.watch(taken, new LeaseWatch() {
                    @Override
                    public void lost() {
                        lease = null;
                    }
                });
                yield true;
            }
        };
    }

    /** First says that it is decided, then acts: a process that ends between leaves out a run, and none runs twice. */
    private void decide(InstallationRecord installation, Instant due, @Nullable Instant next) {
        if (!installations.scheduleNext(installation.id(), due, next)) {
            return;
        }
        try {
            run(installation);
        } catch (RuntimeException e) {
            // It could not even be tried, so it is still due.
            installations.scheduleNext(installation.id(), next, due);
            throw e;
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

    /** Decides no more; another process may at once. */
    @Override
    public void close() {
        timer.shutdownNow();
        Lease held = lease;
        if (held != null) {
            leases.release(held);
        }
    }
}
