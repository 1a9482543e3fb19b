package io.cadastre.server.cli;

import io.cadastre.server.bench.BenchProgress;
import io.cadastre.server.bench.IngestResult;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Shows how far a benchmark is: on a terminal one line that is painted anew a few times a second, with the phase, rows a
 * second and the time since the start; elsewhere a line for each case, unless even that is too much.
 */
final class ProgressBar implements BenchProgress, AutoCloseable {
    private static final Duration REPAINT = Duration.ofMillis(250);
    private static final int WIDTH = 20;
    /** Back to the start of the line, and erase it. */
    private static final String CLEAR = "\r\u001b[2K";

    private final PrintWriter err;
    private final boolean painted;
    private final boolean results;
    private final long startNanos = System.nanoTime();

    private String step = "starting the database";
    private int number;
    private int of = 1;
    private String phase = "";
    private long rows;
    private long done;
    private long phaseNanos = startNanos;
    private boolean closed;

    /**
     * Begins to show.
     *
     * @param err where it is shown
     * @param terminal whether there is one line to paint over and over
     * @param results whether each case is told as it is measured
     */
    ProgressBar(PrintWriter err, boolean terminal, boolean results) {
        this.err = err;
        this.painted = terminal;
        this.results = results;
        if (terminal) {
            Thread.ofVirtual().name("progress").start(this::repaint);
        }
    }

    private void repaint() {
        while (paint()) {
            LockSupport.parkNanos(REPAINT.toNanos());
        }
    }

    private synchronized boolean paint() {
        if (!closed) {
            err.print(CLEAR + line(System.nanoTime()));
            err.flush();
        }
        return !closed;
    }

    /** The line as it is at a moment. */
    synchronized String line(long nanos) {
        double within = rows > 0 ? Math.min(1.0, (double) done / rows) : 0;
        double part = Math.max(0, number - 1 + within) / of;
        int filled = (int) (WIDTH * part);
        StringBuilder line = new StringBuilder("[")
                .append("█".repeat(filled))
                .append("░".repeat(WIDTH - filled))
                .append("] %d/%d %s".formatted(number, of, step));
        if (!phase.isEmpty()) {
            line.append(": ").append(phase);
        }
        long phaseMillis = Duration.ofNanos(nanos - phaseNanos).toMillis();
        if (done > 0 && phaseMillis > 0) {
            line.append("  %,d rows/s".formatted(done * 1_000 / phaseMillis));
        }
        Duration elapsed = Duration.ofNanos(nanos - startNanos);
        return line.append("  %d:%02d".formatted(elapsed.toMinutes(), elapsed.toSecondsPart()))
                .toString();
    }

    @Override
    public synchronized void step(String name, int stepNumber, int steps) {
        step = name;
        number = stepNumber;
        of = steps;
        phase("", 0);
    }

    @Override
    public synchronized void phase(String name, long rowsToDo) {
        phase = name;
        rows = rowsToDo;
        done = 0;
        phaseNanos = System.nanoTime();
    }

    @Override
    public synchronized void done(long rowsDone) {
        done = rowsDone;
    }

    @Override
    public synchronized void measured(IngestResult.CaseResult result) {
        if (results) {
            err.printf(
                    "%s%s: %,d ms, baseline %,d ms, %.1f x%n",
                    painted ? CLEAR : "", result.name(), result.oursMillis(), result.baselineMillis(), result.ratio());
        }
    }

    /** Leaves the line empty. */
    @Override
    public synchronized void close() {
        closed = true;
        if (painted) {
            err.print(CLEAR);
            err.flush();
        }
    }
}
