package io.cadastre.connectors.exec;

import io.cadastre.spi.step.StepLog;

/** What a source says to people: short, masked, not too much of it. Safe for use by several threads. */
final class LineLog {
    private static final int LONGEST = 2_000;

    private final Mask mask;
    private final LogRate rate;

    LineLog(Mask mask, LogRate rate) {
        this.mask = mask;
        this.rate = rate;
    }

    /** Logs what a {@code log} line says. */
    void tell(JsonLine line, StepLog log) throws BadLineException {
        line.allow("type", "level", "message");
        String level = line.maybeText("level").orElse("info");
        String message = line.text("message");
        switch (level) {
            case "debug", "info" -> info("", message, log);
            case "warn", "error" -> log.warn(shown(message));
            default -> throw new BadLineException("must have debug, info, warn or error as 'level'.");
        }
    }

    /** Logs a line, unless there are too many. */
    void info(String prefix, String message, StepLog log) {
        long missed = rate.admit();
        if (missed >= 0) {
            log.info(prefix + shown(message) + (missed == 0 ? "" : " (" + missed + " lines before it were too many)"));
        }
    }

    /** A text without secrets, as long as a log bears it. */
    String shown(String text) {
        return Shown.text(mask.apply(text), LONGEST);
    }
}
