package io.cadastre.server.cli;

import java.util.List;
import java.util.Map;
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
    private final Environment environment;

    @Parameters(paramLabel = "INSTALLATION", description = "Its id or its name.")
    private String installation = "";

    @Option(names = "--plan", description = "Only say what a sync would change; nothing is written.")
    private boolean plan;

    @Option(
            names = "--reload",
            description = "Read everything again, also what is still fresh or did not change since the last sync.")
    private boolean reload;

    @Option(
            names = "--loader",
            paramLabel = "NAME",
            description = "Also run this loader, which otherwise nothing runs. May be given several times.")
    private List<String> loaders = List.of();

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
        SyncWatch watch = new SyncWatch(api, environment);
        String id = api.post(
                        "/installations/"
                                + api.installation(installation).path("id").asText() + "/syncs",
                        Map.of("mode", plan ? "plan" : "full", "reload", reload, "loaders", loaders))
                .path("id")
                .asText();
        environment.err().println("Sync " + id + " started.");
        if (noWait) {
            environment.out().println(id);
            return ExitCode.OK.number();
        }
        return watch.untilTheEnd(id).number();
    }
}
