package io.cadastre.connectors.ldap;

import io.cadastre.cypher.Neo4jGraph;
import io.cadastre.cypher.ingest.DeletionBudget;
import io.cadastre.cypher.ingest.IngestLimits;
import io.cadastre.engine.House;
import io.cadastre.engine.call.CallRuntime;
import io.cadastre.engine.call.RetryPolicy;
import io.cadastre.engine.call.Time;
import io.cadastre.engine.installation.InvalidInstallationException;
import io.cadastre.engine.installation.NewInstallation;
import io.cadastre.engine.sync.SyncMode;
import io.cadastre.engine.sync.SyncReport;
import io.cadastre.engine.sync.SyncRequest;
import io.cadastre.engine.sync.SyncRunningException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/** The engine, a graph and installations of the connector. Nothing is tried twice. */
final class LdapHouse implements AutoCloseable {
    static final Path PAGE = Path.of("../../docs/connectors/ldap.md");

    private final CallRuntime calls = new CallRuntime(
            Time.SYSTEM,
            new Random(1),
            new RetryPolicy(1, Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofMillis(1)));
    private final House house;

    LdapHouse(Neo4jGraph graph, Path directory) {
        house = new House(graph, directory, IngestLimits.DEFAULT, calls, new LdapConnector());
    }

    String install(Map<String, ?> config, String password) {
        try {
            return house.installations
                    .create(new NewInstallation(
                            "A directory", "ldap", config, Map.of("password", password), null, DeletionBudget.OFF))
                    .id();
        } catch (InvalidInstallationException e) {
            throw new AssertionError(e.problems().toString(), e);
        }
    }

    SyncReport sync(String installation) {
        return house.sync(installation);
    }

    /** What a sync would change that reads everything, whatever earlier ones left. It changes nothing, and leaves nothing. */
    SyncReport planReload(String installation) {
        later(Duration.ofMinutes(1));
        try {
            return house.awaitEnd(
                    house.syncs.start(installation, new SyncRequest(SyncMode.PLAN, "test", Set.of(), true)));
        } catch (SyncRunningException e) {
            throw new AssertionError(e);
        }
    }

    /** Lets time pass. */
    void later(Duration by) {
        house.clock.advance(by);
    }

    /** The values of the rows of a query, as texts. */
    List<String> rows(String cypher) {
        return house.query(cypher).stream()
                .map(row -> String.join(
                        " ",
                        row.values().stream()
                                .map(value -> value.isNull() ? "-" : String.valueOf(value.asObject()))
                                .toList()))
                .toList();
    }

    /** All properties that the connector gave one entity. */
    Map<String, Object> properties(String label, String name) {
        return house
                .query(
                        "MATCH (e:" + label + " {name: $name}) WITH properties(e) AS found"
                                + " UNWIND [key IN keys(found) WHERE NOT key STARTS WITH '_'] AS key"
                                + " RETURN key, found[key] AS value",
                        "name",
                        name)
                .stream()
                .collect(Collectors.toMap(
                        row -> row.get("key").asString(),
                        row -> row.get("value").asObject()));
    }

    @Override
    public void close() {
        house.close();
        calls.close();
    }
}
