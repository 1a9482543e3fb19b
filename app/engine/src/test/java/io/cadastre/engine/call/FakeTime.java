package io.cadastre.engine.call;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/** Time that moves on only when somebody sleeps, and remembers for how long. */
public final class FakeTime implements Time {
    public static final Instant START = Instant.parse("2026-11-21T12:00:00Z");

    private final List<Duration> sleeps = new ArrayList<>();
    private final Queue<Runnable> meanwhile = new ArrayDeque<>();
    private long nanos;

    @Override
    public synchronized Instant now() {
        return START.plusNanos(nanos);
    }

    @Override
    public synchronized long nanos() {
        return nanos;
    }

    @Override
    public synchronized void sleep(Duration duration) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        Runnable work = meanwhile.poll();
        if (work != null) {
            work.run();
        }
        sleeps.add(duration);
        nanos += duration.toNanos();
    }

    /** What happens while somebody sleeps the next time. */
    synchronized void duringNextSleep(Runnable work) {
        meanwhile.add(work);
    }

    public synchronized void advance(Duration by) {
        nanos += by.toNanos();
    }

    /** What was slept until now, one after the other. */
    public synchronized List<Duration> sleeps() {
        return List.copyOf(sleeps);
    }

    /** How much time has passed. */
    public synchronized Duration passed() {
        return Duration.ofNanos(nanos);
    }
}
