package io.cadastre.server.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.cadastre.engine.credential.Keyring;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "rotate-key",
        description = {
            "Replaces the key that seals credentials, on a running server: syncs go on meanwhile. Every credential is"
                    + " sealed again before the old key is dropped; if it is cut off, run it again.",
            ""
        },
        mixinStandardHelpOptions = true)
final class RotateKeyCommand implements Callable<Integer> {
    private final Environment environment;

    @Option(names = "--print-new", description = "Only print a new key, for CADASTRE_SECRET_KEY. Nothing else is done.")
    private boolean printNew;

    @Mixin
    private ClientOptions client = new ClientOptions();

    RotateKeyCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        if (printNew) {
            environment.out().println(Keyring.newKey());
            return ExitCode.OK.number();
        }
        JsonNode rotated = client.connect(environment.variables()).post("/credentials/rotate", Map.of());
        environment
                .out()
                .println("Credentials sealed with the new key: "
                        + rotated.path("resealed").asInt());
        for (JsonNode one : rotated.path("unreadable")) {
            environment
                    .err()
                    .println("No key opens the credential '"
                            + one.path("credential").asText() + "' of the installation "
                            + one.path("installation").asText() + ".");
        }
        String advice = rotated.path("advice").asText();
        if (!advice.isEmpty()) {
            environment.err().println(advice);
        }
        return rotated.path("unreadable").isEmpty() ? ExitCode.OK.number() : ExitCode.FAILED.number();
    }
}
