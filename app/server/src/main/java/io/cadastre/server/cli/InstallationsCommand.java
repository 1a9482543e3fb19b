package io.cadastre.server.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "installations",
        description = "Lists the installations; with a command, adds or changes one.",
        synopsisSubcommandLabel = "[COMMAND]",
        subcommands = {
            AddInstallationCommand.class,
            ShowInstallationCommand.class,
            UpdateInstallationCommand.class,
            RemoveInstallationCommand.class
        },
        mixinStandardHelpOptions = true)
final class InstallationsCommand implements Runnable {
    private final Environment environment;

    @Mixin
    private ClientOptions client = new ClientOptions();

    InstallationsCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public void run() {
        ApiClient api = client.connect(environment.variables());
        TextTable table = new TextTable(List.of("id", "name", "connector", "entities", "last sync", "next run"));
        for (JsonNode installation : api.get("/installations?limit=1000").path("items")) {
            table.add(List.of(
                    installation.path("id").asText(),
                    installation.path("name").asText(),
                    installation.path("connector").asText(),
                    "%,d".formatted(installation.path("counts").path("entities").asLong()),
                    installation.path("lastSync").path("state").asText("never"),
                    installation.path("schedule").path("nextRunAt").asText("by hand")));
        }
        table.print(environment.out());
    }
}
