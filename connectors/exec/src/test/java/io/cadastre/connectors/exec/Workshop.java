package io.cadastre.connectors.exec;

import io.cadastre.cypher.Neo4jGraph;
import io.cadastre.engine.House;
import io.cadastre.engine.installation.InvalidInstallationException;
import io.cadastre.engine.installation.NewInstallation;
import io.cadastre.engine.sync.SyncReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The engine over a real graph with both connectors of this module, and programs that tests write. */
final class Workshop implements AutoCloseable {
    static final ChildProcess.Limits SHORT = new ChildProcess.Limits(1 << 16, Duration.ofMillis(500));

    final House house;
    private final Path directory;

    Workshop(Neo4jGraph graph, Path directory) {
        this.directory = directory;
        this.house = new House(
                graph,
                directory,
                new ExecConnector(SHORT, Duration.ofSeconds(2), System::nanoTime),
                new PushConnector());
    }

    /** An installation that prints the file {@code lines}. */
    String printing() {
        return running("cat", file("lines").toString());
    }

    String running(String... command) {
        return install("exec", Map.of("command", List.of(command)));
    }

    /** An installation that runs a script of the shell. */
    String script(String text) {
        return running("sh", write("script", text).toString());
    }

    String install(String connector, Map<String, Object> config) {
        try {
            return house.installations
                    .create(new NewInstallation("One of " + connector, connector, config, null))
                    .id();
        } catch (InvalidInstallationException e) {
            throw new AssertionError(e);
        }
    }

    SyncReport sync(String installation, Lines lines) {
        return sync(installation, lines.text());
    }

    SyncReport sync(String installation, String printed) {
        write("lines", printed);
        return house.sync(installation);
    }

    SyncReport sync(String installation, byte[] printed) {
        try {
            Files.write(file("lines"), printed);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return house.sync(installation);
    }

    Path file(String name) {
        return directory.resolve(name);
    }

    Path write(String name, String text) {
        try {
            return Files.writeString(file(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    long hosts() {
        return house.count("MATCH (h:Host) RETURN count(h)");
    }

    long services() {
        return house.count("MATCH (s:Service) RETURN count(s)");
    }

    @Override
    public void close() {
        house.close();
    }
}
