package io.cadastre.web.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.cadastre.cypher.query.QuerySummary;
import io.cadastre.web.http.ApiJson;
import io.cadastre.web.http.ClientWatch;
import io.cadastre.web.http.Problem;
import io.javalin.http.Context;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * RFC 4180: a header, then rows; what is not a scalar is JSON. {@code X-Truncated} says whether there was more, unless
 * the answer was so long that the headers had to go first.
 */
final class CsvOutput implements QueryOutput {
    private static final int HELD_BYTES = 1 << 20;

    private final HttpServletResponse response;
    private final LateBody body;

    CsvOutput(HttpServletResponse response) {
        this.response = response;
        response.setContentType("text/csv; charset=utf-8");
        this.body = new LateBody(response, HELD_BYTES, LateBody.Overflow.SEND);
    }

    @Override
    public void columns(List<String> names) {
        line(names.stream().map(CsvOutput::quoted).collect(Collectors.joining(",")));
    }

    @Override
    public boolean row(List<@Nullable Object> values) {
        line(values.stream().map(CsvOutput::cell).collect(Collectors.joining(",")));
        return true;
    }

    private static String cell(@Nullable Object value) {
        return switch (value) {
            case null -> "";
            case String text -> quoted(text);
            case Number number -> number.toString();
            case Boolean truth -> truth.toString();
            default -> quoted(json(value));
        };
    }

    private static String json(Object value) {
        try {
            return ApiJson.MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String quoted(String text) {
        boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }

    private void line(String text) {
        try {
            body.write((text + "\r\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void end(QuerySummary summary) throws IOException {
        if (!body.committed()) {
            response.setHeader("X-Truncated", Boolean.toString(summary.truncated()));
        }
        body.push();
    }

    @Override
    public boolean committed() {
        return body.committed();
    }

    /** CSV cannot say that something is missing: the connection is cut, which every client notices. */
    @Override
    public void fail(Context ctx, Problem problem) {
        ClientWatch.cut(ctx.req());
    }
}
