package io.cadastre.web.api;

import io.cadastre.web.http.Problem;
import io.cadastre.web.http.ProblemKind;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * A body that is held back at first, so that a failure of the query can still become a status of its own. What outgrows
 * the buffer is sent on the way or, where it must be complete, refused.
 */
final class LateBody extends OutputStream {
    /** What happens to a body that outgrows the buffer. */
    enum Overflow {
        SEND,
        REFUSE
    }

    private final HttpServletResponse response;
    private final int bufferBytes;
    private final Overflow overflow;
    private final ByteArrayOutputStream held = new ByteArrayOutputStream(8_192);
    private boolean committed;

    LateBody(HttpServletResponse response, int bufferBytes, Overflow overflow) {
        this.response = response;
        this.bufferBytes = bufferBytes;
        this.overflow = overflow;
    }

    boolean committed() {
        return committed;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (committed) {
            response.getOutputStream().write(bytes, offset, length);
            return;
        }
        held.write(bytes, offset, length);
        if (held.size() > bufferBytes) {
            if (overflow == Overflow.REFUSE) {
                throw Problem.of(
                        ProblemKind.QUERY_MEMORY,
                        "The answer is larger than " + (bufferBytes >> 20)
                                + " MiB. Ask for less, or for a stream with 'Accept: application/x-ndjson'.");
            }
            commit();
        }
    }

    private void commit() throws IOException {
        committed = true;
        response.setStatus(200);
        held.writeTo(response.getOutputStream());
        held.reset();
    }

    /** Sends what is held. Flushing is up to {@link #push}: an encoder that flushes must not commit the status. */
    @Override
    public void flush() {}

    /** Sends everything now. */
    void push() throws IOException {
        if (!committed) {
            commit();
        }
        response.flushBuffer();
    }
}
