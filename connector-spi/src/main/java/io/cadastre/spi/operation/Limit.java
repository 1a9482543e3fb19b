package io.cadastre.spi.operation;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How much a source lets itself be asked. Shared under its name by everything that uses the same connector with the
 * same credential, also by different installations.
 *
 * @param name unique within the connector
 * @param concurrent how many calls at once; 0 for any number
 * @param rate how many calls in a time; null for any number
 */
public record Limit(String name, int concurrent, @Nullable Rate rate) {
    /**
     * A number of calls in a time.
     *
     * @param calls how many; at least 1
     * @param per in what time
     */
    public record Rate(long calls, Duration per) {
        public Rate {
            if (calls < 1 || per.isNegative() || per.isZero()) {
                throw new IllegalArgumentException("A rate is at least one call in a positive time, not " + calls
                        + " in " + per + ". For one call in 5 seconds say rate(name, 1, Duration.ofSeconds(5)).");
            }
        }
    }

    public Limit {
        if (concurrent < 0) {
            throw new IllegalArgumentException("The limit '" + name + "' allows " + concurrent + " calls at once.");
        }
    }

    /** At most so many calls at once. */
    public static Limit concurrent(String name, int calls) {
        return new Limit(name, calls, null);
    }

    /** At most so many calls in a time. */
    public static Limit rate(String name, long calls, Duration per) {
        return new Limit(name, 0, new Rate(calls, per));
    }

    public static Limit perSecond(String name, long calls) {
        return rate(name, calls, Duration.ofSeconds(1));
    }

    public static Limit perMinute(String name, long calls) {
        return rate(name, calls, Duration.ofMinutes(1));
    }

    public static Limit perHour(String name, long calls) {
        return rate(name, calls, Duration.ofHours(1));
    }

    /** The same limit, also with at most so many calls at once. */
    public Limit andConcurrent(int calls) {
        return new Limit(name, calls, rate);
    }
}
