package io.cadastre.engine.push;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A part of the lines, as it is being received. A line does not go on in the next chunk. Not for use by several threads. */
public final class Chunk {
    private static final int BUFFER_BYTES = 1 << 16;

    private final InputStream body;
    private final int lineBytes;
    private final long bytes;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private final ByteArrayOutputStream open = new ByteArrayOutputStream();
    private int from;
    private int to;
    private long read;
    private long line;

    /**
     * Lines out of a body.
     *
     * @param lineBytes the longest line
     * @param bytes the longest chunk, after it was decompressed
     */
    public Chunk(InputStream body, int lineBytes, long bytes) {
        this.body = body;
        this.lineBytes = lineBytes;
        this.bytes = bytes;
    }

    /**
     * The next line.
     *
     * @throws ChunkRefusedException if it is too long or not UTF-8
     * @throws IOException if the body breaks off
     */
    Optional<String> next() throws IOException, ChunkRefusedException {
        open.reset();
        while (true) {
            if (from == to && !fill()) {
                return open.size() == 0 ? Optional.empty() : Optional.of(line());
            }
            int end = from;
            while (end < to && buffer[end] != '\n') {
                end++;
            }
            if (open.size() + end - from > lineBytes) {
                throw ChunkRefusedException.tooLarge(
                        "Line " + (line + 1) + " of the chunk is longer than " + lineBytes + " bytes.");
            }
            open.write(buffer, from, end - from);
            boolean whole = end < to;
            from = whole ? end + 1 : end;
            if (whole) {
                return Optional.of(line());
            }
        }
    }

    private boolean fill() throws IOException, ChunkRefusedException {
        from = 0;
        to = Math.max(0, body.read(buffer));
        read += to;
        if (read > bytes) {
            throw ChunkRefusedException.tooLarge("A chunk may have at most " + bytes + " bytes. Send smaller ones.");
        }
        return to > 0;
    }

    private String line() throws ChunkRefusedException {
        line++;
        byte[] text = open.toByteArray();
        int length = text.length > 0 && text[text.length - 1] == '\r' ? text.length - 1 : text.length;
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(text, 0, length))
                    .toString();
        } catch (CharacterCodingException e) {
            throw ChunkRefusedException.unreadable("Line " + line + " of the chunk is not UTF-8 text.");
        }
    }
}
