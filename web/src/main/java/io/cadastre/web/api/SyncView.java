package io.cadastre.web.api;

import io.cadastre.cypher.ingest.PlannedChange;
import io.cadastre.engine.sync.StepReport;
import io.cadastre.engine.sync.SyncReport;
import io.cadastre.engine.sync.SyncStats;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A sync as the API shows it.
 *
 * @param supersededBy the newer sync whose list of held deletions counts instead of this one's; null if there is none
 * @param planned of a plan, some of what it would change
 */
record SyncView(
        String id,
        String installation,
        String installationName,
        String mode,
        String state,
        @Nullable String reason,
        String trigger,
        Instant startedAt,
        @Nullable Instant finishedAt,
        SyncReport.Progress progress,
        List<StepView> steps,
        SyncStats stats,
        List<ProblemView> problems,
        long pendingRelationships,
        List<String> pendingSample,
        long graphVersion,
        List<HeldApi.CountView> held,
        HeldApi.@Nullable DecisionView heldDecision,
        @Nullable String supersededBy,
        List<PlannedView> planned) {
    static SyncView of(SyncReport sync, Optional<String> supersededBy) {
        return new SyncView(
                sync.id(),
                sync.installation(),
                sync.installationName(),
                sync.mode().name().toLowerCase(Locale.ROOT),
                sync.state().name(),
                presence(sync.reason()),
                sync.trigger(),
                sync.startedAt(),
                sync.finishedAt(),
                sync.progress(),
                sync.steps().stream().map(StepView::of).toList(),
                sync.stats(),
                sync.problems().stream().map(ProblemView::of).toList(),
                sync.pendingRelationships(),
                sync.pendingSample(),
                sync.graphVersion(),
                HeldApi.CountView.of(sync.held()),
                HeldApi.DecisionView.of(sync.held()),
                supersededBy.orElse(null),
                sync.planned().stream().map(PlannedView::of).toList());
    }

    /** A change that a full sync would make. */
    record PlannedView(String operation, String kind, String id, String type, String name, List<String> fields) {
        static PlannedView of(PlannedChange change) {
            return new PlannedView(
                    change.operation().name().toLowerCase(Locale.ROOT),
                    change.kind().name().toLowerCase(Locale.ROOT),
                    change.id(),
                    change.type(),
                    change.name(),
                    change.fields());
        }
    }

    /** A step; what is not known yet is null. */
    record StepView(
            String id,
            String description,
            String state,
            @Nullable String outcome,
            @Nullable String reason,
            long entities,
            long relationships,
            long calls,
            @Nullable Long durationMs,
            List<String> waitsFor,
            long done,
            long total) {
        static StepView of(StepReport step) {
            return new StepView(
                    step.id(),
                    step.description(),
                    step.state().name(),
                    presence(step.outcome()),
                    presence(step.reason()),
                    step.entities(),
                    step.relationships(),
                    step.calls(),
                    step.state() == StepReport.State.WAITING ? null : step.durationMs(),
                    step.waitsFor(),
                    step.done(),
                    step.total());
        }
    }

    record ProblemView(
            String code,
            @Nullable String step,
            @Nullable String type,
            String detail,
            long count,
            List<String> examples) {
        static ProblemView of(io.cadastre.engine.sync.Problem problem) {
            return new ProblemView(
                    problem.code(),
                    presence(problem.step()),
                    presence(problem.type()),
                    problem.detail(),
                    problem.count(),
                    problem.examples());
        }
    }

    private static @Nullable String presence(String text) {
        return text.isEmpty() ? null : text;
    }
}
