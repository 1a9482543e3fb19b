package io.cadastre.server.config;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

/**
 * Settings from the environment and from a file; the environment comes first. A setting {@code neo4j-uri} is
 * {@code --neo4j-uri} as a flag, {@code CADASTRE_NEO4J_URI} in the environment and {@code neo4j-uri=} in the file.
 */
public final class ConfigSources {
    /** The file that is read if none is named, in the data directory. */
    public static final String DEFAULT_FILE = "cadastre.properties";

    private static final String PREFIX = "CADASTRE_";

    /** Variables that are no settings of the server: secrets, what commands use, what the launcher uses. */
    private static final Set<String> OTHER_VARIABLES = Set.of(
            "CADASTRE_ADMIN_TOKEN",
            "CADASTRE_SECRET_KEY",
            "CADASTRE_TOKEN",
            "CADASTRE_URL",
            "CADASTRE_CONFIG",
            "CADASTRE_HOME",
            "CADASTRE_NEO4J_PASSWORD",
            "CADASTRE_JAVA_OPTS");

    private final Map<String, String> environment;
    private final Properties file;

    private ConfigSources(Map<String, String> environment, Properties file) {
        this.environment = environment;
        this.file = file;
    }

    /**
     * Reads both.
     *
     * @param settings the names of all settings
     * @param environment the process's environment
     * @param file the file; may be missing unless {@code required}
     * @throws ConfigurationException if one of them holds something unknown, or the file cannot be read
     */
    public static ConfigSources read(
            Set<String> settings, Map<String, String> environment, Path file, boolean required) {
        List<String> problems = new ArrayList<>();
        Set<String> variables = new TreeSet<>(OTHER_VARIABLES);
        settings.forEach(setting -> variables.add(variable(setting)));
        for (String name : new TreeSet<>(environment.keySet())) {
            if (name.startsWith(PREFIX) && !variables.contains(name)) {
                problems.add("The environment variable " + name + " is unknown." + nearest(name, variables));
            }
        }
        Properties properties = load(file, required);
        for (String name : new TreeSet<>(properties.stringPropertyNames())) {
            if (!settings.contains(name)) {
                problems.add("The setting '" + name + "' in " + file + " is unknown." + nearest(name, settings));
            }
        }
        if (!problems.isEmpty()) {
            throw new ConfigurationException(String.join(" ", problems));
        }
        return new ConfigSources(Map.copyOf(environment), properties);
    }

    private static Properties load(Path file, boolean required) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (NoSuchFileException e) {
            if (required) {
                throw new ConfigurationException("The configuration file " + file + " does not exist.");
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new ConfigurationException("The configuration file " + file
                    + " cannot be read: it must be lines of name=value in UTF-8 (" + e.getMessage() + ").");
        }
        return properties;
    }

    /** The value of a setting, if it is given. */
    public Optional<String> value(String setting) {
        return Optional.ofNullable(environment.get(variable(setting)))
                .filter(value -> !value.isBlank())
                .or(() -> Optional.ofNullable(file.getProperty(setting)))
                .map(String::strip);
    }

    /** The name of a setting in the environment. */
    public static String variable(String setting) {
        return PREFIX + setting.replace('-', '_').toUpperCase(Locale.ROOT);
    }

    private static String nearest(String name, Set<String> known) {
        return known.stream()
                .min(Comparator.comparingInt(candidate -> distance(name, candidate)))
                .filter(candidate -> distance(name, candidate) <= 4)
                .map(candidate -> " Did you mean " + candidate + "?")
                .orElse(" Known: " + String.join(", ", new TreeSet<>(known)) + ".");
    }

    /** How many letters have to be changed (Levenshtein). */
    public static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int above = row[j];
                int replace = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replace, Math.min(above, row[j - 1]) + 1);
                diagonal = above;
            }
        }
        return row[b.length()];
    }
}
