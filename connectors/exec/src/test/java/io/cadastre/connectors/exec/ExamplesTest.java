package io.cadastre.connectors.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cadastre.cypher.TestGraph;
import io.cadastre.engine.sync.SyncReport;
import io.cadastre.engine.sync.SyncState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The examples of the documentation, run as a user would run them. */
class ExamplesTest {
    @RegisterExtension
    static final TestGraph GRAPH = new TestGraph();

    private static final Path EXAMPLES =
            Path.of("../../docs/examples").toAbsolutePath().normalize();

    private Workshop workshop;

    @BeforeEach
    void open(@TempDir Path directory) {
        workshop = new Workshop(GRAPH.graph(), directory);
    }

    @AfterEach
    void close() {
        workshop.close();
    }

    /** A machine without the language skips the example; the build server may not. */
    private static void need(String program) {
        boolean there = Stream.of(System.getenv().getOrDefault("PATH", "").split(java.io.File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
        if ("true".equals(System.getenv("CI"))) {
            assertThat(there).as("%s is needed to run its example", program).isTrue();
        }
        assumeTrue(there, program + " is not on this machine, so its example was not run.");
    }

    @Test
    void theExampleInPythonListsHostsAndTheirServices() {
        need("python3");
        Path hosts = workshop.write("hosts.json", """
                [{"serial": "S1", "hostname": "alpha", "cores": 8, "boughtOn": "2024-02-29", "state": "running",
                  "services": [{"name": "web", "port": 443}, {"name": "ssh", "port": 22}]},
                 {"serial": "S2", "hostname": "beta", "services": []}]""");
        String installation = workshop.install(
                "exec",
                Map.of(
                        "command",
                        List.of("python3", EXAMPLES.resolve("inhouse_hosts.py").toString()),
                        "settings",
                        "{\"file\": \"" + hosts + "\"}"));
        SyncReport report = workshop.house.sync(installation);
        assertThat(report.problems()).isEmpty();
        assertThat(report.state()).as(report.reason()).isEqualTo(SyncState.SUCCEEDED);
        assertThat(workshop.house.count(
                        "MATCH (:InhouseHost {hostname: 'alpha'})-[:RUNS]->(s:InhouseService)" + " RETURN count(s)"))
                .isEqualTo(2);

        // A service that is gone goes; those that could not be read stay
        workshop.write("hosts.json", """
                [{"serial": "S1", "hostname": "alpha", "services": [{"name": "web", "port": 443}]},
                 {"serial": "S2", "hostname": "beta", "services": []}]""");
        assertThat(workshop.house.sync(installation).state()).isEqualTo(SyncState.SUCCEEDED);
        assertThat(workshop.services()).isEqualTo(1);
        workshop.write("hosts.json", "[{\"serial\": \"S1\", \"hostname\": \"alpha\"}]");
        workshop.house.sync(installation);
        assertThat(workshop.services()).isEqualTo(1);
        assertThat(workshop.hosts()).isEqualTo(1);

        // And a database that is not there deletes nothing
        workshop.write("hosts.json", "[{\"serial\"");
        SyncReport broken = workshop.house.sync(installation);
        assertThat(broken.state()).isEqualTo(SyncState.FAILED);
        assertThat(broken.reason()).contains("exit code 1", "JSONDecodeError");
        assertThat(workshop.hosts()).isEqualTo(1);
    }

    @Test
    void theExampleInShellListsRacksAndMachines() {
        need("sh");
        Path machines =
                workshop.write("machines.txt", "# rack machine units\nr1 alpha 2\nr1 \"beta\\ 1\n\nr2 gamma 4\n");
        String installation =
                workshop.running("sh", EXAMPLES.resolve("inventory.sh").toString(), machines.toString());
        SyncReport report = workshop.house.sync(installation);
        assertThat(report.problems()).isEmpty();
        assertThat(report.state()).as(report.reason()).isEqualTo(SyncState.SUCCEEDED);
        assertThat(workshop.house.query("MATCH (r:DcRack)-[:HAS]->(m:DcMachine) RETURN m._key AS k ORDER BY k").stream()
                        .map(row -> row.get("k").asString()))
                .containsExactly("\"beta\\", "alpha", "gamma");

        workshop.write("machines.txt", "r1 alpha 2\n");
        workshop.house.sync(installation);
        assertThat(workshop.hosts()).isEqualTo(1);
    }
}
