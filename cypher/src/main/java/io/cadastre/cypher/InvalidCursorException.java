package io.cadastre.cypher;

/** A cursor that no list gave out, or that belongs to another order. The message is safe to show. */
public final class InvalidCursorException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public InvalidCursorException() {
        super("The cursor is not one that this list gave out. Start without a cursor.");
    }
}
