package io.cadastre.connectors.postgresql;

import io.cadastre.cypher.Neo4jGraph;
import io.cadastre.cypher.ingest.DeletionBudget;
import io.cadastre.engine.House;
import io.cadastre.engine.installation.NewInstallation;
import io.cadastre.engine.sync.StepReport;
import io.cadastre.engine.sync.SyncReport;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The engine, a graph and one installation of the connector. */
final class PostgresHouse implements AutoCloseable {
    final House house;
    final String installation;

    PostgresHouse(Neo4jGraph graph, Path directory, Map<String, Object> config, String password) {
        house = new House(graph, directory, new PostgresqlConnector());
        installation = install(config, password);
    }

    private String install(Map<String, Object> config, String password) {
        try {
            return house.installations
                    .create(new NewInstallation(
                            "One server", "postgresql", config, Map.of("password", password), null, DeletionBudget.OFF))
                    .id();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    static Map<String, Object> config(int port, String username, Object... more) {
        Map<String, Object> config = new TreeMap<>(
                Map.of("host", "127.0.0.1", "port", (long) port, "username", username, "sslMode", "disable"));
        for (int i = 0; i < more.length; i += 2) {
            config.put((String) more[i], more[i + 1]);
        }
        return config;
    }

    SyncReport sync() {
        return house.sync(installation);
    }

    /** What a question gives, each row in one line, in order. */
    List<String> ask(String cypher, Object... parameters) {
        return house.query(cypher, parameters).stream()
                .map(row -> row.values().stream()
                        .map(value -> value.isNull() ? "-" : String.valueOf(value.asObject()))
                        .collect(Collectors.joining(" | ")))
                .sorted()
                .toList();
    }

    /** The names of all that has a label, in order. */
    List<String> names(String label) {
        return ask("MATCH (n:" + label + ") RETURN n._displayName");
    }

    /** How many entities of each type there are. */
    Map<String, Long> counts() {
        Map<String, Long> counts = new TreeMap<>();
        house.query("MATCH (n:Entity) RETURN n._type AS type, count(*) AS count")
                .forEach(row ->
                        counts.put(row.get("type").asString(), row.get("count").asLong()));
        return counts;
    }

    static Map<String, String> outcomes(SyncReport report) {
        return report.steps().stream()
                .collect(Collectors.toMap(StepReport::id, StepReport::outcome, (a, b) -> a, TreeMap::new));
    }

    @Override
    public void close() {
        house.close();
    }
}
