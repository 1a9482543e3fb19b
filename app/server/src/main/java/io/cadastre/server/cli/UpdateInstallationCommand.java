package io.cadastre.server.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "update",
        description =
                "Changes an installation; what is not named stays as it is. New settings and credentials are kept and tried.",
        mixinStandardHelpOptions = true)
final class UpdateInstallationCommand implements Runnable {
    private final Environment environment;

    @Parameters(paramLabel = "INSTALLATION", description = "Its id or its name.")
    private String installation = "";

    @Option(names = "--name", paramLabel = "NAME", description = "A new name.")
    private @Nullable String name;

    @Option(
            names = "--unset",
            paramLabel = "NAME",
            description = "Takes a setting or a credential away. May be given several times.")
    private List<String> unset = new ArrayList<>();

    @Option(names = "--by-hand", description = "No longer syncs by itself.")
    private boolean byHand;

    @Mixin
    private InstallationOptions options = new InstallationOptions();

    @Mixin
    private ClientOptions client = new ClientOptions();

    UpdateInstallationCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public void run() {
        if (byHand && options.hasSchedule()) {
            throw new CommandException(ExitCode.USAGE, "--by-hand and --every or --cron contradict each other.");
        }
        Map<String, @Nullable Object> settings = options.settings();
        ObjectNode secrets = options.secrets(environment);
        ApiClient api = client.connect(environment.variables());
        JsonNode found = api.installation(installation);
        for (String one : unset) {
            if (names(found.path("credentialNames")).contains(one)) {
                secrets.putNull(one);
            } else if (found.path("config").has(one)) {
                settings.put(one, null);
            } else {
                throw new CommandException(
                        ExitCode.USAGE, "The installation has no setting or credential '" + one + "' of its own.");
            }
        }
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        if (name != null) {
            body.put("name", name);
        }
        if (!settings.isEmpty()) {
            body.put("config", settings);
        }
        if (!secrets.isEmpty()) {
            body.put("credentials", secrets);
        }
        if (byHand) {
            body.put("schedule", null);
        } else if (options.hasSchedule()) {
            body.put("schedule", options.schedule());
        }
        if (options.hasDeletionBudget()) {
            body.put("deletionBudget", options.deletionBudget());
        }
        if (body.isEmpty()) {
            throw new CommandException(
                    ExitCode.USAGE, "Nothing to change. 'cadastre installations update --help' says what there is.");
        }
        JsonNode health =
                api.patch("/installations/" + found.path("id").asText(), body).path("health");
        if (!body.containsKey("config") && !body.containsKey("credentials")) {
            environment.err().println("Changed.");
        } else if (health.path("status").asText().equals("unhealthy")) {
            throw new CommandException(
                    ExitCode.FAILED,
                    "Changed, but it does not work like this: "
                            + health.path("detail").asText());
        } else {
            environment.err().println("Changed. " + health.path("detail").asText());
        }
    }

    private static List<String> names(JsonNode array) {
        List<String> names = new ArrayList<>();
        array.forEach(name -> names.add(name.asText()));
        return names;
    }
}
