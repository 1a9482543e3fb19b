package io.cadastre.connectors.exec;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Lets so many lines through in a second, and counts the others. Safe for use by several threads. */
final class LogRate {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final int most;
    private final LongSupplier nanos;
    private long began;
    private int passed;
    private long dropped;

    LogRate(int most, LongSupplier nanos) {
        this.most = most;
        this.nanos = nanos;
        this.began = nanos.getAsLong();
    }

    /**
     * Whether a line may pass.
     *
     * @return negative if not; otherwise how many did not since the last one that did
     */
    synchronized long admit() {
        long now = nanos.getAsLong();
        if (now - began >= SECOND) {
            began = now;
            passed = 0;
        }
        if (passed == most) {
            dropped++;
            return -1;
        }
        passed++;
        long missed = dropped;
        dropped = 0;
        return missed;
    }
}
