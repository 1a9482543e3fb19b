package io.cadastre.server.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "new-connector",
        description = "Writes the project of a new connector: it builds, passes its tests, and waits to be filled."
                + " Needs no running server.",
        mixinStandardHelpOptions = true)
final class NewConnectorCommand implements Callable<Integer> {
    private final Environment environment;

    @Parameters(paramLabel = "NAME", description = "Its name: lower case with hyphens, for example my-inventory.")
    private String name = "";

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "Where the project goes; empty or not there yet. Default: the name")
    private @Nullable String directory;

    NewConnectorCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        if (!ConnectorSkeleton.accepts(name)) {
            throw new CommandException(
                    ExitCode.USAGE,
                    "'" + name + "' cannot be the name of a connector. Use up to 40 lower-case letters and digits in"
                            + " words with hyphens between, beginning with a letter, for example my-inventory.");
        }
        Path project = Path.of(directory == null ? name : directory);
        try {
            refuseIfUsed(project);
            ConnectorSkeleton.named(name).writeTo(project);
        } catch (IOException e) {
            throw new CommandException(
                    ExitCode.FAILED,
                    "The project cannot be written to '" + project + "': " + e.getMessage()
                            + ". Say with --dir where else.");
        }
        sayWhatIsNext(project);
        return ExitCode.OK.number();
    }

    private static void refuseIfUsed(Path project) throws IOException {
        if (!Files.exists(project)) {
            return;
        }
        if (!Files.isDirectory(project)) {
            throw new CommandException(
                    ExitCode.USAGE, "'" + project + "' is a file. Say with --dir where the project goes.");
        }
        try (Stream<Path> content = Files.list(project)) {
            if (content.findAny().isPresent()) {
                throw new CommandException(
                        ExitCode.USAGE,
                        "The directory '" + project + "' is not empty, and nothing in it is overwritten. Say with --dir"
                                + " where else the project goes.");
            }
        }
    }

    private void sayWhatIsNext(Path project) {
        PrintWriter out = environment.out();
        out.println("The connector '" + name + "' is in " + project + ". Next:");
        out.println("  1. In the checkout of Cadastre, once: mvn install -DskipTests");
        out.println(
                "  2. In " + project + ": mvn package, which runs the conformance kit against a fake of the source");
        out.println("  3. Change it into what you want to read; docs/writing-a-connector.md explains each part");
        out.println("  4. Put the jar of target/ into <data>/plugins/" + name + "/ and run: cadastre verify " + name);
    }
}
