package io.cadastre.server.bench.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cadastre.cypher.Neo4jGraph;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The process of the database and the one that started it. */
class ChildDatabaseIT {
    @TempDir
    private Path directory = Path.of("set by JUnit");

    private static Process startParent(Path directory) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(flag -> flag.startsWith("--"))
                .forEach(command::add);
        command.addAll(List.of(
                "-cp", System.getProperty("java.class.path"), MortalParent.class.getName(), directory.toString()));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    @DisplayName("I14: the password is in no command line; the database ends when its parent is killed")
    void itEndsWithItsParentAndTellsNobodyItsPassword() throws Exception {
        Process parent = startParent(directory);
        try (var said = parent.inputReader()) {
            String[] words = said.readLine().split(" ");
            ProcessHandle database = ProcessHandle.of(Long.parseLong(words[0])).orElseThrow();
            String commandLine = Files.readString(Path.of("/proc", words[0], "cmdline"), StandardCharsets.UTF_8);
            assertThat(commandLine).contains(DatabaseProcess.class.getName()).doesNotContain(words[1]);

            parent.destroyForcibly();

            assertThat(database.onExit().get(60, TimeUnit.SECONDS).isAlive()).isFalse();
        } finally {
            parent.destroyForcibly();
        }
    }

    @Test
    void itCountsWhatCommitsAppendToTheLog() {
        var options = new ChildDatabase.Options(directory, 256L << 20, 8L << 20);
        try (ChildDatabase database = ChildDatabase.start(options);
                Neo4jGraph graph = Neo4jGraph.connect(database.address())) {
            database.settle();
            long before = database.transactionLogBytes();
            try (var session = graph.writeSession()) {
                session.run("MATCH (n) RETURN count(n)").consume();
                assertThat(database.transactionLogBytes()).isEqualTo(before);
                session.run("CREATE (:Mark {text: $text})", java.util.Map.of("text", "x".repeat(10_000)))
                        .consume();
            }
            assertThat(database.transactionLogBytes() - before).isBetween(10_000L, 20_000L);

            // What cannot be done is said, and the next request is answered all the same.
            assertThatThrownBy(() -> database.keepProfile(directory.resolve("a.jfr")))
                    .hasMessageContaining("No profile was started.");
            assertThat(database.transactionLogBytes()).isGreaterThan(before);
        }
    }

    @Test
    void oneThatDoesNotStartSaysWhy() throws Exception {
        Path file = Files.createFile(directory.resolve("neo4j"));
        assertThatThrownBy(() -> ChildDatabase.start(new ChildDatabase.Options(directory, 256L << 20, 8L << 20)))
                .hasMessageContaining("The process of the database ended")
                .hasMessageContaining("does not start on " + file);
    }
}
