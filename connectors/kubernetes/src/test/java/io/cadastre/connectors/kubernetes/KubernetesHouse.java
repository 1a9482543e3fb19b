package io.cadastre.connectors.kubernetes;

import io.cadastre.connectors.conformance.OneKey;
import io.cadastre.connectors.conformance.SkippedTime;
import io.cadastre.cypher.Neo4jGraph;
import io.cadastre.cypher.ingest.IngestLimits;
import io.cadastre.engine.House;
import io.cadastre.engine.call.CallRuntime;
import io.cadastre.engine.call.RetryPolicy;
import io.cadastre.engine.sync.StepReport;
import io.cadastre.engine.sync.SyncReport;
import io.cadastre.spi.Config;
import io.cadastre.spi.ConnectorDefinition;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.ConnectorModule;
import io.cadastre.spi.Installation;
import io.cadastre.spi.credential.Credentials;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** The engine, a graph and an installation of the connector whose settings a test changes. */
final class KubernetesHouse implements AutoCloseable {
    final House house;
    final Map<String, Object> settings = new HashMap<>();
    String token;

    private final CallRuntime calls = new CallRuntime(new SkippedTime(), new Random(1), RetryPolicy.DEFAULT);
    private final String installation;

    KubernetesHouse(Neo4jGraph graph, Path directory, URI baseUrl, String token) {
        this.token = token;
        settings.put("baseUrl", baseUrl.toString());
        house = new House(graph, directory, IngestLimits.DEFAULT, calls, module());
        installation = house.install("kubernetes");
    }

    /** The connector with its settings built in: what it reads needs no form and no vault. */
    private ConnectorModule module() {
        KubernetesConnector connector = new KubernetesConnector();
        ConnectorDefinition own = connector.definition();
        ConnectorDefinition bare =
                ConnectorDefinition.of(own.name(), own.displayName(), own.description(), own.schema());
        return new ConnectorModule() {
            @Override
            public ConnectorDefinition definition() {
                return bare;
            }

            @Override
            public Installation initialise(Config config, Credentials credentials) throws ConnectorException {
                return connector.initialise(checked(own, settings), new OneKey("token", token));
            }
        };
    }

    private static Config checked(ConnectorDefinition definition, Map<String, Object> settings) {
        Config.Checked checked = Config.check(definition.config(), settings);
        if (!checked.problems().isEmpty()) {
            throw new AssertionError(checked.problems());
        }
        return checked.config();
    }

    SyncReport sync() {
        return house.sync(installation);
    }

    static StepReport step(SyncReport report, String id) {
        return report.steps().stream()
                .filter(step -> step.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    /** The display names of the entities of a type, in order. */
    List<String> named(String label) {
        return texts("MATCH (e:" + label + ") RETURN e._displayName ORDER BY e._displayName");
    }

    /** All relationships of a verb between two types, as {@code from -> to}. */
    List<String> edges(String from, String verb, String to) {
        return texts("MATCH (a:" + from + ")-[:" + verb + "]->(b:" + to
                + ") WITH a._displayName + ' -> ' + b._displayName AS line RETURN line ORDER BY line");
    }

    List<String> texts(String cypher) {
        return house.query(cypher).stream().map(row -> row.get(0).asString()).toList();
    }

    Map<String, Object> properties(String label, String name) {
        return house.query("MATCH (e:" + label + " {_displayName: $name}) RETURN properties(e) AS p", "name", name)
                .getFirst()
                .get("p")
                .asMap();
    }

    @Override
    public void close() {
        house.close();
        calls.close();
    }
}
