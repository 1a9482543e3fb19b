package io.cadastre.connectors.exec;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.cadastre.spi.Config;
import io.cadastre.spi.ConnectorException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How an installation runs its program.
 *
 * @param command the program and its arguments; no shell reads them
 * @param directory where it runs; empty for the server's own directory
 * @param environment what it finds in its environment, beside a few harmless variables of the server
 * @param settings what it reads on its input
 * @param timeout how long it may take
 */
record ExecSettings(
        List<String> command,
        Optional<Path> directory,
        Map<String, String> environment,
        JsonNode settings,
        Duration timeout) {
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern URL_WITH_PASSWORD = Pattern.compile("[a-z][a-z0-9+.-]*://[^/\\s:@]*:[^/\\s@]+@.*");
    private static final long MOST_MINUTES = Duration.ofDays(7).toMinutes();
    private static final String ADVICE = " Everybody on the machine may see it; put it into the credential 'secrets',"
            + " which the program reads on its input.";

    ExecSettings {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    static ExecSettings of(Config config) throws ConnectorException.Configuration {
        List<String> command = config.texts("command");
        if (command.isEmpty()) {
            throw new ConnectorException.Configuration("The command needs at least a program.");
        }
        for (String argument : command) {
            int equals = argument.indexOf('=');
            if ((equals > 0 && SecretName.matches(argument.substring(0, equals)))
                    || URL_WITH_PASSWORD.matcher(argument).find()) {
                throw new ConnectorException.Configuration("An argument of the command looks like a secret." + ADVICE);
            }
        }
        long minutes = config.integer("timeout");
        if (minutes < 1 || minutes > MOST_MINUTES) {
            throw new ConnectorException.Configuration("The timeout must be 1 to " + MOST_MINUTES + " minutes.");
        }
        return new ExecSettings(
                command,
                directory(config.maybeText("directory")),
                environment(config.texts("environment")),
                settings(config.maybeText("settings")),
                Duration.ofMinutes(minutes));
    }

    private static Optional<Path> directory(Optional<String> text) throws ConnectorException.Configuration {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            Path directory = Path.of(text.get());
            if (directory.isAbsolute()) {
                return Optional.of(directory);
            }
        } catch (InvalidPathException e) {
            // Not even a path.
        }
        throw new ConnectorException.Configuration("The directory must be an absolute path.");
    }

    private static Map<String, String> environment(List<String> lines) throws ConnectorException.Configuration {
        Map<String, String> environment = new LinkedHashMap<>();
        for (String line : lines) {
            int equals = line.indexOf('=');
            String name = equals < 0 ? "" : line.substring(0, equals);
            if (!VARIABLE.matcher(name).matches()) {
                throw new ConnectorException.Configuration("Each line of the environment must be NAME=value.");
            }
            String value = line.substring(equals + 1);
            if (SecretName.matches(name) || URL_WITH_PASSWORD.matcher(value).find()) {
                throw new ConnectorException.Configuration(
                        "The variable '" + name + "' of the environment looks like a secret." + ADVICE);
            }
            environment.put(name, value);
        }
        return environment;
    }

    private static JsonNode settings(Optional<String> text) throws ConnectorException.Configuration {
        if (text.isEmpty()) {
            return NullNode.getInstance();
        }
        try {
            return JsonLine.MAPPER.readTree(text.get());
        } catch (JsonProcessingException e) {
            throw new ConnectorException.Configuration("The settings must be JSON, for example {\"site\": \"north\"}.");
        }
    }
}
