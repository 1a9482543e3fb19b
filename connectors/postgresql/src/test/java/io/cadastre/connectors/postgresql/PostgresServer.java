package io.cadastre.connectors.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cadastre.connectors.servers.Loopback;
import io.cadastre.connectors.servers.Program;
import io.cadastre.connectors.servers.RealServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;

/** A PostgreSQL of its own, on a port of this machine and in a new directory. Nothing of it outlives the test. */
final class PostgresServer implements AutoCloseable {
    static final String SUPERUSER = "postgres";
    static final String PASSWORD = "secret-of-the-superuser-5f1c";

    /** PostgreSQL does not run as root. */
    private static final boolean ROOT = "root".equals(System.getProperty("user.name"));

    private final Path directory;
    private final int port;
    private final RealServer server;
    private final Map<String, Connection> connections = new ConcurrentHashMap<>();

    private PostgresServer(Path directory, int port, RealServer server) {
        this.directory = directory;
        this.port = port;
        this.server = server;
    }

    /** A machine without the server skips the test; the build server may not. */
    static void need() {
        boolean there = binaries().isPresent();
        if ("true".equals(System.getenv("CI"))) {
            assertThat(there).as("postgresql-15 is needed for this test").isTrue();
        }
        assumeTrue(there, "postgresql-15 is not installed, so this was not run.");
    }

    /** Debian keeps the server outside the PATH, one directory for each version. */
    private static Optional<Path> binaries() {
        Path debian = Path.of("/usr/lib/postgresql");
        if (Files.isDirectory(debian)) {
            try (Stream<Path> versions = Files.list(debian)) {
                Optional<Path> newest = versions.map(version -> version.resolve("bin"))
                        .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                        .max(Comparator.comparing(Path::toString));
                if (newest.isPresent()) {
                    return newest;
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return Program.find("initdb").map(Path::getParent);
    }

    /**
     * Starts one.
     *
     * @param settings further ones, as {@code name=value}
     */
    static PostgresServer start(String... settings) {
        return start(Map.of(), settings);
    }

    /**
     * Starts one with files in its data directory.
     *
     * @param files by name; readable by the server alone
     */
    static PostgresServer start(Map<String, String> files, String... settings) {
        need();
        Path bin = binaries().orElseThrow();
        try {
            Path directory = Files.createTempDirectory("cadastre-postgres");
            own(directory);
            Path data = directory.resolve("data");
            write(directory.resolve("password"), PASSWORD);
            RealServer.run(
                    command(
                            bin.resolve("initdb"),
                            "-D",
                            data.toString(),
                            "-U",
                            SUPERUSER,
                            "-A",
                            "scram-sha-256",
                            "--pwfile=" + directory.resolve("password"),
                            "--no-sync",
                            "--no-locale",
                            "-E",
                            "UTF8"),
                    Map.of(),
                    directory.resolve("initdb.log"));
            for (Map.Entry<String, String> file : files.entrySet()) {
                write(data.resolve(file.getKey()), file.getValue());
            }
            int port = Loopback.freePort();
            List<String> options = new ArrayList<>(List.of("-D", data.toString(), "-p", "" + port, "-h", "127.0.0.1"));
            Stream.of(
                            "unix_socket_directories=",
                            "fsync=off",
                            "autovacuum=off",
                            "wal_level=logical",
                            "max_replication_slots=20")
                    .forEach(setting -> options.addAll(List.of("-c", setting)));
            for (String setting : settings) {
                options.addAll(List.of("-c", setting));
            }
            RealServer server = RealServer.start(
                    command(bin.resolve("postgres"), options.toArray(String[]::new)),
                    Map.of(),
                    directory.resolve("server.log"),
                    () -> {
                        connect(port, "postgres").close();
                        return true;
                    });
            return new PostgresServer(directory, port, server);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> command(Path program, String... arguments) {
        List<String> command = new ArrayList<>();
        if (ROOT) {
            command.addAll(List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"));
        }
        command.add(program.toString());
        command.addAll(List.of(arguments));
        return command;
    }

    private static void write(Path file, String text) throws IOException {
        Files.writeString(file, text);
        own(file);
        Files.setPosixFilePermissions(file, java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
    }

    private static void own(Path path) throws IOException {
        if (ROOT) {
            Files.setOwner(
                    path,
                    FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByName("postgres"));
        }
    }

    int port() {
        return port;
    }

    /** Replaces pg_hba.conf, in which the server sees the rules of the file at once. */
    void hostRules(String rules) {
        try {
            write(directory.resolve("data/pg_hba.conf"), rules);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Connection connect(int port, String database) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", SUPERUSER);
        properties.setProperty("password", PASSWORD);
        properties.setProperty("PGDBNAME", database);
        Connection connection = new Driver()
                .connect(
                        "jdbc:postgresql://127.0.0.1:" + port + "/"
                                + java.net.URLEncoder.encode(database, java.nio.charset.StandardCharsets.UTF_8),
                        properties);
        assertThat(connection).isNotNull();
        return connection;
    }

    /** A connection of the superuser. */
    Connection connect(String database) {
        try {
            return connect(port, database);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** The superuser's connection to a database, made once. */
    private Connection connection(String database) {
        return connections.computeIfAbsent(database, this::connect);
    }

    /** Ends the superuser's connection, so that the database can be dropped. */
    void leave(String database) {
        try {
            Connection left = connections.remove(database);
            if (left != null) {
                left.close();
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** Runs statements as the superuser, each by itself. */
    void run(String database, String... statements) {
        try (Statement statement = connection(database).createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** The first column of the first row; null if there is no row. */
    @Nullable
    String value(String database, String sql) {
        try (Statement statement = connection(database).createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getString(1) : null;
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        List.copyOf(connections.keySet()).forEach(this::leave);
        server.close();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
