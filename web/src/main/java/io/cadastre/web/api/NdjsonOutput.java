package io.cadastre.web.api;

import io.cadastre.cypher.query.QuerySummary;
import io.cadastre.web.http.ApiJson;
import io.cadastre.web.http.Problem;
import io.cadastre.web.http.RequestId;
import io.javalin.http.Context;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A line {@code {"columns":[…]}}, a line {@code […]} for each row, and a last line {@code {"summary":…}}, or
 * {@code {"problem":…}} if the query failed on the way.
 */
final class NdjsonOutput implements QueryOutput {
    private static final int HELD_BYTES = 64 << 10;

    private final LateBody body;

    NdjsonOutput(HttpServletResponse response) {
        response.setContentType("application/x-ndjson");
        this.body = new LateBody(response, HELD_BYTES, LateBody.Overflow.SEND);
    }

    @Override
    public void columns(List<String> names) {
        line(Map.of("columns", names));
    }

    @Override
    public boolean row(List<@Nullable Object> values) {
        line(values);
        return true;
    }

    @Override
    public void end(QuerySummary summary) throws IOException {
        line(Map.of("summary", JsonOutput.SummaryView.of(summary), "notifications", summary.notifications()));
        body.push();
    }

    @Override
    public boolean committed() {
        return body.committed();
    }

    @Override
    public void fail(Context ctx, Problem problem) throws IOException {
        line(Map.of("problem", problem.body(RequestId.of(ctx))));
        body.push();
    }

    private void line(Object value) {
        try {
            body.write(ApiJson.MAPPER.writeValueAsBytes(value));
            body.write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
