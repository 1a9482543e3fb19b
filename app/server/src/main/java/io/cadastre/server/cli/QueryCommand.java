package io.cadastre.server.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "query",
        description = "Runs a Cypher query on the running server and prints what it finds.",
        mixinStandardHelpOptions = true)
final class QueryCommand implements Runnable {
    private static final String PATH = "/query";

    private final Environment environment;

    @Parameters(paramLabel = "CYPHER", description = "The query; it can only read.")
    private String cypher = "";

    @Option(
            names = "--param",
            paramLabel = "NAME=VALUE",
            description = "A parameter of the query, for $NAME; JSON, or else a text. May be repeated.")
    private Map<String, String> parameters = new LinkedHashMap<>();

    @Option(
            names = "--format",
            defaultValue = "TABLE",
            description = "How to print: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}")
    private Format format = Format.TABLE;

    @Option(names = "--limit", defaultValue = "1000", description = "Rows at most. Default: ${DEFAULT-VALUE}")
    private int limit;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "30",
            description = "Seconds after which the query is ended. Default: ${DEFAULT-VALUE}")
    private int timeoutSeconds;

    @Mixin
    private ClientOptions client = new ClientOptions();

    /** How rows are printed. */
    enum Format {
        TABLE,
        JSON,
        CSV,
        NDJSON
    }

    QueryCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public void run() {
        ApiClient api = client.connect(environment.variables());
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("cypher", cypher);
        body.put("parameters", typed(parameters));
        body.put("limit", limit);
        body.put("timeoutMs", Duration.ofSeconds(timeoutSeconds).toMillis());
        switch (format) {
            case TABLE -> table(api.post(PATH, body));
            case JSON -> copy(api.stream(PATH, body, "application/json"));
            case CSV -> copy(api.stream(PATH, body, "text/csv"));
            case NDJSON -> copy(api.stream(PATH, body, "application/x-ndjson"));
        }
    }

    private static Map<String, @Nullable Object> typed(Map<String, String> parameters) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        parameters.forEach((name, text) -> {
            try {
                values.put(name, ApiClient.JSON.readValue(text, Object.class));
            } catch (JsonProcessingException e) {
                values.put(name, text);
            }
        });
        return values;
    }

    private void table(JsonNode answer) {
        List<String> columns = new ArrayList<>();
        answer.path("columns").forEach(column -> columns.add(column.asText()));
        TextTable table = new TextTable(columns);
        answer.path("rows").forEach(table::addValues);
        table.print(environment.out());
        JsonNode summary = answer.path("summary");
        environment
                .err()
                .printf(
                        "%,d %s in %,d ms%s%n",
                        summary.path("rowCount").asLong(),
                        summary.path("rowCount").asLong() == 1 ? "row" : "rows",
                        summary.path("timeMs").asLong(),
                        summary.path("truncated").asBoolean() ? "; there are more, see --limit" : "");
        answer.path("notifications")
                .forEach(notification -> environment
                        .err()
                        .println("Note: "
                                + notification
                                        .path("description")
                                        .asText(notification.path("title").asText())));
    }

    private void copy(InputStream answer) {
        try (Reader reader = new InputStreamReader(answer, StandardCharsets.UTF_8)) {
            reader.transferTo(environment.out());
            environment.out().flush();
        } catch (IOException e) {
            throw new CommandException(ExitCode.UNAVAILABLE, "The answer ended early; the rows above are not all.", e);
        }
    }
}
