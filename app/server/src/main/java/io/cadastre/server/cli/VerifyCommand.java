package io.cadastre.server.cli;

import io.cadastre.engine.connector.CatalogueEntry;
import io.cadastre.engine.connector.ConnectorCatalogue;
import io.cadastre.engine.verify.ConnectorCheck;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "verify",
        description = "Checks a connector and prints everything that is wrong with it. Needs no running server.",
        mixinStandardHelpOptions = true)
final class VerifyCommand implements Callable<Integer> {
    private final Environment environment;

    @Parameters(
            paramLabel = "CONNECTOR",
            description = "Its name; of one that does not load, the name of its folder or class.")
    private String connector = "";

    @Option(
            names = "--plugins",
            paramLabel = "DIR",
            description = "Where third-party connectors are: a folder with jars for each. Default: plugins in the data"
                    + " directory")
    private @Nullable String plugins;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    VerifyCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        ConnectorCatalogue catalogue = ConnectorCatalogue.discover(
                VerifyCommand.class.getClassLoader(), pluginDirectory(), ConnectorCheck::problems);
        List<CatalogueEntry> found = catalogue.entries().stream()
                .filter(entry -> entry.name().equals(connector))
                .toList();
        if (found.isEmpty()) {
            throw new CommandException(
                    ExitCode.USAGE,
                    "There is no connector '" + connector + "'. There are: "
                            + String.join(
                                    ", ",
                                    catalogue.entries().stream()
                                            .map(CatalogueEntry::name)
                                            .distinct()
                                            .toList())
                            + ". Say with --plugins where others are.");
        }
        List<String> problems =
                found.stream().flatMap(entry -> entry.problems().stream()).toList();
        if (json) {
            printJson(problems);
        } else {
            print(found, problems);
        }
        return problems.isEmpty() ? ExitCode.OK.number() : ExitCode.FAILED.number();
    }

    private Path pluginDirectory() {
        return Optional.ofNullable(plugins)
                .map(Path::of)
                .orElseGet(() -> Path.of(environment.variables().getOrDefault("CADASTRE_DATA_DIR", "data"), "plugins"));
    }

    private void print(List<CatalogueEntry> found, List<String> problems) {
        if (problems.isEmpty()) {
            environment.out().println("The connector '" + connector + "' is good.");
            return;
        }
        for (CatalogueEntry entry : found) {
            if (!entry.problems().isEmpty()) {
                environment
                        .out()
                        .println("The connector '" + connector + "' is "
                                + entry.status().name().toLowerCase(Locale.ROOT) + ":");
                entry.problems().forEach(problem -> environment.out().println("  " + problem));
            }
        }
    }

    private void printJson(List<String> problems) {
        environment
                .out()
                .println(ApiClient.JSON
                        .valueToTree(Map.of("connector", connector, "good", problems.isEmpty(), "problems", problems))
                        .toPrettyString());
    }
}
