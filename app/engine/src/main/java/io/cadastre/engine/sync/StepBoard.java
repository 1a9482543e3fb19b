package io.cadastre.engine.sync;

import io.cadastre.engine.sync.StepReport.State;
import io.cadastre.spi.event.SyncEvent;
import io.cadastre.spi.step.Outcome;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where the steps of a sync stand: told by the runner, told on to listeners, read by reports. */
final class StepBoard implements StepGraphRunner.Observer {
    private static final Duration BETWEEN_PROGRESS = Duration.ofMillis(250);

    /** What takes nothing from what was seen. */
    private static final Set<String> HARMLESS =
            Set.of("foreign-relationships", "warning", "ambiguous-match", "match-value-too-long", "end-missing");

    private final String syncId;
    private final EventBus events;
    private final Clock clock;
    private final Map<String, Line> lines = new LinkedHashMap<>();
    private Instant lastProgress = Instant.EPOCH;

    StepBoard(String syncId, EventBus events, Clock clock) {
        this.syncId = syncId;
        this.events = events;
        this.clock = clock;
    }

    private static final class Line {
        private final StepRun run;
        private State state = State.WAITING;
        private @Nullable Outcome outcome;
        private @Nullable Instant startedAt;
        private Duration duration = Duration.ZERO;
        private long told;

        Line(StepRun run) {
            this.run = run;
        }

        long emitted() {
            return run.entities() + run.relationships();
        }
    }

    synchronized void show(List<StepRun> runs) {
        lines.clear();
        runs.forEach(run -> lines.put(run.step().id(), new Line(run)));
    }

    @Override
    public synchronized void started(StepRun run) {
        Line line = line(run);
        line.state = State.RUNNING;
        line.startedAt = clock.instant();
        events.publish(
                new SyncEvent.StepStarted(syncId, clock.instant(), run.step().id()));
    }

    @Override
    public synchronized void tick() {
        Instant now = clock.instant();
        if (Duration.between(lastProgress, now).compareTo(BETWEEN_PROGRESS) < 0) {
            return;
        }
        lastProgress = now;
        lines.values().stream()
                .filter(line -> line.state == State.RUNNING && line.emitted() > line.told)
                .forEach(line -> {
                    line.told = line.emitted();
                    events.publish(new SyncEvent.StepProgress(
                            syncId, now, line.run.step().id(), line.run.entities(), line.run.relationships()));
                });
    }

    @Override
    public synchronized void ended(StepRun run, Outcome outcome) {
        Line line = line(run);
        Instant now = clock.instant();
        line.state = State.DONE;
        line.outcome = run.conclude(outcome);
        line.duration = line.startedAt == null ? Duration.ZERO : Duration.between(line.startedAt, now);
        if (outcome instanceof Outcome.Failed(String error)) {
            events.publish(new SyncEvent.StepFailed(syncId, now, run.step().id(), error));
        } else {
            events.publish(new SyncEvent.StepCompleted(
                    syncId,
                    now,
                    run.step().id(),
                    run.entities(),
                    run.relationships(),
                    line.duration,
                    line.outcome.label()));
        }
    }

    @Override
    public synchronized void skipped(StepRun run, Outcome outcome) {
        Line line = line(run);
        line.state = State.SKIPPED;
        line.outcome = outcome;
        run.conclude(outcome);
        events.publish(
                new SyncEvent.StepFailed(syncId, clock.instant(), run.step().id(), outcome.reason()));
    }

    private Line line(StepRun run) {
        Line line = lines.get(run.step().id());
        if (line == null) {
            throw new IllegalStateException("Not on the board: " + run.step().id());
        }
        return line;
    }

    /** How the sync ended, so far as collecting decides. A step that is disabled on purpose spoils nothing. */
    synchronized SyncState verdict(List<Problem> problems) {
        List<Line> enabled = lines.values().stream()
                .filter(line -> line.run.step().disabled().isEmpty())
                .toList();
        // What was not seen whole is in the evidence; a warning alone takes nothing from it.
        boolean allComplete = problems.stream().allMatch(problem -> HARMLESS.contains(problem.code()));
        boolean noneDone = true;
        for (Line line : enabled) {
            noneDone &= line.outcome instanceof Outcome.Failed || line.outcome instanceof Outcome.Skipped;
            allComplete &= line.outcome instanceof Outcome.Complete || line.outcome instanceof Outcome.Unchanged;
        }
        if (noneDone && !enabled.isEmpty()) {
            return SyncState.FAILED;
        }
        return allComplete ? SyncState.SUCCEEDED : SyncState.PARTIAL;
    }

    /** Why the sync is not complete, for people; empty if it is. */
    synchronized String reason() {
        List<String> reasons = new ArrayList<>();
        lines.forEach((id, line) -> {
            Outcome outcome = line.outcome;
            if (outcome != null
                    && !outcome.reason().isEmpty()
                    && line.run.step().disabled().isEmpty()) {
                reasons.add(id + ": " + outcome.reason());
            }
        });
        return String.join(" ", reasons);
    }

    synchronized List<StepReport> reports() {
        return lines.values().stream().map(this::report).toList();
    }

    private StepReport report(Line line) {
        StepRun run = line.run;
        Outcome outcome = line.outcome;
        Duration duration = line.state == State.RUNNING && line.startedAt != null
                ? Duration.between(line.startedAt, clock.instant())
                : line.duration;
        return new StepReport(
                run.step().id(),
                run.step().description(),
                line.state,
                outcome == null ? "" : outcome.label(),
                outcome == null ? "" : outcome.reason(),
                run.entities(),
                run.relationships(),
                run.calls(),
                duration.toMillis(),
                line.state == State.WAITING ? waitsFor(run) : List.of(),
                run.done(),
                run.total());
    }

    private List<String> waitsFor(StepRun run) {
        return Stream.concat(run.step().dependsOn().stream(), run.step().after().stream())
                .distinct()
                .filter(id -> !lines.containsKey(id) || lines.get(id).outcome == null)
                .sorted()
                .toList();
    }
}
