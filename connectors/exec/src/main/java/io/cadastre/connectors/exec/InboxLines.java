package io.cadastre.connectors.exec;

import io.cadastre.spi.push.Inbox;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** Lines that somebody brings. How long to wait for them is the inbox's own affair. */
final class InboxLines implements LineSource {
    private final Inbox inbox;
    private final int mostBytes;
    private long number;

    InboxLines(Inbox inbox, int mostBytes) {
        this.inbox = inbox;
        this.mostBytes = mostBytes;
    }

    @Override
    public String name() {
        return "What was brought";
    }

    @Override
    public Optional<Line> next(Duration patience) throws InterruptedException {
        Optional<String> text = inbox.next();
        if (text.isEmpty()) {
            return Optional.empty();
        }
        number++;
        return Optional.of(
                tooLong(text.get())
                        ? new Line(number, "", "is longer than " + mostBytes + " bytes")
                        : Line.of(number, text.get()));
    }

    private boolean tooLong(String text) {
        // Each character takes at least a byte, and at most three.
        return text.length() > mostBytes
                || (text.length() > mostBytes / 3 && text.getBytes(StandardCharsets.UTF_8).length > mostBytes);
    }

    /** Nothing more is expected of whoever said 'done'; what they still bring is not taken. */
    @Override
    public void finish() {}

    @Override
    public String ending() {
        return "whoever brought it gave up, or brought nothing for too long";
    }

    @Override
    public void close() {}
}
