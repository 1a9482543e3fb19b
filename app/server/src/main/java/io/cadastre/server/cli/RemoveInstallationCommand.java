package io.cadastre.server.cli;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "remove",
        description = "Removes an installation with its credentials and everything that it has collected.",
        mixinStandardHelpOptions = true)
final class RemoveInstallationCommand implements Runnable {
    private final Environment environment;

    @Parameters(paramLabel = "INSTALLATION", description = "Its id or its name.")
    private String installation = "";

    @Option(names = "--keep-data", description = "Leave what it has collected in the graph.")
    private boolean keepData;

    @Option(names = "--yes", description = "Do it. Without, the command only says what would go.")
    private boolean yes;

    @Mixin
    private ClientOptions client = new ClientOptions();

    RemoveInstallationCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public void run() {
        ApiClient api = client.connect(environment.variables());
        JsonNode found = api.installation(installation);
        String what = "'%s' (%s)"
                .formatted(found.path("name").asText(), found.path("id").asText());
        if (!yes) {
            throw new CommandException(
                    ExitCode.USAGE,
                    "This removes the installation " + what
                            + (keepData
                                    ? "; its entities stay"
                                    : " and its %,d entities"
                                            .formatted(found.path("counts")
                                                    .path("entities")
                                                    .asLong()))
                            + ". Say --yes to do it. Nothing was removed.");
        }
        api.delete("/installations/" + found.path("id").asText() + "?keepData=" + keepData);
        environment.err().println("Removed " + what + ".");
    }
}
