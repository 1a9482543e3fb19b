package io.cadastre.server.cli;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "reject",
        description = "Keeps what a sync has held. The next sync looks again, and holds again what it finds gone.",
        mixinStandardHelpOptions = true)
final class RejectHeldCommand implements Runnable {
    private final Environment environment;

    @Parameters(
            paramLabel = "SYNC|INSTALLATION",
            description = "The sync, or the installation by its id or name: then its newest list.")
    private String which = "";

    @Option(names = "--yes", description = "Do it without asking.")
    private boolean yes;

    @Mixin
    private ClientOptions client = new ClientOptions();

    RejectHeldCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public void run() {
        HeldSyncs held = new HeldSyncs(client.connect(environment.variables()));
        HeldSyncs.Undecided undecided = held.undecided(which);
        new Confirmation(environment, yes)
                .ask(
                        "This keeps " + undecided.words() + ", shown as stale until a sync sees them again.",
                        "Keep them?");
        JsonNode decided = held.decide(undecided.sync(), "reject");
        environment.err().println(decided.path("reason").asText());
    }
}
