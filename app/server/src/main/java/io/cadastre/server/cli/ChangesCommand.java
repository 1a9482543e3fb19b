package io.cadastre.server.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "changes",
        description = "Prints what syncs changed, the newest last: of everything, or of one entity.",
        mixinStandardHelpOptions = true)
final class ChangesCommand implements Runnable {
    private static final int MOST_AT_ONCE = 1_000;

    private final Environment environment;

    @Parameters(arity = "0..1", paramLabel = "ENTITY", description = "The id of an entity, which may be gone.")
    private @Nullable String entity;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            defaultValue = "PT24H",
            description = "A time such as 2026-11-21T12:00:00Z, a day in UTC, or an ISO-8601 duration until now."
                    + " Default: ${DEFAULT-VALUE}")
    private String since = "";

    @Option(names = "--until", paramLabel = "TIME", description = "The end, likewise; itself not included.")
    private @Nullable String until;

    @Option(names = "--installation", paramLabel = "NAME", description = "Only of an installation, by id or name.")
    private @Nullable String installation;

    @Option(
            names = "--type",
            paramLabel = "TYPE",
            description = "Only of an entity type, or of relationships such as 'host RUNS process'.")
    private @Nullable String type;

    @Option(names = "--operation", paramLabel = "WORD", description = "Only create, update or delete.")
    private @Nullable String operation;

    @Option(names = "--sync", paramLabel = "SYNC", description = "Only of a sync, by id.")
    private @Nullable String sync;

    @Option(names = "--limit", defaultValue = "1000", description = "The newest so many. Default: ${DEFAULT-VALUE}")
    private int limit;

    @Option(
            names = "--format",
            defaultValue = "TABLE",
            description = "How to print: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}")
    private Format format = Format.TABLE;

    @Mixin
    private ClientOptions client = new ClientOptions();

    /** How changes are printed. */
    enum Format {
        TABLE,
        NDJSON
    }

    ChangesCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public void run() {
        if (limit < 1) {
            throw new CommandException(ExitCode.USAGE, "--limit must be at least 1, not " + limit + ".");
        }
        ApiClient api = client.connect(environment.variables());
        List<JsonNode> newestFirst = new ArrayList<>();
        boolean more = read(api, newestFirst);
        List<JsonNode> changes = newestFirst.reversed();
        switch (format) {
            case TABLE -> print(changes);
            case NDJSON -> changes.forEach(change -> environment.out().println(change));
        }
        environment.err().printf("%,d changes%s%n", changes.size(), more ? "; there are older ones, see --limit" : "");
    }

    /** Reads pages up to the limit; says whether there is more. */
    private boolean read(ApiClient api, List<JsonNode> into) {
        String path = entity == null ? "/changes" : "/entities/" + ApiClient.segment(entity) + "/history";
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("order", "desc");
        put(parameters, "since", time(since));
        put(parameters, "until", until == null ? null : time(until));
        put(
                parameters,
                "installation",
                installation == null
                        ? null
                        : api.installation(installation).path("id").asText());
        put(parameters, "type", type);
        put(parameters, "operation", operation);
        put(parameters, "sync", sync);
        while (into.size() < limit) {
            parameters.put("limit", String.valueOf(Math.min(limit - into.size(), MOST_AT_ONCE)));
            JsonNode page = api.get(path + "?" + query(parameters));
            page.path("items").forEach(into::add);
            JsonNode next = page.path("nextCursor");
            if (!next.isTextual()) {
                return false;
            }
            parameters.put("cursor", next.asText());
        }
        return true;
    }

    private static void put(Map<String, String> parameters, String name, @Nullable String value) {
        if (value != null) {
            parameters.put(name, value);
        }
    }

    private static String query(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(parameter -> parameter.getKey() + "=" + ApiClient.segment(parameter.getValue()))
                .collect(Collectors.joining("&"));
    }

    /** A duration counts back from now; everything else is for the server to read. */
    private static String time(String text) {
        try {
            return Instant.now().minus(Duration.parse(text)).toString();
        } catch (DateTimeParseException e) {
            return text;
        }
    }

    private void print(List<JsonNode> changes) {
        TextTable table = new TextTable(List.of("at", "operation", "type", "name", "what"));
        for (JsonNode change : changes) {
            table.add(List.of(
                    change.path("at").asText(),
                    change.path("operation").asText(),
                    change.path("type").asText(),
                    change.path("name").asText(),
                    what(change)));
        }
        table.print(environment.out());
    }

    /** Of an update each value before and after; of all else the operation says it. */
    private static String what(JsonNode change) {
        if (!change.path("operation").asText().equals("update")) {
            return "";
        }
        List<String> differences = new ArrayList<>();
        change.path("after")
                .properties()
                .forEach(after -> differences.add(after.getKey() + ": "
                        + text(change.path("before").path(after.getKey())) + " → " + text(after.getValue())));
        return String.join(", ", differences);
    }

    private static String text(JsonNode value) {
        return value.isNull() ? "none" : value.isValueNode() ? value.asText() : value.toString();
    }
}
