package io.cadastre.connectors.keycloak;

import io.cadastre.connectors.conformance.ConnectorHouse;
import io.cadastre.connectors.conformance.OneClient;
import io.cadastre.cypher.Neo4jGraph;
import io.cadastre.engine.credential.OAuthSecret;
import io.cadastre.spi.credential.Credentials;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A server that is read by one client, which keeps its token from sync to sync. */
final class KeycloakHouse extends ConnectorHouse {
    KeycloakHouse(Neo4jGraph graph, Path directory, URI baseUrl, String clientId, String clientSecret) {
        super(
                graph,
                directory,
                new KeycloakConnector(),
                Map.of("baseUrl", baseUrl.toString(), "realm", "acme"),
                kept(new OAuthSecret(clientId, clientSecret, null)));
    }

    private static Reader kept(OAuthSecret secret) {
        AtomicReference<@Nullable Credentials> client = new AtomicReference<>();
        return (calls, time) ->
                client.updateAndGet(known -> known == null ? new OneClient("client", secret, calls, time) : known);
    }
}
