package io.cadastre.server.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "connectors",
        description = "Lists the connectors, the unusable ones with their reasons.",
        mixinStandardHelpOptions = true,
        subcommands = ConnectorsAddCommand.class)
final class ConnectorsCommand implements Runnable {
    private final Environment environment;

    @Mixin
    private ClientOptions client = new ClientOptions();

    ConnectorsCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public void run() {
        ApiClient api = client.connect(environment.variables());
        TextTable table = new TextTable(List.of("name", "version", "status", "description"));
        List<String> problems = new ArrayList<>();
        for (JsonNode connector : api.get("/connectors").path("items")) {
            String name = connector.path("name").asText();
            table.add(List.of(
                    name,
                    connector.path("version").asText(""),
                    connector.path("status").asText(),
                    connector.path("description").asText("")));
            connector.path("problems").forEach(problem -> problems.add(name + ": " + problem.asText()));
        }
        table.print(environment.out());
        problems.forEach(environment.err()::println);
    }
}
