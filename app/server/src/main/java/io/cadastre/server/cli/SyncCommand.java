package io.cadastre.server.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "sync",
        description = "Syncs an installation now and shows how it goes.",
        mixinStandardHelpOptions = true)
final class SyncCommand implements Callable<Integer> {
    private static final Set<String> RUNNING = Set.of("QUEUED", "COLLECTING", "DIFFING", "PUBLISHING");
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(300);

    private final Environment environment;

    @Parameters(paramLabel = "INSTALLATION", description = "Its id or its name.")
    private String installation = "";

    @Option(names = "--plan", description = "Only say what a sync would change; nothing is written.")
    private boolean plan;

    @Option(names = "--no-wait", description = "Start it and do not wait.")
    private boolean noWait;

    @Mixin
    private ClientOptions client = new ClientOptions();

    SyncCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws InterruptedException {
        ApiClient api = client.connect(environment.variables());
        String id = api.post(
                        "/installations/"
                                + api.installation(installation).path("id").asText() + "/syncs",
                        Map.of("mode", plan ? "plan" : "full"))
                .path("id")
                .asText();
        environment.err().println("Sync " + id + " started.");
        if (noWait) {
            environment.out().println(id);
            return ExitCode.OK.number();
        }
        return watch(api, id).number();
    }

    private ExitCode watch(ApiClient api, String id) throws InterruptedException {
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
                        step.path("reason").asText());
    }

    private ExitCode summary(JsonNode sync) {
        for (String what : List.of("entities", "relationships")) {
            JsonNode counts = sync.path("stats").path(what);
            environment
                    .out()
                    .printf(
                            "%-14s +%,d ~%,d −%,d, %,d unchanged, %,d kept unseen%n",
                            what,
                            counts.path("created").asLong(),
                            counts.path("updated").asLong(),
                            counts.path("deleted").asLong(),
                            counts.path("unchanged").asLong(),
                            counts.path("kept").asLong());
        }
        String state = sync.path("state").asText();
        environment.out().println((state + ". " + sync.path("reason").asText()).strip());
        return switch (state) {
            case "SUCCEEDED" -> ExitCode.OK;
            case "PARTIAL", "HELD" -> ExitCode.PARTIAL;
            default -> ExitCode.FAILED;
        };
    }
}
