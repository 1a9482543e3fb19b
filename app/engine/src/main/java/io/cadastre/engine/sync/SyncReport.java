package io.cadastre.engine.sync;

import io.cadastre.cypher.ingest.PlannedChange;
import io.cadastre.cypher.ingest.Published;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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
 * @param held what it did not delete without asking a person
 * @param planned of a plan, some of what it would change; else empty
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
        Progress progress,
        HeldReport held,
        List<PlannedChange> planned) {
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
        // Reports of earlier versions have none.
        held = Objects.requireNonNullElse(held, HeldReport.NONE);
        planned = List.copyOf(Objects.requireNonNullElse(planned, List.of()));
    }

    /** Why it ended as it did, where another start brought its publish to an end. */
    String goneOnWith() {
        String all = "The process ended while it published; the next start brought that to its end.";
        return reason.isEmpty() ? all : reason + " " + all;
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
                progress,
                held,
                planned);
    }

    /** All that was held has gone. */
    SyncReport approved(HeldReport.Decision decision) {
        return decided(held.decided(decision), stats.withHeldDeleted(), problems, graphVersion);
    }

    /** What came of publishing an approval. */
    SyncReport with(Published published) {
        List<Problem> all = new ArrayList<>(problems);
        if (published.foreignRelationships() > 0) {
            String detail = published.foreignRelationships()
                    + " relationships of other installations went with the entities that were approved to go.";
            List<String> examples = published.foreignSample().stream()
                    .map(foreign -> foreign.relationship())
                    .toList();
            all.add(new Problem("foreign-relationships", "", "", detail, published.foreignRelationships(), examples));
        }
        return decided(held, stats, all, published.graphVersion());
    }

    /** All that was held stays. */
    SyncReport rejected(HeldReport.Decision decision) {
        return decided(held.decided(decision), stats, problems, graphVersion);
    }

    private SyncReport decided(
            HeldReport decided, SyncStats newStats, List<Problem> newProblems, long newGraphVersion) {
        return new SyncReport(
                id,
                installation,
                installationName,
                mode,
                state,
                trigger,
                startedAt,
                finishedAt,
                steps,
                newStats,
                newProblems,
                pendingRelationships,
                pendingSample,
                newGraphVersion,
                decided.reason(),
                progress,
                decided,
                planned);
    }
}
