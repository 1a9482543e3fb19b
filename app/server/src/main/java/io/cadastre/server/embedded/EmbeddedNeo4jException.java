package io.cadastre.server.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/** The embedded Neo4j cannot start. The message is one paragraph for the user; detail is in the cause. */
public final class EmbeddedNeo4jException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private EmbeddedNeo4jException(String message, Throwable cause) {
        super(message, cause);
    }

    static EmbeddedNeo4jException of(Throwable failure, Path home) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String text = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
            if (text.contains("no space left") || text.contains("disk quota")) {
                return new EmbeddedNeo4jException(
                        "The disk that holds " + home
                                + " is full. Free some space, or give another --data-dir, and start"
                                + " again; what is in the graph stays as it was.",
                        failure);
            }
            if (text.contains("lock")
                    && (text.contains("obtain") || text.contains("held") || text.contains("acquire"))) {
                return new EmbeddedNeo4jException(
                        "Another process has the database in " + home + " open. Stop it, or give another --data-dir.",
                        failure);
            }
            if (cause instanceof OutOfMemoryError) {
                return new EmbeddedNeo4jException(
                        "There is not enough memory for the embedded Neo4j. Give the server more, for example"
                                + " CADASTRE_JAVA_OPTS=-Xmx1g.",
                        failure);
            }
            if (cause instanceof IOException && text.contains("permission denied")) {
                return new EmbeddedNeo4jException(
                        "Files in " + home + " cannot be written. Make them belong to the user that runs Cadastre.",
                        failure);
            }
        }
        return new EmbeddedNeo4jException(
                "The embedded Neo4j does not start on " + home + ". The reason is in the log.", failure);
    }
}
