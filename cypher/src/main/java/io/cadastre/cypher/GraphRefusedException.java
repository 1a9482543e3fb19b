package io.cadastre.cypher;

/** The graph answers, but does not do what it was asked to. The message is safe to show. */
public final class GraphRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public GraphRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
