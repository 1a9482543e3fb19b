package io.cadastre.connectors.okta;

import io.cadastre.connectors.conformance.ConnectorHouse;
import io.cadastre.connectors.conformance.OneKey;
import io.cadastre.cypher.Neo4jGraph;
import io.cadastre.spi.ConnectorModule;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

/** An organisation that is read by a token. */
final class OktaHouse extends ConnectorHouse {
    OktaHouse(Neo4jGraph graph, Path directory, URI baseUrl, String token, ConnectorModule... others) {
        super(
                graph,
                directory,
                new OktaConnector(),
                Map.of("baseUrl", baseUrl.toString()),
                (calls, time) -> new OneKey("token", token),
                others);
    }
}
