package io.cadastre.engine.call;

import java.time.Duration;

/** Durations in messages. */
final class Durations {
    private Durations() {}

    /** A duration as people say it: {@code 500 ms}, {@code 30 s}, {@code 5 min}, {@code 2 h}. */
    static String words(Duration duration) {
        if (duration.compareTo(Duration.ofSeconds(1)) < 0) {
            return duration.toMillis() + " ms";
        }
        if (duration.compareTo(Duration.ofMinutes(2)) < 0) {
            return duration.toSeconds() + " s";
        }
        if (duration.compareTo(Duration.ofHours(2)) < 0) {
            return duration.toMinutes() + " min";
        }
        return duration.toHours() + " h";
    }

    static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
