package io.cadastre.engine.sync;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All there is to know about a sync, while it runs and after.
 *
 * @param id sorts by time
 * @param installation the installation's id
 * @param installationName its name when the sync began
 * @param mode what it is for
 * @param state how far it is, or how it ended
 * @param trigger who started it, for people
 * @param startedAt when it began
 * @param finishedAt when it ended; null while it runs
 * @param steps in the order of the connector
 * @param stats what it changed
 * @param problems what went wrong
 * @param pendingRelationships how many relationships wait for an end that does not exist (I3)
 * @param pendingSample some of them, for people
 * @param graphVersion the installation's version of the graph after it
 * @param reason why it is not SUCCEEDED, for people; empty if it is
 * @param progress what has been collected
 */
public record SyncReport(
        String id,
        String installation,
        String installationName,
        SyncMode mode,
        SyncState state,
        String trigger,
        Instant startedAt,
        @Nullable Instant finishedAt,
        List<StepReport> steps,
        SyncStats stats,
        List<Problem> problems,
        long pendingRelationships,
        List<String> pendingSample,
        long graphVersion,
        String reason,
        Progress progress) {
    /**
     * What has been collected.
     *
     * @param entities emitted, the same one counted each time
     * @param relationships emitted, the same one counted each time
     */
    public record Progress(long entities, long relationships) {}

    public SyncReport {
        steps = List.copyOf(steps);
        problems = List.copyOf(problems);
        pendingSample = List.copyOf(pendingSample);
    }

    SyncReport ended(SyncState endState, Instant at, String why) {
        return new SyncReport(
                id,
                installation,
                installationName,
                mode,
                endState,
                trigger,
                startedAt,
                at,
                steps,
                stats,
                problems,
                pendingRelationships,
                pendingSample,
                graphVersion,
                why,
                progress);
    }
}
