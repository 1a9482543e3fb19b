package io.cadastre.cypher.query;

import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.Value;
import org.neo4j.driver.exceptions.Neo4jException;
import org.neo4j.driver.exceptions.ServiceUnavailableException;
import org.neo4j.driver.exceptions.SessionExpiredException;

/** A query was refused or failed. The message is safe to show and says what to do. */
public final class QueryException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final Pattern PLACE = Pattern.compile("\\s*\\(line \\d+, column \\d+ \\(offset: \\d+\\)\\)");

    /** What the caller can do about it. */
    public enum Kind {
        /** Correct the query: it does not parse or does not compile. */
        SYNTAX,
        /** Correct the query or what it works on: it is valid, but failed on its data, as {@code 1 / 0} does. */
        FAILED,
        /** Correct the parameters. */
        PARAMETER,
        /** The query does more than read the inventory; nothing of it was executed. */
        NOT_ALLOWED,
        /** Ask for less or allow more time. */
        TIMEOUT,
        /** Wait for other queries. */
        TOO_MANY,
        /** Ask for less: the server's memory for queries is used up. */
        MEMORY,
        /** The caller gave up. */
        CANCELLED,
        /** Try again later. */
        UNAVAILABLE
    }

    private final Kind kind;
    private final @Nullable Integer line;
    private final @Nullable Integer column;

    public QueryException(Kind kind, String message) {
        this(kind, message, null, null, null);
    }

    QueryException(
            Kind kind, String message, @Nullable Integer line, @Nullable Integer column, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.line = line;
        this.column = column;
    }

    public Kind kind() {
        return kind;
    }

    /** The line of the query, from 1; null if no one place is at fault. */
    public @Nullable Integer line() {
        return line;
    }

    /** The column in the line, from 1; null if no one place is at fault. */
    public @Nullable Integer column() {
        return column;
    }

    /** What a failure means of a query that did compile: to the server, text that is no date is a syntax error too. */
    static QueryException whileRunning(Neo4jException failure) {
        Kind kind = kind(failure);
        return of(failure, kind == Kind.SYNTAX ? Kind.FAILED : kind, 0);
    }

    /**
     * What a failure of the server to explain a query means to the caller.
     *
     * @param linesBefore how many lines were sent before the query's own text
     */
    static QueryException of(Neo4jException failure, int linesBefore) {
        return of(failure, kind(failure), linesBefore);
    }

    private static QueryException of(Neo4jException failure, Kind kind, int linesBefore) {
        String message = switch (kind) {
            case SYNTAX, FAILED, PARAMETER -> firstLine(failure);
            case NOT_ALLOWED -> "The query may only read the inventory: " + firstLine(failure);
            case TIMEOUT -> "The query took too long and was ended. Ask for less, or allow more time.";
            case TOO_MANY -> "The server runs as many queries as it can. Try again in a moment.";
            case MEMORY -> "The query needs more memory than queries may use. Ask for less, for example with LIMIT.";
            case CANCELLED -> "The query was cancelled.";
            case UNAVAILABLE -> "The graph does not answer. Try again in a moment.";
        };
        Value position = failure.diagnosticRecord().get("_position");
        if (position != null && (kind == Kind.SYNTAX || kind == Kind.NOT_ALLOWED)) {
            Map<String, Object> place = position.asMap();
            if (place.get("line") instanceof Long line
                    && place.get("column") instanceof Long column
                    && line > linesBefore) {
                return new QueryException(
                        kind, message, Math.toIntExact(line) - linesBefore, Math.toIntExact(column), failure);
            }
        }
        return new QueryException(kind, message, null, null, failure);
    }

    private static Kind kind(Neo4jException failure) {
        if (failure instanceof ServiceUnavailableException || failure instanceof SessionExpiredException) {
            return Kind.UNAVAILABLE;
        }
        String code = failure.code();
        if (code.startsWith("Neo.ClientError.Transaction.TransactionTimedOut")) {
            return Kind.TIMEOUT;
        }
        if (code.contains("OutOfMemory")) {
            return Kind.MEMORY;
        }
        return switch (code) {
            case "Neo.ClientError.Statement.ParameterMissing" -> Kind.PARAMETER;
            case "Neo.ClientError.Statement.AccessMode", "Neo.ClientError.Procedure.ProcedureNotFound" ->
                Kind.NOT_ALLOWED;
            case "Neo.ClientError.Transaction.Terminated",
                    "Neo.ClientError.Transaction.LockClientStopped",
                    "Neo.TransientError.Transaction.Terminated" -> Kind.CANCELLED;
            case "Neo.TransientError.Transaction.MaximumTransactionLimitReached",
                    "Neo.TransientError.Request.NoThreadsAvailable" -> Kind.TOO_MANY;
            case "Neo.ClientError.Statement.SyntaxError", "Neo.ClientError.Statement.SemanticError" -> Kind.SYNTAX;
            case "Neo.ClientError.Procedure.ProcedureCallFailed" -> Kind.FAILED;
            default -> kindOfClass(code);
        };
    }

    /** What is left of statements fails while they run: ArithmeticError, TypeError, ArgumentError and their like. */
    private static Kind kindOfClass(String code) {
        if (code.startsWith("Neo.ClientError.Security")) {
            return Kind.NOT_ALLOWED;
        }
        if (code.startsWith("Neo.ClientError.Statement")) {
            return Kind.FAILED;
        }
        return code.startsWith("Neo.ClientError") ? Kind.SYNTAX : Kind.UNAVAILABLE;
    }

    /** The server's first line; the rest quotes the query, and the place is told apart. */
    private static String firstLine(Neo4jException failure) {
        String message = failure.getMessage();
        String line = message == null ? "" : message.lines().findFirst().orElse("");
        return PLACE.matcher(line).replaceAll("").strip();
    }
}
