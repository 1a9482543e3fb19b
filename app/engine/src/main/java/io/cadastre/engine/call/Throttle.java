package io.cadastre.engine.call;

import io.cadastre.spi.ConnectorException;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What a source asked of everybody who shares an identity: to pause until some moment, or to come seldom until then.
 * Whoever calls passes here first. Callers pass one after the other, in the order they came.
 */
final class Throttle {
    /** Longer than that nobody means it: a clock is wrong. */
    private static final Duration LONGEST = Duration.ofDays(1);

    private final Time time;
    private final ReentrantLock turn = new ReentrantLock(true);
    // The rest is guarded by this object's monitor, which nobody holds while sleeping.
    private long pausedUntil;
    private long pacedUntil;
    private long spacing;
    private long lastPassed;

    Throttle(Time time) {
        this.time = time;
        long now = time.nanos();
        pausedUntil = now;
        pacedUntil = now;
        lastPassed = now;
    }

    /** Nobody calls for so long. */
    synchronized void pause(Duration wait) {
        long until = time.nanos() + Durations.shorter(wait, LONGEST).toNanos();
        if (until - pausedUntil > 0) {
            pausedUntil = until;
        }
    }

    /** Follows what the source says is left. */
    void follow(RateBudget budget) {
        if (budget.usedUp()) {
            pause(budget.reset());
        } else if (budget.scarce()) {
            pace(budget);
        }
    }

    private synchronized void pace(RateBudget budget) {
        long reset = Durations.shorter(budget.reset(), LONGEST).toNanos();
        long now = time.nanos();
        spacing = reset / budget.remaining();
        pacedUntil = now + reset;
        lastPassed = now;
    }

    /** How long to wait now; nothing or less if the way is free. */
    synchronized long waitNanos() {
        long now = time.nanos();
        long wait = pausedUntil - now;
        if (pacedUntil - now > 0) {
            wait = Math.max(wait, Math.min(lastPassed + spacing, pacedUntil) - now);
        }
        return wait;
    }

    /**
     * Waits until the source may be asked.
     *
     * @param longest what is longer than that is not waited for
     */
    void await(Duration longest, String label) throws ConnectorException.RateLimited, InterruptedException {
        turn.lockInterruptibly();
        try {
            for (long wait = waitNanos(); wait > 0; wait = waitNanos()) {
                time.sleep(affordable(wait, longest, label));
            }
            synchronized (this) {
                lastPassed = time.nanos();
            }
        } finally {
            turn.unlock();
        }
    }

    /** The wait, unless it is too long. */
    static Duration affordable(long waitNanos, Duration longest, String label) throws ConnectorException.RateLimited {
        Duration wait = Duration.ofNanos(waitNanos);
        if (wait.compareTo(longest) > 0) {
            throw new ConnectorException.RateLimited(
                    label + " may not be asked for another " + Durations.words(wait)
                            + ", as the source said. That is longer than the " + Durations.words(longest)
                            + " that a call waits; sync again after that time.",
                    wait);
        }
        return wait;
    }
}
