package io.cadastre.web.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** JSON as the API speaks it: ISO-8601 times, nulls written, unknown members refused. */
public final class ApiJson {
    /** For everything that is read from or written to clients. */
    public static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .addModule(new Jdk8Module())
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.ALWAYS, JsonInclude.Include.ALWAYS))
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.READ_ENUMS_USING_TO_STRING)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    static {
        MAPPER.getFactory()
                .setStreamReadConstraints(
                        StreamReadConstraints.builder().maxNestingDepth(100).build());
    }

    private ApiJson() {}

    /** The body of a request; what is wrong with it is said with its place. */
    public static <T> T body(Context ctx, Class<T> type) {
        String contentType = String.valueOf(ctx.contentType());
        byte[] body = ctx.bodyAsBytes();
        if (!contentType.startsWith("application/json")) {
            throw Problem.of(
                    ProblemKind.UNSUPPORTED_MEDIA_TYPE, "Send the body as JSON with 'Content-Type: application/json'.");
        }
        try {
            T read = MAPPER.readValue(body, type);
            if (read == null) {
                throw Problem.of(ProblemKind.MALFORMED_JSON, "The body is null; a JSON object is expected.");
            }
            return read;
        } catch (IOException e) {
            throw problem(e, "");
        }
    }

    /** A part of a body that was read as it came; what is wrong with it is said with its place. */
    public static <T> T part(JsonNode part, String name, Class<T> type) {
        try {
            return MAPPER.treeToValue(part, type);
        } catch (JsonProcessingException e) {
            throw problem(e, name);
        }
    }

    private static Problem problem(IOException failure, String within) {
        return switch (failure) {
            case UnrecognizedPropertyException e -> {
                String known = e.getKnownPropertyIds().stream()
                        .map(String::valueOf)
                        .sorted()
                        .collect(Collectors.joining(", "));
                yield Problem.invalid(
                        path(within, e), "There is no member '" + path(within, e) + "' here. Known: " + known + ".");
            }
            case JsonMappingException e
            when !path(within, e).isEmpty() ->
                Problem.invalid(
                        path(within, e), "'" + path(within, e) + "' has the wrong type or value: " + sentence(e));
            case JsonProcessingException e -> malformed(e);
            default -> Problem.of(ProblemKind.MALFORMED_JSON, "The body could not be read.");
        };
    }

    private static Problem malformed(JsonProcessingException e) {
        var place = e.getLocation();
        Problem problem = Problem.of(
                ProblemKind.MALFORMED_JSON,
                place == null
                        ? sentence(e)
                        : "Line " + place.getLineNr() + ", column " + place.getColumnNr() + ": " + sentence(e));
        return place == null ? problem : problem.with("line", place.getLineNr()).with("column", place.getColumnNr());
    }

    /** Jackson's own words without its class names and its place. */
    private static String sentence(JsonProcessingException e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String text = root instanceof JsonProcessingException json
                ? json.getOriginalMessage()
                : String.valueOf(root.getMessage());
        return text.lines()
                .findFirst()
                .orElse("not valid.")
                .replaceAll("`?(java|com|io)\\.[\\w.$]+`?", "the expected type");
    }

    private static String path(String within, JsonMappingException e) {
        return Stream.concat(
                        Stream.of(within),
                        e.getPath().stream()
                                .map(part -> part.getFieldName() == null
                                        ? "[" + part.getIndex() + "]"
                                        : part.getFieldName()))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("."));
    }
}
