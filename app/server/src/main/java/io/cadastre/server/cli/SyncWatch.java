package io.cadastre.server.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Follows a sync to its end and tells people how it goes. */
final class SyncWatch {
    private static final Set<String> RUNNING = Set.of("QUEUED", "COLLECTING", "DIFFING", "PUBLISHING");
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(300);

    private final ApiClient api;
    private final Environment environment;

    SyncWatch(ApiClient api, Environment environment) {
        this.api = api;
        this.environment = environment;
    }

    /** Waits for the end; says how it was. */
    ExitCode untilTheEnd(String id) throws InterruptedException {
        Map<String, String> told = new HashMap<>();
        while (true) {
            JsonNode sync = api.get("/syncs/" + id);
            for (JsonNode step : sync.path("steps")) {
                tell(step, told);
            }
            if (!RUNNING.contains(sync.path("state").asText())) {
                return summary(sync);
            }
            Thread.sleep(BETWEEN_LOOKS);
        }
    }

    private void tell(JsonNode step, Map<String, String> told) {
        String state = step.path("state").asText();
        if (state.equals("WAITING") || state.equals(told.put(step.path("id").asText(), state))) {
            return;
        }
        environment
                .err()
                .printf(
                        "  %-28s %-9s %,8d entities  %s%n",
                        step.path("description").asText(),
                        state.equals("DONE") ? step.path("outcome").asText() : state,
                        step.path("entities").asLong(),
                        step.path("reason").asText(""));
    }

    /** One of the changes that a plan names: the first few of each kind. */
    private void tellPlanned(JsonNode change) {
        String sign = switch (change.path("operation").asText()) {
            case "create" -> "+";
            case "delete" -> "−";
            default -> "~";
        };
        List<String> fields = new ArrayList<>();
        change.path("fields").forEach(field -> fields.add(field.asText()));
        environment
                .out()
                .println("  " + sign + " " + change.path("type").asText() + "  "
                        + change.path("name").asText() + (fields.isEmpty() ? "" : ": " + String.join(", ", fields)));
    }

    private void tell(JsonNode problem) {
        environment
                .err()
                .printf(
                        "! %s%s (%,d×)%n",
                        problem.path("code").asText(),
                        problem.path("step").isTextual()
                                ? " in " + problem.path("step").asText()
                                : "",
                        problem.path("count").asLong());
        problem.path("examples").forEach(example -> environment.err().println("    " + example.asText()));
    }

    private ExitCode summary(JsonNode sync) {
        for (String what : List.of("entities", "relationships")) {
            JsonNode counts = sync.path("stats").path(what);
            environment
                    .out()
                    .printf(
                            "%-14s +%,d ~%,d −%,d, %,d unchanged, %,d kept unseen, %,d held%n",
                            what,
                            counts.path("created").asLong(),
                            counts.path("updated").asLong(),
                            counts.path("deleted").asLong(),
                            counts.path("unchanged").asLong(),
                            counts.path("kept").asLong(),
                            counts.path("held").asLong());
        }
        if (!sync.path("planned").isEmpty()) {
            environment.out().println("What would change, the first few of each kind:");
            sync.path("planned").forEach(this::tellPlanned);
        }
        for (JsonNode problem : sync.path("problems")) {
            tell(problem);
        }
        String state = sync.path("state").asText();
        environment.out().println((state + ". " + sync.path("reason").asText("")).strip());
        if (state.equals("HELD")) {
            String id = sync.path("id").asText();
            environment
                    .err()
                    .println("'cadastre held " + id + "' lists what would go; 'cadastre held approve " + id
                            + "' deletes it, 'cadastre held reject " + id + "' keeps it.");
        }
        return switch (state) {
            case "SUCCEEDED" -> ExitCode.OK;
            case "PARTIAL", "HELD" -> ExitCode.PARTIAL;
            default -> ExitCode.FAILED;
        };
    }
}
