package io.cadastre.connectors.aws;

import io.cadastre.connectors.conformance.ConnectorHouse;
import io.cadastre.connectors.conformance.OneKey;
import io.cadastre.cypher.Neo4jGraph;
import io.cadastre.spi.ConnectorModule;
import java.nio.file.Path;
import java.util.Map;

/** An account that is read by an access key. */
final class AwsHouse extends ConnectorHouse {
    AwsHouse(Neo4jGraph graph, Path directory, String endpoint, String secret, ConnectorModule... others) {
        super(
                graph,
                directory,
                new AwsConnector(),
                Map.of("accessKeyId", FakeAws.KEY_ID, "endpoint", endpoint),
                (calls, time) -> new OneKey("secretAccessKey", secret),
                others);
    }
}
