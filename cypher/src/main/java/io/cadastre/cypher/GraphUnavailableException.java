package io.cadastre.cypher;

/** The graph cannot be reached, refuses the connection, or has failed. The message is safe to show. */
public final class GraphUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public GraphUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
