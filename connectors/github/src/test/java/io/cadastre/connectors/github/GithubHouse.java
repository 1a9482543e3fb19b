package io.cadastre.connectors.github;

import io.cadastre.connectors.conformance.ConnectorHouse;
import io.cadastre.connectors.conformance.OneKey;
import io.cadastre.cypher.Neo4jGraph;
import io.cadastre.spi.ConnectorModule;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

/** An organisation that is read by a token or an app. */
final class GithubHouse extends ConnectorHouse {
    GithubHouse(Neo4jGraph graph, Path directory, URI baseUrl, String token, ConnectorModule... others) {
        this(graph, directory, baseUrl, (calls, time) -> new OneKey("token", token), others);
    }

    GithubHouse(Neo4jGraph graph, Path directory, URI baseUrl, Reader reader, ConnectorModule... others) {
        super(
                graph,
                directory,
                new GithubConnector(),
                Map.of("baseUrl", baseUrl.toString(), "organization", "acme", "appInstallation", "17"),
                reader,
                others);
    }
}
