package io.cadastre.server.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "add",
        description = "Adds an installation of a connector; its connector checks it first.",
        mixinStandardHelpOptions = true)
final class AddInstallationCommand implements Runnable {
    private final Environment environment;

    @Option(
            names = "--connector",
            paramLabel = "CONNECTOR",
            required = true,
            description = "The name of the connector.")
    private String connector = "";

    @Option(names = "--name", paramLabel = "NAME", required = true, description = "A name for people.")
    private String name = "";

    @Mixin
    private InstallationOptions options = new InstallationOptions();

    @Mixin
    private ClientOptions client = new ClientOptions();

    AddInstallationCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public void run() {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("name", name);
        body.put("connector", connector);
        body.put("config", options.settings());
        body.put("credentials", options.secrets(environment));
        if (options.hasSchedule()) {
            body.put("schedule", options.schedule());
        }
        if (options.hasDeletionBudget()) {
            body.put("deletionBudget", options.deletionBudget());
        }
        JsonNode created = client.connect(environment.variables()).post("/installations", body);
        environment.out().println(created.path("id").asText());
        environment.err().println("Added. 'cadastre sync " + created.path("id").asText() + "' syncs it now.");
    }
}
