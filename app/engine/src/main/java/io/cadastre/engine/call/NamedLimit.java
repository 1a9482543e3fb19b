package io.cadastre.engine.call;

import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.operation.Limit;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The use of one limit by everybody who shares it. The figures come with each caller: where two installations set the
 * same limit differently, each keeps to its own, and all calls count for both.
 *
 * <p>A rate holds strictly, in every window of its length: the N-th call before a call was made at least a whole window
 * earlier. A bucket that fills would let through twice as many around the edge of a window.
 */
final class NamedLimit {
    /** Windows with more calls than that are cut into parts, so that few moments must be remembered. */
    private static final long MOST_MOMENTS = 1_000;

    private final Time time;

    private final ReentrantLock use = new ReentrantLock();
    private final Condition freed = use.newCondition();
    private int inUse;

    /** Held by who is next, also while it sleeps: the others wait behind in the order they came, and leave no trace. */
    private final ReentrantLock turn = new ReentrantLock(true);

    private final Map<Limit.Rate, ArrayDeque<Long>> moments = new HashMap<>();

    NamedLimit(Time time) {
        this.time = time;
    }

    /** Waits until fewer than so many calls are under way. */
    void enter(int concurrent) throws InterruptedException {
        use.lockInterruptibly();
        try {
            while (inUse >= concurrent) {
                freed.await();
            }
            inUse++;
        } finally {
            use.unlock();
        }
    }

    void leave() {
        use.lock();
        try {
            inUse--;
            // All: those who wait may have different figures.
            freed.signalAll();
        } finally {
            use.unlock();
        }
    }

    /** Waits until the rate allows a call and the source does not ask for a pause, and counts it. */
    void await(Limit.Rate rate, Throttle throttle, Duration longestPause, String label)
            throws ConnectorException.RateLimited, InterruptedException {
        Limit.Rate parts = inParts(rate);
        turn.lockInterruptibly();
        try {
            ArrayDeque<Long> window = moments.computeIfAbsent(parts, absent -> new ArrayDeque<>());
            while (true) {
                long pause = throttle.waitNanos();
                long wait = window.size() < parts.calls()
                        ? 0
                        : window.getFirst() + parts.per().toNanos() - time.nanos();
                if (pause > 0) {
                    time.sleep(Throttle.affordable(pause, longestPause, label));
                } else if (wait > 0) {
                    time.sleep(Duration.ofNanos(wait));
                } else {
                    break;
                }
            }
            long now = time.nanos();
            moments.forEach((each, last) -> {
                last.addLast(now);
                if (last.size() > each.calls()) {
                    last.removeFirst();
                }
            });
        } finally {
            turn.unlock();
        }
    }

    /** A rate that allows no more, with few enough calls to remember each. */
    private static Limit.Rate inParts(Limit.Rate rate) {
        long parts = Math.ceilDiv(rate.calls(), MOST_MOMENTS);
        return parts == 1
                ? rate
                : new Limit.Rate(
                        rate.calls() / parts, rate.per().dividedBy(parts).plusNanos(1));
    }
}
