package io.cadastre.server.crash;

import java.time.Duration;
import java.util.Random;

/**
 * One round: what is decided by the seed and the number alone, so that it can be played again.
 *
 * @param number 1 for the first; 0 for the one that is stopped, not killed
 * @param random decides what the source does
 * @param embedded whether the database ends with the server
 * @param phase in which the server ends
 * @param delay how long after the phase began
 * @param complete whether the listing is
 */
record Round(int number, Random random, boolean embedded, Phase phase, Duration delay, boolean complete) {
    /** What a sync does, by the names of its states. */
    enum Phase {
        COLLECTING(400),
        DIFFING(80),
        PUBLISHING(600);

        private final long longestMillis;

        Phase(long longestMillis) {
            this.longestMillis = longestMillis;
        }
    }

    private static final int EMBEDDED_EVERY = 6;

    static Round of(long seed, int number) {
        Random random = new Random(seed * 1_000_003 + number);
        boolean embedded = number > 0 && number % EMBEDDED_EVERY == 0;
        Phase phase = Phase.values()[(embedded ? number / EMBEDDED_EVERY : number) % Phase.values().length];
        // Most phases end sooner than their longest, so early instants are more likely; the first rounds hit at once.
        double instant = number <= Phase.values().length ? 0 : random.nextDouble() * random.nextDouble();
        Duration delay = Duration.ofNanos((long) (instant * phase.longestMillis * 1_000_000));
        return new Round(number, random, embedded, phase, delay, random.nextInt(4) > 0);
    }

    /** Whether the server is only asked to stop. */
    boolean gentle() {
        return number == 0;
    }

    @Override
    public String toString() {
        return "round " + number + (embedded ? " (embedded database)" : "") + ", " + (gentle() ? "stopped" : "killed")
                + " " + delay.toMillis() + " ms after " + phase + " began, " + (complete ? "complete" : "partial")
                + " listing";
    }
}
