package io.cadastre.web.http;

import java.util.Locale;

/** Every problem that the API answers with: its code, its status and its title, in one table. */
public enum ProblemKind {
    MALFORMED_JSON(400, "The body is not valid JSON"),
    INVALID_INPUT(400, "Some input is not valid"),
    INVALID_CURSOR(400, "The cursor is not valid"),
    CYPHER_SYNTAX(400, "The query is not valid Cypher"),
    CYPHER_PARAMETER(400, "A query parameter is missing or has the wrong type"),
    CYPHER_FAILED(400, "The query failed while it ran"),
    NOT_AUTHENTICATED(401, "A token or a session is needed"),
    SESSION_REFUSED(401, "The token or the login code is not accepted"),
    NOT_PERMITTED(403, "Your role may not do this"),
    CSRF(403, "The request does not come from this application"),
    CYPHER_NOT_ALLOWED(403, "The query may not do this"),
    NOT_FOUND(404, "Not found"),
    METHOD_NOT_ALLOWED(405, "The method is not allowed here"),
    QUERY_TIMEOUT(408, "The query took too long"),
    SYNC_RUNNING(409, "A sync of this installation is running"),
    SYNC_FINISHED(409, "The sync has ended already"),
    NOT_HELD(409, "The sync holds no deletions"),
    HELD_DECIDED(409, "The decision about the deletions was taken already"),
    HELD_SUPERSEDED(409, "A newer sync has looked again"),
    PUSH_EXPECTED(409, "The connector works the other way"),
    CHUNK_ORDER(409, "Another chunk is expected"),
    HISTORY_EXPIRED(410, "The history does not reach that far back"),
    BODY_TOO_LARGE(413, "The body is too large"),
    UNSUPPORTED_MEDIA_TYPE(415, "The body must be JSON"),
    WRONG_HOST(421, "The request is for another host"),
    INVALID_INSTALLATION(422, "The installation cannot be as asked"),
    ANSWERS_REFUSED(422, "The answers are not accepted"),
    TOO_MANY_QUERIES(429, "Too many queries at once"),
    TOO_MANY_ATTEMPTS(429, "Too many login attempts"),
    INTERNAL(500, "Something went wrong in Cadastre"),
    SECRET_KEY(503, "The secret key cannot be used"),
    GRAPH_UNAVAILABLE(503, "The graph cannot be reached"),
    QUERY_MEMORY(507, "The query needs too much memory");

    private final int status;
    private final String title;

    ProblemKind(int status, String title) {
        this.status = status;
        this.title = title;
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }

    /** The code that clients compare, for example {@code not-found}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
