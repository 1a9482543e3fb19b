package io.cadastre.server.cli;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "status",
        description = "Says whether the server is ready and what it holds.",
        mixinStandardHelpOptions = true)
final class StatusCommand implements Runnable {
    private final Environment environment;

    @Mixin
    private ClientOptions client = new ClientOptions();

    StatusCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public void run() {
        ApiClient api = client.connect(environment.variables());
        JsonNode stats = api.get("/stats");
        environment
                .out()
                .printf(
                        "%,d entities, %,d relationships, graph version %d%n",
                        stats.path("entities").asLong(),
                        stats.path("relationships").asLong(),
                        stats.path("graphVersion").asLong());
        for (JsonNode installation : api.get("/installations?limit=1000").path("items")) {
            JsonNode health = installation.path("health");
            environment
                    .out()
                    .printf(
                            "installation %s  %-9s %s  %s%n",
                            installation.path("id").asText(),
                            health.path("status").asText(),
                            installation.path("name").asText(),
                            health.path("detail").asText());
        }
        for (JsonNode sync : api.get("/syncs?limit=5").path("items")) {
            environment
                    .out()
                    .printf(
                            "sync %s  %-11s %s  %s%n",
                            sync.path("id").asText(),
                            sync.path("state").asText(),
                            sync.path("startedAt").asText(),
                            sync.path("installationName").asText());
        }
    }
}
