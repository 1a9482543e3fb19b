package io.cadastre.server.cli;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "approve",
        description = "Deletes what a sync has held: exactly its list, and nothing else.",
        mixinStandardHelpOptions = true)
final class ApproveHeldCommand implements Runnable {
    private final Environment environment;

    @Parameters(
            paramLabel = "SYNC|INSTALLATION",
            description = "The sync, or the installation by its id or name: then its newest list.")
    private String which = "";

    @Option(names = "--yes", description = "Do it without asking.")
    private boolean yes;

    @Mixin
    private ClientOptions client = new ClientOptions();

    ApproveHeldCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public void run() {
        HeldSyncs held = new HeldSyncs(client.connect(environment.variables()));
        HeldSyncs.Undecided undecided = held.undecided(which);
        new Confirmation(environment, yes).ask("This deletes " + undecided.words() + ".", "Delete them?");
        JsonNode decided = held.decide(undecided.sync(), "approve");
        environment.err().println(decided.path("reason").asText());
    }
}
