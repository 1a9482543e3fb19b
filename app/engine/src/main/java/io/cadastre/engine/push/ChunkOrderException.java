package io.cadastre.engine.push;

/** A chunk came out of order. The message is safe to show. */
public final class ChunkOrderException extends Exception {
    private static final long serialVersionUID = 1L;

    private final long expected;

    ChunkOrderException(long got, long expected) {
        super("Chunk " + got + " came, but chunk " + expected + " is expected.");
        this.expected = expected;
    }

    /** The number of the chunk that is to come. */
    public long expected() {
        return expected;
    }
}
