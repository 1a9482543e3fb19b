package io.cadastre.server.cli;

import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "login",
        description = "Prints a link that logs a browser in once, within ten minutes.",
        mixinStandardHelpOptions = true)
final class LoginCommand implements Runnable {
    private final Environment environment;

    @Mixin
    private ClientOptions client = new ClientOptions();

    LoginCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public void run() {
        ApiClient api = client.connect(environment.variables());
        String path = api.post("/session/codes", Map.of()).path("path").asText();
        environment.out().println(api.server() + path);
    }
}
