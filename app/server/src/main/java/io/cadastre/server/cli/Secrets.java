package io.cadastre.server.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Reads secrets from where they are: a file, the standard input or the environment. Never from the command line itself,
 * which every user of the machine can read in a list of processes and which stays in the shell's history (I14).
 */
final class Secrets {
    static final String HOW = "name=@FILE, name=- (standard input) or name=env:VARIABLE";

    private final Map<String, String> variables;
    private final InputStream standardInput;

    Secrets(Map<String, String> variables, InputStream standardInput) {
        this.variables = Map.copyOf(variables);
        this.standardInput = standardInput;
    }

    /**
     * Reads all.
     *
     * @param given each as {@link #HOW} says; a member of an OAuth client is {@code name.clientId=…}
     * @throws CommandException that quotes nothing after the equals sign
     */
    ObjectNode read(List<String> given) {
        ObjectNode secrets = ApiClient.JSON.createObjectNode();
        boolean inputRead = false;
        for (String one : given) {
            int equals = one.indexOf('=');
            if (equals < 1) {
                throw wrong("--secret must look like " + HOW + ".");
            }
            String name = one.substring(0, equals);
            String source = one.substring(equals + 1);
            if (source.equals("-")) {
                if (inputRead) {
                    throw wrong("Only one --secret can be read from the standard input.");
                }
                inputRead = true;
            }
            put(secrets, name, read(name, source));
        }
        return secrets;
    }

    private static void put(ObjectNode secrets, String name, String value) {
        int dot = name.indexOf('.');
        if (dot < 1) {
            secrets.set(name, whole(name, value));
        } else {
            JsonNode client = secrets.get(name.substring(0, dot));
            ObjectNode members =
                    client instanceof ObjectNode object ? object : secrets.putObject(name.substring(0, dot));
            members.put(name.substring(dot + 1), value);
        }
    }

    /** A text, or an OAuth client as a JSON object. */
    private static JsonNode whole(String name, String value) {
        if (!value.startsWith("{")) {
            return ApiClient.JSON.getNodeFactory().textNode(value);
        }
        try {
            JsonNode read = ApiClient.JSON.readTree(value);
            return read.has("clientId") ? read : ApiClient.JSON.getNodeFactory().textNode(value);
        } catch (JsonProcessingException e) {
            // Not JSON: a text that happens to begin with a brace.
            return ApiClient.JSON.getNodeFactory().textNode(value);
        }
    }

    private String read(String name, String source) {
        String text;
        if (source.equals("-")) {
            text = standardInput(name);
        } else if (source.startsWith("@")) {
            text = file(name, source.substring(1));
        } else if (source.startsWith("env:")) {
            String variable = source.substring("env:".length());
            text = variables.get(variable);
            if (text == null) {
                throw wrong("There is no variable '" + variable + "' in the environment for --secret " + name + ".");
            }
        } else {
            throw wrong("A secret on the command line can be read by every user of this machine. Give '" + name
                    + "' as " + HOW + "; and replace the secret if it was a real one.");
        }
        String stripped = text.stripTrailing();
        if (stripped.isEmpty()) {
            throw wrong("The secret '" + name + "' is empty.");
        }
        return stripped;
    }

    private String standardInput(String name) {
        try {
            return new String(standardInput.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new CommandException(
                    ExitCode.USAGE, "The secret '" + name + "' cannot be read from the standard input.", e);
        }
    }

    private static String file(String name, String path) {
        try {
            return Files.readString(Path.of(path));
        } catch (IOException | InvalidPathException e) {
            throw new CommandException(
                    ExitCode.USAGE, "The file '" + path + "' with the secret '" + name + "' cannot be read.", e);
        }
    }

    private static CommandException wrong(String message) {
        return new CommandException(ExitCode.USAGE, message);
    }
}
