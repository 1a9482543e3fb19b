package io.cadastre.engine.call;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One attempt of a call, and what the work notes about it beside its error. Written by the worker, read after its end. */
final class Attempt {
    private final String callId;
    private final String spanId;
    private volatile boolean unreached;
    private volatile boolean renewed;
    private volatile @Nullable Duration retryAfter;
    private volatile @Nullable RateBudget budget;

    Attempt(String callId, String spanId) {
        this.callId = callId;
        this.spanId = spanId;
    }

    /** The same for all attempts of a call: 32 hex digits. */
    String callId() {
        return callId;
    }

    /** Its own: 16 hex digits. */
    String spanId() {
        return spanId;
    }

    /** The request certainly did not arrive. */
    void noteUnreached() {
        unreached = true;
    }

    boolean unreached() {
        return unreached;
    }

    /** The credential was refused, but there will be another one. */
    void noteRenewed() {
        renewed = true;
    }

    boolean renewed() {
        return renewed;
    }

    /** The source said when to come back. */
    void noteRetryAfter(Duration wait) {
        retryAfter = wait;
    }

    Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /** The source said how much it still lets itself be asked. */
    void noteBudget(RateBudget left) {
        budget = left;
    }

    Optional<RateBudget> budget() {
        return Optional.ofNullable(budget);
    }
}
