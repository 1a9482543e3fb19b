package io.cadastre.server.cli;

import io.cadastre.server.config.ConfigSources;
import io.cadastre.server.config.ConfigurationException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line. */
@Command(
        name = "cadastre",
        description = "An asset inventory that you can trust and query as a graph.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            UpCommand.class,
            QueryCommand.class,
            SyncCommand.class,
            HeldCommand.class,
            IngestCommand.class,
            StatusCommand.class,
            ChangesCommand.class,
            ConnectorsCommand.class,
            InstallationsCommand.class,
            RotateKeyCommand.class,
            VerifyCommand.class,
            NewConnectorCommand.class,
            LoginCommand.class,
            BenchCommand.class,
            VersionCommand.class,
            CommandLine.HelpCommand.class
        })
public final class Main implements Runnable {
    /** The oldest Java that this code runs on. */
    private static final int JAVA = 25;

    @CommandLine.Spec
    private CommandLine.Model.@Nullable CommandSpec spec;

    public static void main(String[] arguments) {
        System.exit(run(
                System.getenv(),
                new PrintWriter(System.out, true, java.nio.charset.StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, java.nio.charset.StandardCharsets.UTF_8),
                Terminal.ofProcess(),
                arguments));
    }

    /** Runs a command and gives its exit code. */
    static int run(
            Map<String, String> environment,
            PrintWriter out,
            PrintWriter err,
            Optional<Terminal> terminal,
            String... arguments) {
        if (Runtime.version().feature() < JAVA) {
            err.println("Cadastre needs Java " + JAVA + "; this is " + Runtime.version() + ". Set JAVA_HOME to a JDK "
                    + JAVA + ".");
            return ExitCode.USAGE.number();
        }
        Environment surroundings = new Environment(environment, out, err, terminal);
        CommandLine line = new CommandLine(new Main(), new CommandFactory(surroundings));
        line.setOut(out);
        line.setErr(err);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setExitCodeExceptionMapper(Main::exitCode);
        line.setParameterExceptionHandler((failure, args) -> usage(failure, err));
        line.setExecutionExceptionHandler((failure, commandLine, parsed) -> failed(failure, err));
        line.getSubcommands().values().forEach(Main::describeExitCodes);
        describeExitCodes(line);
        try {
            CommandLine up = Objects.requireNonNull(line.getSubcommands().get("up"));
            up.setDefaultValueProvider(settings(up, surroundings, arguments));
        } catch (ConfigurationException e) {
            return failed(e, err);
        }
        return line.execute(arguments);
    }

    /** Settings that no flag gives come from the environment, then from the file. */
    private static CommandLine.IDefaultValueProvider settings(
            CommandLine up, Environment surroundings, String... arguments) {
        if (arguments.length == 0 || !arguments[0].equals("up")) {
            return argument -> null;
        }
        Set<String> names = up.getCommandSpec().options().stream()
                .map(OptionSpec::longestName)
                .filter(name -> !Set.of("--help", "--version", "--config").contains(name))
                .map(name -> name.substring(2))
                .collect(Collectors.toSet());
        Optional<String> named = flag("--config", arguments)
                .or(() -> Optional.ofNullable(surroundings.variables().get("CADASTRE_CONFIG")));
        Path data = Path.of(flag("--data-dir", arguments)
                .or(() -> Optional.ofNullable(surroundings.variables().get("CADASTRE_DATA_DIR")))
                .orElse("data"));
        ConfigSources sources = ConfigSources.read(
                names,
                surroundings.variables(),
                named.map(Path::of).orElse(data.resolve(ConfigSources.DEFAULT_FILE)),
                named.isPresent());
        return (ArgSpec argument) ->
                argument instanceof OptionSpec option && option.longestName().startsWith("--")
                        ? sources.value(option.longestName().substring(2)).orElse(null)
                        : null;
    }

    private static Optional<String> flag(String name, String... arguments) {
        for (int i = 0; i < arguments.length; i++) {
            if (arguments[i].startsWith(name + "=")) {
                return Optional.of(arguments[i].substring(name.length() + 1));
            }
            if (arguments[i].equals(name) && i + 1 < arguments.length) {
                return Optional.of(arguments[i + 1]);
            }
        }
        return Optional.empty();
    }

    private static void describeExitCodes(CommandLine line) {
        StringBuilder text = new StringBuilder("%nExit codes:%n");
        for (ExitCode code : ExitCode.values()) {
            text.append("  ")
                    .append(code.number())
                    .append("  ")
                    .append(code.meaning())
                    .append("%n");
        }
        line.getCommandSpec().usageMessage().footer(text.toString());
    }

    /** Names the option or command that was probably meant: one that is at most two typing mistakes away. */
    private static boolean suggest(CommandLine command, String typed, PrintWriter err) {
        String name = typed.replaceFirst("=.*", "");
        Optional<String> meant = java.util.stream.Stream.concat(
                        command.getCommandSpec().optionsMap().keySet().stream(),
                        command.getSubcommands().keySet().stream())
                .filter(known -> known.startsWith("-") == name.startsWith("-"))
                .filter(known -> ConfigSources.distance(name, known) <= 2)
                .min(java.util.Comparator.comparingInt(known -> ConfigSources.distance(name, known)));
        meant.ifPresent(known -> err.println("Did you mean '" + known + "'?"));
        return meant.isPresent();
    }

    private static int usage(ParameterException failure, PrintWriter err) {
        err.println("cadastre: " + failure.getMessage());
        // Of an unknown option and its value only the option is like anything: suggest for the first alone.
        boolean suggested = failure instanceof UnmatchedArgumentException unmatched
                && !unmatched.getUnmatched().isEmpty()
                && suggest(failure.getCommandLine(), unmatched.getUnmatched().getFirst(), err);
        if (!suggested) {
            err.println("Run '" + help(failure.getCommandLine().getCommandSpec()) + "' for what there is.");
        }
        return ExitCode.USAGE.number();
    }

    /** What prints the help of a command. {@code cadastre help} knows only the first word of one with several. */
    private static String help(CommandLine.Model.CommandSpec command) {
        return command.parent() == null || command.helpCommand()
                ? command.root().name() + " help"
                : command.qualifiedName() + " --help";
    }

    private static int failed(Exception failure, PrintWriter err) {
        String message = failure.getMessage();
        if (exitCode(failure) == ExitCode.FAILED.number() && !(failure instanceof CommandException)) {
            LoggerFactory.getLogger(Main.class).error("Unexpected", failure);
            message = "Unexpected " + failure.getClass().getSimpleName() + "; the log has the details. "
                    + "Nothing that was stored is lost.";
        }
        err.println("cadastre: " + message);
        return exitCode(failure);
    }

    private static int exitCode(Throwable failure) {
        return switch (failure) {
            case CommandException known -> known.exitCode().number();
            case ConfigurationException wrong -> ExitCode.USAGE.number();
            case io.cadastre.server.StartException unable -> ExitCode.FAILED.number();
            default -> ExitCode.FAILED.number();
        };
    }

    @Override
    public void run() {
        if (spec != null) {
            spec.commandLine().usage(spec.commandLine().getOut());
        }
    }
}
