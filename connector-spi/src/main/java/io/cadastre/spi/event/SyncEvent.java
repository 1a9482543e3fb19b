package io.cadastre.spi.event;

import java.time.Duration;
import java.time.Instant;

/** Something that happened in a sync. Counts are of entities and relationships, not of batches. */
public sealed interface SyncEvent {
    String syncId();

    Instant at();

    /**
     * The sync began.
     *
     * @param installation the installation's id
     */
    record SyncStarted(String syncId, Instant at, String installation) implements SyncEvent {}

    /**
     * A step began: everything it depends on is done.
     *
     * @param step the step's id
     */
    record StepStarted(String syncId, Instant at, String step) implements SyncEvent {}

    /**
     * A step got on; sent a few times a second at most.
     *
     * @param entities emitted so far by this step
     * @param relationships emitted so far by this step
     */
    record StepProgress(String syncId, Instant at, String step, long entities, long relationships)
            implements SyncEvent {}

    /**
     * A step ended by itself.
     *
     * @param outcome the worst of its outcomes, as reports show it
     */
    record StepCompleted(
            String syncId,
            Instant at,
            String step,
            long entities,
            long relationships,
            Duration duration,
            String outcome)
            implements SyncEvent {}

    /**
     * A step ended with an error, ran out of time, or was skipped because of another.
     *
     * @param reason for people
     */
    record StepFailed(String syncId, Instant at, String step, String reason) implements SyncEvent {}

    /** Collecting and comparing are over; the graph is about to be brought to the collected state. */
    record PublishStarted(String syncId, Instant at) implements SyncEvent {}

    /** The sync ended with complete evidence for all it declared. */
    record SyncCompleted(String syncId, Instant at) implements SyncEvent {}

    /** The sync was published, but deletions wait for a person. */
    record SyncHeld(String syncId, Instant at) implements SyncEvent {}

    /**
     * A person decided about the deletions that a sync held, and it is done.
     *
     * @param approved whether they were carried out; else everything stays
     */
    record SyncDecided(String syncId, Instant at, boolean approved) implements SyncEvent {}

    /** The sync was published, but something was not seen; what was there is kept. */
    record SyncPartial(String syncId, Instant at, String reason) implements SyncEvent {}

    /** Nothing was published. */
    record SyncFailed(String syncId, Instant at, String reason) implements SyncEvent {}

    /** Somebody cancelled the sync; nothing was published. */
    record SyncCancelled(String syncId, Instant at) implements SyncEvent {}
}
