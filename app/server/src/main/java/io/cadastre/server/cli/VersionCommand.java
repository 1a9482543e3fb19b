package io.cadastre.server.cli;

import picocli.CommandLine.Command;

@Command(name = "version", description = "Prints the version.", mixinStandardHelpOptions = true)
final class VersionCommand implements Runnable {
    private final Environment environment;

    VersionCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public void run() {
        String version = getClass().getPackage().getImplementationVersion();
        environment
                .out()
                .println(
                        "Cadastre " + (version == null ? "(not packaged)" : version) + " on Java " + Runtime.version());
    }
}
