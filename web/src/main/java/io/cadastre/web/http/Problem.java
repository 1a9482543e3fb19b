package io.cadastre.web.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A request cannot be answered as asked. Thrown by handlers, written as {@code application/problem+json}.
 */
public final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ProblemKind kind;
    private final transient List<FieldError> errors;
    private final transient Map<String, Object> more;

    /**
     * What is wrong with one part of the input.
     *
     * @param field its name, or its path as in {@code schedule.every}
     * @param message what is wrong and what to do
     */
    public record FieldError(String field, String message) {}

    private Problem(ProblemKind kind, String detail, List<FieldError> errors, Map<String, Object> more) {
        super(detail);
        this.kind = kind;
        this.errors = List.copyOf(errors);
        this.more = Map.copyOf(more);
    }

    /** A problem with a sentence for people. */
    public static Problem of(ProblemKind kind, String detail) {
        return new Problem(kind, detail, List.of(), Map.of());
    }

    /** Invalid input, all errors at once. */
    public static Problem invalid(ProblemKind kind, List<FieldError> errors) {
        String detail =
                String.join(" ", errors.stream().map(FieldError::message).toList());
        return new Problem(kind, detail, errors, Map.of());
    }

    /** One invalid part of the input. */
    public static Problem invalid(String field, String message) {
        return invalid(ProblemKind.INVALID_INPUT, List.of(new FieldError(field, message)));
    }

    /** Something that is not there. */
    public static Problem notFound(String what, String id) {
        return of(ProblemKind.NOT_FOUND, "There is no " + what + " '" + id + "'.");
    }

    /** The same problem with one more member in its body. */
    public Problem with(String name, Object value) {
        Map<String, Object> members = new LinkedHashMap<>(more);
        members.put(name, value);
        return new Problem(kind, String.valueOf(getMessage()), errors, members);
    }

    public ProblemKind kind() {
        return kind;
    }

    /** The members of the body, in order. */
    public Map<String, Object> body(String requestId) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", "urn:cadastre:problem:" + kind.code());
        body.put("title", kind.title());
        body.put("status", kind.status());
        body.put("detail", String.valueOf(getMessage()));
        body.put("code", kind.code());
        body.put("requestId", requestId);
        if (!errors.isEmpty()) {
            body.put("errors", errors);
        }
        body.putAll(more);
        return body;
    }
}
