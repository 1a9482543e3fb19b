package io.cadastre.server.cli;

import io.cadastre.cypher.Neo4jGraph;
import io.cadastre.engine.credential.Keyring;
import io.cadastre.server.config.ConfigurationException;
import io.cadastre.server.config.ServerConfig;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Period;
import java.time.format.DateTimeParseException;
import java.time.temporal.TemporalAmount;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The server's settings as flags; the environment and the file have the same names. */
final class ServerOptions {
    private static final Set<String> SCHEMES = Set.of("bolt", "neo4j", "bolt+s", "neo4j+s", "bolt+ssc", "neo4j+ssc");
    private static final String ADMIN_TOKEN = "CADASTRE_ADMIN_TOKEN";
    private static final int SHORTEST_TOKEN = 16;
    private static final Duration SHORTEST_INTERVAL = Duration.ofSeconds(10);
    private static final Duration SHORTEST_RETENTION = Duration.ofHours(1);
    private static final String FOR_EVER = "off";

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            defaultValue = "data",
            description = "Where everything lies that has to outlive the process. Default: ${DEFAULT-VALUE}")
    private String dataDirectory = "";

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description =
                    "The address to listen on. Any but a loopback address lets others in. Default: ${DEFAULT-VALUE}")
    private String host = "";

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "7117",
            description = "The port to listen on; 0 for any free one. Default: ${DEFAULT-VALUE}")
    private String port = "";

    @Option(
            names = "--neo4j-uri",
            paramLabel = "URI",
            description = "A Neo4j server to use instead of the embedded one: bolt://… or neo4j://…, +s for TLS.")
    private @Nullable String neo4jUri;

    @Option(
            names = "--neo4j-user",
            paramLabel = "NAME",
            defaultValue = "neo4j",
            description = "The user at that server. Default: ${DEFAULT-VALUE}")
    private String neo4jUser = "";

    @Option(
            names = "--neo4j-password-file",
            paramLabel = "FILE",
            description = "A file with the user's password; or set CADASTRE_NEO4J_PASSWORD.")
    private @Nullable String neo4jPasswordFile;

    @Option(
            names = "--neo4j-database",
            paramLabel = "NAME",
            defaultValue = "neo4j",
            description = "The database at that server. Default: ${DEFAULT-VALUE}")
    private String neo4jDatabase = "";

    @Option(
            names = "--page-cache",
            paramLabel = "MIB",
            defaultValue = "256",
            description = "Memory of the embedded Neo4j outside the heap, in MiB. Default: ${DEFAULT-VALUE}")
    private String pageCache = "";

    @Option(
            names = "--plugins",
            paramLabel = "DIR",
            description = "Third-party connectors: a folder with jars for each. Default: plugins in the data directory")
    private @Nullable String plugins;

    @Option(
            names = "--health-every",
            paramLabel = "DURATION",
            defaultValue = "PT5M",
            description = "How often installations are asked whether they can do their work, an ISO-8601 duration."
                    + " Default: ${DEFAULT-VALUE}")
    private String healthEvery = "";

    @Option(
            names = "--publish-limit",
            paramLabel = "MIB",
            defaultValue = "64",
            description = "Up to this many MiB, by the memory that it is estimated to take in the database, a sync is"
                    + " published in one transaction; above, in chunks with a journal. 0: always in chunks."
                    + " Default: ${DEFAULT-VALUE}")
    private String publishLimit = "";

    @Option(
            names = "--compare-in-full-every",
            paramLabel = "DURATION",
            defaultValue = "P7D",
            description = "How often a sync reads all that its installation has in the graph, instead of believing the"
                    + " digests kept there; an ISO-8601 duration. Default: ${DEFAULT-VALUE}")
    private String compareInFullEvery = "";

    @Option(
            names = "--history-retention",
            paramLabel = "PERIOD",
            defaultValue = "P180D",
            description = "How long changes are remembered, an ISO-8601 period such as P180D or P1Y, at least PT1H;"
                    + " 'off' to remember them for ever. Default: ${DEFAULT-VALUE}")
    private String historyRetention = "";

    Path dataDirectory() {
        return Path.of(dataDirectory).toAbsolutePath().normalize();
    }

    /**
     * Checks all values.
     *
     * @throws ConfigurationException with everything that is wrong
     */
    ServerConfig check(Map<String, String> environment) {
        List<String> problems = new ArrayList<>();
        int portNumber = number("--port", port, 0, 65_535, problems);
        int pageCacheMib = number("--page-cache", pageCache, 16, 1 << 20, problems);
        if (host.isBlank()) {
            problems.add("--host must not be blank.");
        }
        Optional<String> token =
                Optional.ofNullable(environment.get(ADMIN_TOKEN)).filter(value -> !value.isEmpty());
        if (token.isPresent() && token.get().length() < SHORTEST_TOKEN) {
            problems.add(ADMIN_TOKEN + " needs at least " + SHORTEST_TOKEN + " characters.");
        }
        Duration every = interval("--health-every", healthEvery, problems);
        int publishLimitMib = number("--publish-limit", publishLimit, 0, 1 << 12, problems);
        Duration fullEvery = interval("--compare-in-full-every", compareInFullEvery, problems);
        Optional<TemporalAmount> retention = retention("--history-retention", historyRetention, problems);
        Optional<Neo4jGraph.Address> neo4j = neo4j(environment, problems);
        if (!problems.isEmpty()) {
            throw new ConfigurationException(String.join(" ", problems));
        }
        Optional<String> secretKey =
                Optional.ofNullable(environment.get(Keyring.VARIABLE)).filter(value -> !value.isBlank());
        return new ServerConfig(
                dataDirectory(),
                host,
                portNumber,
                neo4j,
                (long) pageCacheMib << 20,
                plugins == null
                        ? dataDirectory().resolve("plugins")
                        : Path.of(plugins).toAbsolutePath(),
                every,
                (long) publishLimitMib << 20,
                fullEvery,
                retention,
                token,
                secretKey);
    }

    private Optional<Neo4jGraph.Address> neo4j(Map<String, String> environment, List<String> problems) {
        if (neo4jUri == null) {
            return Optional.empty();
        }
        URI uri;
        try {
            uri = URI.create(neo4jUri);
        } catch (IllegalArgumentException e) {
            problems.add("--neo4j-uri is not a URI: '" + neo4jUri + "'.");
            return Optional.empty();
        }
        if (uri.getScheme() == null || !SCHEMES.contains(uri.getScheme()) || uri.getHost() == null) {
            problems.add("--neo4j-uri must look like bolt://host:7687 or neo4j+s://host:7687.");
        }
        if (uri.getUserInfo() != null) {
            problems.add("--neo4j-uri must not hold a password: it would show in process lists."
                    + " Use --neo4j-user and --neo4j-password-file.");
        }
        String password = password(environment, problems);
        return Optional.of(new Neo4jGraph.Address(uri, password.isEmpty() ? "" : neo4jUser, password, neo4jDatabase));
    }

    private String password(Map<String, String> environment, List<String> problems) {
        if (neo4jPasswordFile == null) {
            return environment.getOrDefault("CADASTRE_NEO4J_PASSWORD", "");
        }
        try {
            return Files.readString(Path.of(neo4jPasswordFile)).strip();
        } catch (IOException e) {
            problems.add("--neo4j-password-file cannot be read: " + neo4jPasswordFile + ".");
            return "";
        }
    }

    private static Duration interval(String flag, String text, List<String> problems) {
        Optional<Duration> interval = duration(text).filter(given -> given.compareTo(SHORTEST_INTERVAL) >= 0);
        if (interval.isPresent()) {
            return interval.get();
        }
        problems.add(flag + " must be an ISO-8601 duration of at least " + SHORTEST_INTERVAL + ", such as PT5M, not '"
                + text + "'.");
        return SHORTEST_INTERVAL;
    }

    private static Optional<TemporalAmount> retention(String flag, String text, List<String> problems) {
        if (text.equalsIgnoreCase(FOR_EVER)) {
            return Optional.empty();
        }
        // Days and hours, or months and years; not both, as nobody asks for.
        return Optional.<TemporalAmount>empty()
                .or(() -> duration(text).filter(keep -> keep.compareTo(SHORTEST_RETENTION) >= 0))
                .or(() -> period(text).filter(keep -> !keep.isNegative() && !keep.isZero()))
                .or(() -> {
                    problems.add(flag + " must be an ISO-8601 period of at least " + SHORTEST_RETENTION
                            + ", such as P180D or P1Y, or '" + FOR_EVER + "', not '" + text + "'.");
                    return Optional.empty();
                });
    }

    private static Optional<Duration> duration(String text) {
        try {
            return Optional.of(Duration.parse(text));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static Optional<Period> period(String text) {
        try {
            return Optional.of(Period.parse(text));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static int number(String flag, String text, int least, int most, List<String> problems) {
        try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        problems.add(flag + " must be a whole number from " + least + " to " + most + ", not '" + text + "'.");
        return 0;
    }
}
