package io.cadastre.engine.call;

import io.cadastre.spi.operation.Limit;
import java.time.Duration;
import java.util.List;

/**
 * A call to the outside as the chain runs it.
 *
 * @param operation for metrics and messages; holds no secret
 * @param host whom it asks; empty if only the work knows
 * @param limits what it counts against
 * @param timeout how long one attempt may take
 * @param idempotent whether it may be tried again after it perhaps arrived
 * @param work makes one attempt
 * @param <O> what it answers
 */
record Call<O>(String operation, String host, List<Limit> limits, Duration timeout, boolean idempotent, Work<O> work) {
    /**
     * Makes one attempt.
     *
     * @param <O> what it answers
     */
    @FunctionalInterface
    interface Work<O> {
        O run(Attempt attempt) throws Exception;
    }

    /** How messages name it. */
    String label() {
        return host.isEmpty() ? "'" + operation + "'" : "'" + operation + "' at " + host;
    }
}
