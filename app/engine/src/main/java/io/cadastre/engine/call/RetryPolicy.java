package io.cadastre.engine.call;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How often and how late a call is tried again. Delays grow by the factor two and are random in their whole range
 * ("full jitter"): callers that failed together do not come back together.
 *
 * @param attempts how many in all; at least 1
 * @param firstDelay the longest delay after the first attempt
 * @param longestDelay where delays stop growing
 * @param longestWait how long one call may wait in all, for a source that says when to come back as well
 */
public record RetryPolicy(int attempts, Duration firstDelay, Duration longestDelay, Duration longestWait) {
    public static final RetryPolicy DEFAULT =
            new RetryPolicy(5, Duration.ofSeconds(1), Duration.ofSeconds(30), Duration.ofMinutes(5));

    public RetryPolicy {
        if (attempts < 1) {
            throw new IllegalArgumentException("A call is made at least once, not " + attempts + " times.");
        }
    }

    /** How long to wait after that many attempts. */
    Duration delay(int attemptsSoFar, RandomGenerator random) {
        Duration grown = firstDelay.multipliedBy(1L << Math.min(attemptsSoFar - 1, 20));
        return Duration.ofNanos((long) (Durations.shorter(grown, longestDelay).toNanos() * random.nextDouble()));
    }
}
