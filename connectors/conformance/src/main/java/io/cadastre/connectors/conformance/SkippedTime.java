package io.cadastre.connectors.conformance;

import io.cadastre.engine.call.Time;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;

/** Time that moves on when somebody sleeps, so that nobody waits for it. */
public final class SkippedTime implements Time {
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
    public Duration slept() {
        return Duration.ofNanos(slept.get());
    }

    /** The same time for those who want a clock. */
    public Clock clock() {
        return new Clock() {
            @Override
            public Instant instant() {
                return now();
            }

            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }
        };
    }
}
