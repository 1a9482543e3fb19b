package io.cadastre.engine.push;

/** A chunk cannot be taken, and what it belongs to is given up. The message is safe to show. */
public final class ChunkRefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean tooLarge;

    private ChunkRefusedException(String message, boolean tooLarge) {
        super(message + " The sync is given up; nothing is deleted.");
        this.tooLarge = tooLarge;
    }

    static ChunkRefusedException tooLarge(String message) {
        return new ChunkRefusedException(message, true);
    }

    static ChunkRefusedException unreadable(String message) {
        return new ChunkRefusedException(message, false);
    }

    /** Whether a smaller one would do. */
    public boolean tooLarge() {
        return tooLarge;
    }
}
