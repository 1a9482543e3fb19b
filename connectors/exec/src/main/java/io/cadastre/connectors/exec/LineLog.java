package io.cadastre.connectors.exec;

import io.cadastre.spi.step.StepLog;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** What a source says to people: short, masked, not too much of it. Safe for use by several threads. */
final class LineLog {
    private static final int LONGEST = 2_000;

    private final Mask mask;
    private final LogRate infos;
    /** Of their own, so that much chatter never hides the first warning. */
    private final LogRate warnings;

    /** A log that takes so many lines of each kind in a second. */
    LineLog(Mask mask, int perSecond, LongSupplier nanos) {
        this.mask = mask;
        this.infos = new LogRate(perSecond, nanos);
        this.warnings = new LogRate(perSecond, nanos);
    }

    /** Logs what a {@code log} line says. */
    void tell(JsonLine line, StepLog log) throws BadLineException {
        line.allow("type", "level", "message");
        String level = line.maybeText("level").orElse("info");
        String message = line.text("message");
        switch (level) {
            case "debug", "info" -> info("", message, log);
            case "warn", "error" -> tell("", message, warnings, log::warn);
            default -> throw new BadLineException("must have debug, info, warn or error as 'level'.");
        }
    }

    /** Logs a line, unless there are too many. */
    void info(String prefix, String message, StepLog log) {
        tell(prefix, message, infos, log::info);
    }

    private void tell(String prefix, String message, LogRate rate, Consumer<String> to) {
        long missed = rate.admit();
        if (missed >= 0) {
            to.accept(prefix + shown(message) + (missed == 0 ? "" : " (" + missed + " lines before it were too many)"));
        }
    }

    /** A text without secrets, as long as a log bears it. */
    String shown(String text) {
        return Shown.text(mask.apply(text), LONGEST);
    }
}
