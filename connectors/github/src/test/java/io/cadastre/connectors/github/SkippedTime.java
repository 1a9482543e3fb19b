package io.cadastre.connectors.github;

import io.cadastre.engine.call.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** Time that moves on when somebody sleeps. */
final class SkippedTime implements Time {
    private static final Instant START = Instant.parse("2026-11-21T12:00:00Z");

    private final AtomicLong slept = new AtomicLong();

    @Override
    public Instant now() {
        return START.plusNanos(nanos());
    }

    @Override
    public long nanos() {
        return slept.get();
    }

    @Override
    public void sleep(Duration duration) {
        slept.addAndGet(duration.toNanos());
    }

    /** How long everybody slept. */
    Duration slept() {
        return Duration.ofNanos(slept.get());
    }
}
