package io.cadastre.engine.sync;

import io.cadastre.spi.step.Outcome;
import io.cadastre.spi.step.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Runs steps on virtual threads, each as soon as its own dependencies are done, not in waves. One thread decides; steps
 * report to it. A step that fails, hangs or dies stops nothing but what depends on it (I5, I6).
 *
 * <p>Used for one sync.
 */
final class StepGraphRunner {
    private static final Duration TICK = Duration.ofMillis(100);

    private final Map<String, StepRun> waiting = new LinkedHashMap<>();
    private final Map<String, Running> running = new LinkedHashMap<>();
    private final Map<String, Outcome> ended = new HashMap<>();
    private final BlockingQueue<Report> reports = new LinkedBlockingQueue<>();
    private final Observer observer;
    private volatile boolean cancelled;

    /** Hears what happens, on the thread that decides. */
    interface Observer {
        void started(StepRun run);

        /** A few times a second while steps run. */
        void tick();

        void ended(StepRun run, Outcome outcome);

        /** The step did not run. */
        void skipped(StepRun run, Outcome outcome);
    }

    private record Running(StepRun run, Thread thread, long deadlineNanos) {}

    private record Report(String step, Outcome outcome) {}

    StepGraphRunner(List<StepRun> runs, Observer observer) {
        runs.forEach(run -> waiting.put(run.step().id(), run));
        this.observer = observer;
    }

    /** Asks what runs to stop, and starts nothing more. By any thread. */
    void cancel() {
        cancelled = true;
    }

    /** Runs all steps to their ends. */
    void run() throws InterruptedException {
        try {
            startReady();
            while (!running.isEmpty()) {
                Report report = reports.poll(TICK.toNanos(), TimeUnit.NANOSECONDS);
                if (report != null) {
                    end(report.step(), report.outcome());
                }
                giveUpLate();
                startReady();
                observer.tick();
            }
        } finally {
            // Only if this thread itself was interrupted is there anything left.
            List.copyOf(running.keySet()).forEach(step -> giveUp(step, "The sync ended."));
        }
    }

    /** Starts what waits for nothing more. Skipping a step may free others to be skipped. */
    private void startReady() {
        boolean progress = true;
        while (progress) {
            progress = false;
            for (StepRun run : List.copyOf(waiting.values())) {
                if (ended.keySet().containsAll(run.step().dependsOn())
                        && ended.keySet().containsAll(run.step().after())) {
                    waiting.remove(run.step().id());
                    Optional<String> obstacle = obstacle(run.step());
                    obstacle.ifPresentOrElse(reason -> skip(run, reason), () -> start(run));
                    progress |= obstacle.isPresent();
                }
            }
        }
    }

    /** Why a step does not run, if it does not: cancelled, disabled, or a step it depends on did not do its work. */
    private Optional<String> obstacle(Step step) {
        if (cancelled) {
            return Optional.of("The sync was cancelled.");
        }
        if (step.disabled().isPresent()) {
            return step.disabled();
        }
        for (String dependency : step.dependsOn()) {
            switch (ended.get(dependency)) {
                case Outcome.Failed failed -> {
                    return Optional.of("Step '" + dependency + "' failed.");
                }
                case Outcome.Denied denied -> {
                    return Optional.of("Step '" + dependency + "' is not permitted.");
                }
                case Outcome.Skipped skipped -> {
                    return Optional.of("Step '" + dependency + "' did not run.");
                }
                case null -> throw new IllegalStateException("Step '" + dependency + "' has not ended.");
                case Outcome.Complete complete -> {}
                case Outcome.Unchanged unchanged -> {}
                case Outcome.Partial partial -> {}
            }
        }
        return Optional.empty();
    }

    private void skip(StepRun run, String reason) {
        Outcome outcome = new Outcome.Skipped(reason);
        ended.put(run.step().id(), outcome);
        observer.skipped(run, outcome);
    }

    private void start(StepRun run) {
        String id = run.step().id();
        observer.started(run);
        Thread thread = Thread.ofVirtual().name("step-" + id).unstarted(() -> reports.add(new Report(id, run.work())));
        long deadline = System.nanoTime() + run.step().timeout().toNanos();
        running.put(id, new Running(run, thread, deadline));
        thread.start();
    }

    private void end(String step, Outcome outcome) {
        Running ending = running.remove(step);
        if (ending == null) {
            // It was given up before; what it says now counts no more.
            return;
        }
        ended.put(step, outcome);
        observer.ended(ending.run(), outcome);
    }

    private void giveUpLate() {
        for (Running candidate : new ArrayList<>(running.values())) {
            Step step = candidate.run().step();
            if (cancelled) {
                giveUp(step.id(), "The sync was cancelled.");
            } else if (System.nanoTime() - candidate.deadlineNanos() >= 0) {
                giveUp(step.id(), "It took longer than " + step.timeout() + ".");
            }
        }
    }

    /** The thread is asked to stop, but not waited for: a step that hangs never holds up the sync. */
    private void giveUp(String step, String reason) {
        Running late = running.get(step);
        if (late != null) {
            // First the end: what a connector that takes the interrupt for the end of a listing says counts no more
            // (I7).
            end(step, new Outcome.Failed(reason));
            late.thread().interrupt();
        }
    }
}
