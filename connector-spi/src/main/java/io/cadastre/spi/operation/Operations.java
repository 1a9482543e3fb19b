package io.cadastre.spi.operation;

import io.cadastre.spi.ConnectorException;

/**
 * Runs calls to the outside, each behind, in this order: metrics, tracing, circuit breaker, retry; and each of its
 * attempts behind: concurrency limit, rate limit, timeout. Safe for use by several threads.
 */
public interface Operations {
    /**
     * Makes a call, waiting for its limits, and again after errors that may pass.
     *
     * @throws ConnectorException what the last attempt ended with; it knows how many there were
     * @throws InterruptedException if the step's time is over or the sync was cancelled
     */
    <I, O> O execute(Operation<I, O> operation, I input) throws ConnectorException, InterruptedException;
}
