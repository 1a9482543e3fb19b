package io.cadastre.engine.sync;

import java.util.List;

/**
 * A step of a sync.
 *
 * @param id the step's id
 * @param description for people
 * @param state how far it is
 * @param outcome the worst of its outcomes, as in {@link io.cadastre.spi.step.Outcome#label}; empty until it ends
 * @param reason why it is not complete, for people; empty if it is
 * @param entities emitted by it
 * @param relationships emitted by it
 * @param calls to the source, as far as the step counts them
 * @param durationMs milliseconds it ran
 * @param waitsFor the steps it waits for
 * @param done how far it says it is; 0 if it does not say
 * @param total of how much; 0 if it does not say
 */
public record StepReport(
        String id,
        String description,
        State state,
        String outcome,
        String reason,
        long entities,
        long relationships,
        long calls,
        long durationMs,
        List<String> waitsFor,
        long done,
        long total) {
    /** How far a step is. */
    public enum State {
        WAITING,
        RUNNING,
        DONE,
        SKIPPED
    }

    public StepReport {
        waitsFor = List.copyOf(waitsFor);
    }
}
