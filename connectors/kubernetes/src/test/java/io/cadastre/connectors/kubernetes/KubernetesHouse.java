package io.cadastre.connectors.kubernetes;

import io.cadastre.connectors.conformance.ConnectorHouse;
import io.cadastre.connectors.conformance.OneKey;
import io.cadastre.cypher.Neo4jGraph;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/** A cluster that is read by a token, which a test may replace. */
final class KubernetesHouse extends ConnectorHouse {
    final AtomicReference<String> token;

    KubernetesHouse(Neo4jGraph graph, Path directory, URI baseUrl, String token) {
        this(graph, directory, baseUrl, new AtomicReference<>(token));
    }

    private KubernetesHouse(Neo4jGraph graph, Path directory, URI baseUrl, AtomicReference<String> token) {
        super(
                graph,
                directory,
                new KubernetesConnector(),
                Map.of("baseUrl", baseUrl.toString()),
                (calls, time) -> new OneKey("token", Objects.requireNonNull(token.get())));
        this.token = token;
    }

    /** All relationships of a verb between two types, as {@code from -> to}. */
    List<String> edges(String from, String verb, String to) {
        return texts("MATCH (a:" + from + ")-[:" + verb + "]->(b:" + to
                + ") WITH a._displayName + ' -> ' + b._displayName AS line RETURN line ORDER BY line");
    }

    Map<String, Object> properties(String label, String name) {
        return house.query("MATCH (e:" + label + " {_displayName: $name}) RETURN properties(e) AS p", "name", name)
                .getFirst()
                .get("p")
                .asMap();
    }
}
