package io.cadastre.spi.step;

/** The work of a step. */
@FunctionalInterface
public interface StepBody {
    /**
     * Collects and emits. Called at most once per sync, on a virtual thread, after everything the step depends on is
     * done. Returning says that everything was seen, unless the context was told otherwise: the host then takes every
     * declared output for complete. Interrupted when the step's time is over or the sync is cancelled.
     *
     * @throws Exception ends the step as FAILED, or as DENIED for
     *     {@link io.cadastre.spi.ConnectorException.Permission}; what it emitted is kept, nothing is deleted
     */
    void run(StepContext context) throws Exception;
}
