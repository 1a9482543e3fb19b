package io.cadastre.engine.call;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * How much a source still lets itself be asked, in its own words.
 *
 * @param limit how many calls in its window; empty if it does not say
 * @param remaining how many are left
 * @param reset when the next window begins
 */
record RateBudget(OptionalLong limit, long remaining, Duration reset) {
    private static final long FEW = 5;

    boolean usedUp() {
        return remaining <= 0;
    }

    /** Whether so little is left that the callers should spread it over the time. */
    boolean scarce() {
        return limit.isPresent() ? remaining * 10 <= limit.getAsLong() : remaining <= FEW;
    }
}
