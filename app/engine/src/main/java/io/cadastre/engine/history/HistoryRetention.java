package io.cadastre.engine.history;

import io.cadastre.cypher.history.ChangeRetention;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAmount;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Forgets, every hour, records of changes that are older than they have to be kept. Several processes on one database
 * may all do so: what one has deleted, the others do not find.
 */
public final class HistoryRetention implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HistoryRetention.class);

    /** Not at once: a start has better things to do. */
    private static final Duration FIRST = Duration.ofMinutes(1);

    private static final Duration EVERY = Duration.ofHours(1);

    private final ChangeRetention changes;
    private final TemporalAmount keep;
    private final Clock clock;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("history-retention").factory());

    /**
     * Makes the job; nothing runs yet.
     *
     * @param keep how long changes are remembered: a {@link Duration}, or a {@link java.time.Period} in UTC
     */
    public HistoryRetention(ChangeRetention changes, TemporalAmount keep, Clock clock) {
        this.changes = changes;
        this.keep = keep;
        this.clock = clock;
    }

    /** Runs for the first time in a minute, then every hour. */
    public void start() {
        Future<?> _ = timer.scheduleWithFixedDelay(
                this::runSafely, FIRST.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    // A database that is away for a while must not end it for good.
    private void runSafely() {
        try {
            run();
        } catch (RuntimeException e) {
            LOG.warn("Old changes could not be forgotten; the next try is in {}.", EVERY, e);
        }
    }

    /** Forgets now; gives how many records were deleted. */
    long run() {
        Instant before = clock.instant().atZone(ZoneOffset.UTC).minus(keep).toInstant();
        long forgotten = changes.forgetBefore(before);
        if (forgotten > 0) {
            LOG.info("Forgot {} records of changes from before {}; they are kept for {}.", forgotten, before, keep);
        }
        return forgotten;
    }

    /** Ends; what a run has deleted so far stays deleted. */
    @Override
    public void close() {
        timer.shutdownNow();
    }
}
