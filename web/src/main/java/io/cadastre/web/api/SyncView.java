package io.cadastre.web.api;

import io.cadastre.engine.sync.StepReport;
import io.cadastre.engine.sync.SyncReport;
import io.cadastre.engine.sync.SyncStats;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A sync as the API shows it. */
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
        HeldApi.@Nullable DecisionView heldDecision) {
    static SyncView of(SyncReport sync) {
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
                HeldApi.DecisionView.of(sync.held()));
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
