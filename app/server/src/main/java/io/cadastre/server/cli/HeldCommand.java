package io.cadastre.server.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "held",
        description = "Lists deletions that wait for approval; with a command, decides about them.",
        synopsisSubcommandLabel = "[COMMAND]",
        subcommands = {ApproveHeldCommand.class, RejectHeldCommand.class},
        mixinStandardHelpOptions = true)
final class HeldCommand implements Runnable {
    private final Environment environment;

    @Parameters(
            arity = "0..1",
            paramLabel = "SYNC|INSTALLATION",
            description = "The sync, or the installation by its id or name. Without, all syncs whose deletions wait.")
    private @Nullable String which;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "100",
            description = "How many are listed, at most 1000. Default: ${DEFAULT-VALUE}")
    private int limit;

    @Option(names = "--type", paramLabel = "TYPE", description = "Only of this type, or \"FROM VERB TO\".")
    private @Nullable String type;

    @Mixin
    private ClientOptions client = new ClientOptions();

    HeldCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public void run() {
        HeldSyncs held = new HeldSyncs(client.connect(environment.variables()));
        if (which == null) {
            listSyncs(held);
        } else {
            list(held, held.named(which));
        }
    }

    private void listSyncs(HeldSyncs held) {
        List<JsonNode> waiting = held.waiting();
        if (waiting.isEmpty()) {
            environment.err().println("No deletion waits for approval.");
            return;
        }
        TextTable table = new TextTable(List.of("sync", "installation", "started", "what would go"));
        for (JsonNode sync : waiting) {
            table.add(List.of(
                    sync.path("id").asText(),
                    sync.path("installationName").asText(),
                    sync.path("startedAt").asText(),
                    HeldSyncs.words(sync.path("held"))));
        }
        table.print(environment.out());
    }

    private void list(HeldSyncs held, JsonNode sync) {
        String id = sync.path("id").asText();
        JsonNode list = held.list(id, type, limit);
        environment
                .err()
                .println("Sync " + id + " of '" + sync.path("installationName").asText() + "': "
                        + HeldSyncs.words(list.path("counts")) + ". " + HeldSyncs.standing(id, list));
        TextTable table = new TextTable(List.of("type", "name", "key", "last seen"));
        for (JsonNode item : list.path("items")) {
            table.add(List.of(
                    item.path("type").asText(),
                    item.path("displayName").asText(),
                    item.path("key").asText(),
                    item.path("lastSeenAt").asText("unknown")));
        }
        if (!list.path("items").isEmpty()) {
            table.print(environment.out());
        }
        if (list.path("nextCursor").isTextual()) {
            environment.err().println("There are more; --limit shows more of them, --type only some.");
        }
    }
}
