package io.cadastre.engine.call;

import java.time.Duration;
import java.time.Instant;

/** Time as calls see it. Tests put one in its place that moves on when somebody sleeps. */
public interface Time {
    /** The machine's own. */
    Time SYSTEM = new Time() {
        @Override
        public Instant now() {
            return Instant.now();
        }

        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public void sleep(Duration duration) throws InterruptedException {
            Thread.sleep(duration);
        }
    };

    /** What the clock on the wall shows; for dates that sources give. */
    Instant now();

    /** Nanoseconds since some moment; never goes back. */
    long nanos();

    void sleep(Duration duration) throws InterruptedException;
}
