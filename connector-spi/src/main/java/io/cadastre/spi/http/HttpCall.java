package io.cadastre.spi.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request. Immutable; each method gives a changed copy.
 *
 * {@snippet :
 * HttpCall.get("/api/tasks").query("projectId", project.key()).needing("tasks:read")
 * }
 *
 * @param method GET or POST
 * @param target a path below the base URL, or a whole URL
 * @param query parameters in order, not yet encoded
 * @param headers beside those of the settings
 * @param body JSON as plain values: {@link Map}, {@link List}, {@link String}, {@link Number}, {@link Boolean}; null for
 *     none
 * @param operation under what name it is counted and reported; holds no ids
 * @param permission what a caller needs to be allowed, in the words of the source; shown when it answers 403
 * @param validator an ETag: the answer may say that nothing changed; null for none
 * @param idempotent whether it may be sent again after it perhaps arrived
 */
public record HttpCall(
        String method,
        String target,
        List<Parameter> query,
        Map<String, String> headers,
        @Nullable Object body,
        String operation,
        String permission,
        @Nullable String validator,
        boolean idempotent) {
    /**
     * A query parameter.
     *
     * @param name its name, not encoded
     * @param value its value, not encoded
     */
    public record Parameter(String name, String value) {}

    public HttpCall {
        query = List.copyOf(query);
        headers = Map.copyOf(headers);
    }

    public static HttpCall get(String target) {
        return new HttpCall("GET", target, List.of(), Map.of(), null, "GET " + target, "", null, true);
    }

    /** A request that only reads, although it is a POST: a search, a GraphQL query. */
    public static HttpCall postQuery(String target, Object body) {
        return new HttpCall("POST", target, List.of(), Map.of(), body, "POST " + target, "", null, true);
    }

    /** A request that may have an effect: it is not sent again unless it certainly did not arrive. */
    public static HttpCall post(String target, Object body) {
        return new HttpCall("POST", target, List.of(), Map.of(), body, "POST " + target, "", null, false);
    }

    /** Counted and reported under this name; needed where the target holds ids. */
    public HttpCall named(String value) {
        return new HttpCall(method, target, query, headers, body, value, permission, validator, idempotent);
    }

    /** With a query parameter; one of the same name is replaced. */
    public HttpCall query(String name, String value) {
        List<Parameter> parameters = new ArrayList<>(query);
        parameters.removeIf(parameter -> parameter.name().equals(name));
        parameters.add(new Parameter(name, value));
        return new HttpCall(method, target, parameters, headers, body, operation, permission, validator, idempotent);
    }

    public HttpCall header(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new HttpCall(method, target, query, more, body, operation, permission, validator, idempotent);
    }

    /** Says what a caller needs to be allowed. */
    public HttpCall needing(String value) {
        return new HttpCall(method, target, query, headers, body, operation, value, validator, idempotent);
    }

    /** Asks only for what changed since an answer with this ETag; null asks for everything. */
    public HttpCall unlessStill(@Nullable String etag) {
        return new HttpCall(method, target, query, headers, body, operation, permission, etag, idempotent);
    }

    /** The same request to another target: a whole URL that an answer gave. The query goes with the old target. */
    public HttpCall to(String otherTarget) {
        return new HttpCall(
                method, otherTarget, List.of(), headers, body, operation, permission, validator, idempotent);
    }

    /** The same request with another body. */
    public HttpCall with(Object otherBody) {
        return new HttpCall(method, target, query, headers, otherBody, operation, permission, validator, idempotent);
    }
}
