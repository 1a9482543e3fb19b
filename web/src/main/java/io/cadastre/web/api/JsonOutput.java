package io.cadastre.web.api;

import com.fasterxml.jackson.core.JsonGenerator;
import io.cadastre.cypher.query.QuerySummary;
import io.cadastre.web.http.ApiJson;
import io.cadastre.web.http.Problem;
import io.javalin.http.Context;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One JSON object: complete, or a problem. */
final class JsonOutput implements QueryOutput {
    private static final int MOST_BYTES = 32 << 20;

    private final HttpServletResponse response;
    private final LateBody body;
    private final JsonGenerator json;

    JsonOutput(HttpServletResponse response) throws IOException {
        this.response = response;
        this.body = new LateBody(response, MOST_BYTES, LateBody.Overflow.REFUSE);
        this.json = ApiJson.MAPPER.createGenerator(body);
    }

    @Override
    public void columns(List<String> names) {
        try {
            json.writeStartObject();
            json.writePOJOField("columns", names);
            json.writeArrayFieldStart("rows");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public boolean row(List<@Nullable Object> values) {
        try {
            json.writePOJO(values);
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void end(QuerySummary summary) throws IOException {
        json.writeEndArray();
        json.writePOJOField("summary", SummaryView.of(summary));
        json.writePOJOField("notifications", summary.notifications());
        json.writeEndObject();
        json.flush();
        response.setContentType("application/json");
        body.push();
    }

    @Override
    public boolean committed() {
        return body.committed();
    }

    @Override
    public void fail(Context ctx, Problem problem) {
        throw new IllegalStateException("The answer was complete already.", problem);
    }

    /** The summary of a query. */
    record SummaryView(long rowCount, boolean truncated, long timeMs, long graphVersion) {
        static SummaryView of(QuerySummary summary) {
            return new SummaryView(summary.rowCount(), summary.truncated(), summary.timeMs(), summary.graphVersion());
        }
    }
}
