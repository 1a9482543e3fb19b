package io.cadastre.server.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "add",
        description = "Connects a system: asks what the connector needs to know and makes an installation of it.",
        mixinStandardHelpOptions = true)
final class ConnectorsAddCommand implements Callable<Integer> {
    private final Environment environment;

    @Parameters(paramLabel = "CONNECTOR", description = "The name of the connector; 'cadastre connectors' lists them.")
    private String connector = "";

    @Option(
            names = "--from",
            paramLabel = "FILE",
            description = "Asks nothing: all answers are in this JSON file, as {\"name\", \"config\": {}, "
                    + "\"credentials\": {}, \"schedule\": {\"every\": \"PT24H\"}}.")
    private @Nullable Path file;

    @Mixin
    private ClientOptions client = new ClientOptions();

    ConnectorsAddCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws InterruptedException {
        return (file == null ? ask() : read(file)).number();
    }

    private ExitCode ask() throws InterruptedException {
        Terminal terminal = environment
                .terminal()
                .orElseThrow(() -> new CommandException(
                        ExitCode.USAGE,
                        "There is no terminal to ask questions at. Give all answers at once with 'cadastre connectors"
                                + " add " + connector + " --from FILE' or 'cadastre installations add', or POST them to"
                                + " /api/v1/installations."));
        ApiClient api = client.connect(environment.variables());
        OnboardingPrompt prompt = new OnboardingPrompt(api, terminal);
        JsonNode done = prompt.run(connector);
        String installation = done.path("installation").asText();
        environment
                .out()
                .println("Installation '" + done.path("installationName").asText() + "' (" + installation
                        + ") is made.");
        if (!prompt.confirm("Sync now?")) {
            return ExitCode.OK;
        }
        String sync = api.post("/installations/" + installation + "/syncs", Map.of("mode", "full"))
                .path("id")
                .asText();
        environment.err().println("Sync " + sync + " started.");
        return new SyncWatch(api, environment).untilTheEnd(sync);
    }

    private ExitCode read(Path answers) {
        ApiClient api = client.connect(environment.variables());
        ApiClient.Reply reply = api.postOrRefused("/installations", body(answers));
        if (reply.refused()) {
            List<String> lines = new java.util.ArrayList<>();
            reply.body()
                    .path("errors")
                    .forEach(error -> lines.add("  " + error.path("field").asText() + ": "
                            + error.path("message").asText()));
            throw new CommandException(
                    ExitCode.FAILED,
                    "Nothing was made. Change this in " + answers + " and run it again:" + System.lineSeparator()
                            + String.join(System.lineSeparator(), lines));
        }
        environment
                .out()
                .println("Installation '" + reply.body().path("name").asText() + "' ("
                        + reply.body().path("id").asText() + ") is made.");
        return ExitCode.OK;
    }

    private ObjectNode body(Path answers) {
        try {
            // What a parser says of a file may quote a secret in it: only the place is told.
            if (ApiClient.JSON.readTree(Files.readAllBytes(answers)) instanceof ObjectNode body) {
                return body.put("connector", connector);
            }
            throw new CommandException(ExitCode.USAGE, "The answers in " + answers + " must be one JSON object.");
        } catch (JsonProcessingException e) {
            throw new CommandException(
                    ExitCode.USAGE,
                    "The answers in " + answers + " are not JSON: line "
                            + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr() + ".",
                    e);
        } catch (IOException e) {
            throw new CommandException(ExitCode.USAGE, "The answers in " + answers + " cannot be read.", e);
        }
    }
}
