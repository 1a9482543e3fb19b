package io.cadastre.connectors.exec;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Makes lines of bytes. Holds at most one line and one block; of a line that is too long only the fact is kept. */
final class LineSplitter {
    private final int mostBytes;
    private final Deque<Line> ready = new ArrayDeque<>();
    private final ByteArrayOutputStream open = new ByteArrayOutputStream();
    private boolean tooLong;
    private long number;

    /** Splits into lines of at most so many bytes. */
    LineSplitter(int mostBytes) {
        this.mostBytes = mostBytes;
    }

    /** The next line that is complete. */
    Optional<Line> next() {
        return Optional.ofNullable(ready.poll());
    }

    void take(byte[] bytes, int length) {
        int from = 0;
        for (int i = 0; i < length; i++) {
            if (bytes[i] == '\n') {
                add(bytes, from, i - from);
                end();
                from = i + 1;
            }
        }
        add(bytes, from, length - from);
    }

    /** There is no more: what is left is a line too, if it is anything. */
    void finish() {
        if (open.size() > 0 || tooLong) {
            end();
        }
    }

    private void add(byte[] bytes, int from, int length) {
        if (tooLong || open.size() + length > mostBytes) {
            tooLong = true;
            open.reset();
        } else {
            open.write(bytes, from, length);
        }
    }

    private void end() {
        number++;
        if (tooLong) {
            ready.add(new Line(number, "", "is longer than " + mostBytes + " bytes"));
        } else {
            ready.add(decoded(open.toByteArray()));
        }
        open.reset();
        tooLong = false;
    }

    private Line decoded(byte[] bytes) {
        int length = bytes.length > 0 && bytes[bytes.length - 1] == '\r' ? bytes.length - 1 : bytes.length;
        try {
            return Line.of(
                    number,
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(bytes, 0, length))
                            .toString());
        } catch (CharacterCodingException e) {
            return new Line(number, "", "is not UTF-8 text");
        }
    }
}
