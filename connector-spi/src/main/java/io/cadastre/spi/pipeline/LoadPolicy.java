package io.cadastre.spi.pipeline;

import java.time.Duration;

/**
 * How a loader is run. Immutable; each method gives a changed copy.
 *
 * @param errors what becomes of the step when it fails for one entity
 * @param absentIfNotFound whether "not found" means that there is nothing, rather than that something went wrong
 * @param freshFor how long what it loaded is good: a sync within that time does not run it again
 * @param strategy when it runs
 * @param concurrency for how many entities at once, below the limits of its operations
 */
public record LoadPolicy(
        ErrorPolicy errors, boolean absentIfNotFound, Duration freshFor, Strategy strategy, int concurrency) {
    /** What a loader has if it does not say otherwise. */
    public static final LoadPolicy DEFAULT =
            new LoadPolicy(ErrorPolicy.SKIP_ENTITY, false, Duration.ZERO, Strategy.AUTOLOAD, 16);

    public LoadPolicy {
        if (concurrency < 1) {
            throw new IllegalArgumentException("A loader runs for at least one entity at once.");
        }
    }

    public LoadPolicy onError(ErrorPolicy value) {
        return new LoadPolicy(value, absentIfNotFound, freshFor, strategy, concurrency);
    }

    public LoadPolicy treatingNotFoundAsAbsent() {
        return new LoadPolicy(errors, true, freshFor, strategy, concurrency);
    }

    public LoadPolicy freshFor(Duration value) {
        return new LoadPolicy(errors, absentIfNotFound, value, strategy, concurrency);
    }

    public LoadPolicy manual() {
        return new LoadPolicy(errors, absentIfNotFound, freshFor, Strategy.MANUAL, concurrency);
    }

    public LoadPolicy concurrency(int value) {
        return new LoadPolicy(errors, absentIfNotFound, freshFor, strategy, value);
    }
}
