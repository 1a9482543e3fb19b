package io.cadastre.server.cli;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "show",
        description = "Prints an installation as JSON; of its credentials only the names.",
        mixinStandardHelpOptions = true)
final class ShowInstallationCommand implements Runnable {
    private final Environment environment;

    @Parameters(paramLabel = "INSTALLATION", description = "Its id or its name.")
    private String installation = "";

    @Mixin
    private ClientOptions client = new ClientOptions();

    ShowInstallationCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public void run() {
        JsonNode found = client.connect(environment.variables()).installation(installation);
        environment.out().println(found.toPrettyString());
    }
}
