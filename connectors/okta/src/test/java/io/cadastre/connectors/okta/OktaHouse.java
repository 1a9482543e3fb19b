package io.cadastre.connectors.okta;

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
import java.util.stream.Stream;

/** The engine, a graph and an installation of the connector whose settings a test changes. */
final class OktaHouse implements AutoCloseable {
    final SkippedTime time = new SkippedTime();
    final House house;
    final String installation;
    final Map<String, Object> settings = new HashMap<>();

    private final CallRuntime calls = new CallRuntime(time, new Random(1), RetryPolicy.DEFAULT);

    OktaHouse(Neo4jGraph graph, Path directory, URI baseUrl, String token, ConnectorModule... others) {
        settings.put("baseUrl", baseUrl.toString());
        ConnectorModule[] modules =
                Stream.concat(Stream.of(module(token)), Stream.of(others)).toArray(ConnectorModule[]::new);
        house = new House(graph, directory, IngestLimits.DEFAULT, calls, modules);
        installation = house.install("okta");
    }

    /** The connector with its settings built in: what it reads needs no form and no vault. */
    private ConnectorModule module(String token) {
        OktaConnector connector = new OktaConnector();
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
                return connector.initialise(config(settings), new OneKey("token", token));
            }
        };
    }

    static Config config(Map<String, ?> settings) {
        Config.Checked checked = Config.check(new OktaConnector().definition().config(), settings);
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
    List<String> named(String type) {
        return texts("MATCH (e:Entity {_installation: $installation, _type: '" + type
                + "'}) RETURN e._displayName ORDER BY e._displayName");
    }

    /** All relationships of a kind as {@code from VERB to}, with the value of a property if there is one. */
    List<String> edges(String verb, String property) {
        return texts("MATCH (a:Entity {_installation: $installation})-[r:" + verb + "]->(b:Entity) "
                + "WITH a._displayName + ' " + verb + "' + coalesce(' as ' + r." + property
                + ", '') + ' ' + b._displayName AS line RETURN line ORDER BY line");
    }

    List<String> texts(String cypher) {
        return house.query(cypher, "installation", installation).stream()
                .map(row -> row.get(0).asString())
                .toList();
    }

    @Override
    public void close() {
        house.close();
        calls.close();
    }
}
