package io.cadastre.web.api;

import io.cadastre.cypher.query.QueryException;
import io.cadastre.cypher.query.QueryRequest;
import io.cadastre.cypher.query.QueryRunner;
import io.cadastre.cypher.query.QuerySummary;
import io.cadastre.web.access.Authentication;
import io.cadastre.web.http.ApiJson;
import io.cadastre.web.http.ClientWatch;
import io.cadastre.web.http.Problem;
import io.cadastre.web.http.Problem.FieldError;
import io.cadastre.web.http.ProblemKind;
import io.javalin.http.Context;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Cypher from outside, answered as one JSON object, as a stream of JSON lines or as CSV. */
public final class QueryApi {
    private static final int DEFAULT_LIMIT = 1_000;
    private static final int MOST_JSON_ROWS = 100_000;
    private static final int MOST_STREAMED_ROWS = 10_000_000;
    private static final long DEFAULT_TIMEOUT_MS = 30_000;
    private static final long LONGEST_TIMEOUT_MS = 300_000;

    private final QueryRunner runner;
    private final QueryPermits permits;
    private final MeterRegistry meters;

    public QueryApi(QueryRunner runner, QueryPermits permits, MeterRegistry meters) {
        this.runner = runner;
        this.permits = permits;
        this.meters = meters;
    }

    /** The body of a query. */
    record QueryBody(
            @Nullable String cypher,
            @Nullable Map<String, @Nullable Object> parameters,
            @Nullable Integer limit,
            @Nullable Long timeoutMs) {
        String text() {
            if (cypher == null || cypher.isBlank()) {
                throw Problem.invalid("cypher", "'cypher' is required: the text of a query.");
            }
            return cypher;
        }

        Map<String, @Nullable Object> values() {
            return parameters == null ? Map.of() : parameters;
        }

        QueryRequest request(int mostRows) {
            String text = text();
            int rows = limit == null ? Math.min(DEFAULT_LIMIT, mostRows) : limit;
            long timeout = timeoutMs == null ? DEFAULT_TIMEOUT_MS : timeoutMs;
            List<FieldError> errors = new ArrayList<>();
            if (rows < 1 || rows > mostRows) {
                errors.add(new FieldError("limit", "'limit' must be from 1 to " + mostRows + "."));
            }
            if (timeout < 1 || timeout > LONGEST_TIMEOUT_MS) {
                errors.add(new FieldError("timeoutMs", "'timeoutMs' must be from 1 to " + LONGEST_TIMEOUT_MS + "."));
            }
            if (!errors.isEmpty()) {
                throw Problem.invalid(ProblemKind.INVALID_INPUT, errors);
            }
            return new QueryRequest(text, values(), rows, Duration.ofMillis(timeout));
        }
    }

    public void run(Context ctx) {
        QueryBody body = ApiJson.body(ctx, QueryBody.class);
        String accept = String.valueOf(ctx.header("Accept")).toLowerCase(Locale.ROOT);
        boolean lines = accept.contains("application/x-ndjson");
        boolean csv = accept.contains("text/csv");
        QueryRequest request = body.request(lines || csv ? MOST_STREAMED_ROWS : MOST_JSON_ROWS);
        try (var _ = permits.acquire(Authentication.caller(ctx).name());
                var _ = ClientWatch.of(ctx.req())) {
            QueryOutput output =
                    lines ? new NdjsonOutput(ctx.res()) : csv ? new CsvOutput(ctx.res()) : new JsonOutput(ctx.res());
            answer(ctx, request, output);
        } catch (IOException | UncheckedIOException e) {
            // The client is gone; the sink has ended the query.
            ctx.attribute("client-gone", true);
        }
    }

    private void answer(Context ctx, QueryRequest request, QueryOutput output) throws IOException {
        long start = System.nanoTime();
        String outcome = "ok";
        try {
            QuerySummary summary = runner.run(request, output);
            output.end(summary);
        } catch (QueryException e) {
            outcome = e.kind().name().toLowerCase(Locale.ROOT);
            if (e.kind() == QueryException.Kind.CANCELLED) {
                // Only a client that went away cancels; there is nobody to answer.
                Thread.interrupted();
                return;
            }
            Problem problem = problem(e);
            if (!output.committed()) {
                throw problem;
            }
            output.fail(ctx, problem);
        } finally {
            Timer.builder("cadastre.query")
                    .description("Queries from outside")
                    .publishPercentileHistogram()
                    .tag("outcome", outcome)
                    .register(meters)
                    .record(Duration.ofNanos(System.nanoTime() - start));
        }
    }

    public void explain(Context ctx) {
        QueryBody body = ApiJson.body(ctx, QueryBody.class);
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        try (var _ = permits.acquire(Authentication.caller(ctx).name())) {
            answer.put("plan", runner.explain(body.text(), body.values()));
            answer.put("verdict", Map.of("allowed", true, "reason", ""));
        } catch (QueryException e) {
            if (e.kind() != QueryException.Kind.NOT_ALLOWED) {
                throw e;
            }
            answer.put("plan", null);
            answer.put("verdict", Map.of("allowed", false, "reason", String.valueOf(e.getMessage())));
        }
        Answers.json(ctx, answer);
    }

    /** What a failed query means over HTTP. */
    public static Problem problem(QueryException e) {
        ProblemKind kind = switch (e.kind()) {
            case SYNTAX -> ProblemKind.CYPHER_SYNTAX;
            case FAILED -> ProblemKind.CYPHER_FAILED;
            case PARAMETER -> ProblemKind.CYPHER_PARAMETER;
            case NOT_ALLOWED -> ProblemKind.CYPHER_NOT_ALLOWED;
            case TIMEOUT -> ProblemKind.QUERY_TIMEOUT;
            case TOO_MANY -> ProblemKind.TOO_MANY_QUERIES;
            case MEMORY -> ProblemKind.QUERY_MEMORY;
            case CANCELLED, UNAVAILABLE -> ProblemKind.GRAPH_UNAVAILABLE;
        };
        Problem problem = Problem.of(kind, String.valueOf(e.getMessage()));
        Integer line = e.line();
        Integer column = e.column();
        return line == null || column == null
                ? problem
                : problem.with("line", line).with("column", column);
    }
}
