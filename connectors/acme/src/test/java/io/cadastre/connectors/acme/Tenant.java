package io.cadastre.connectors.acme;

import io.cadastre.connectors.acme.server.AcmeData;
import io.cadastre.connectors.acme.server.AcmeServer;
import io.cadastre.connectors.conformance.OneKey;
import io.cadastre.spi.Config;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.Installation;
import io.cadastre.spi.pipeline.Pipeline;
import java.util.Map;

/** A server, and an installation of the connector that reads it, without the engine. */
final class Tenant implements AutoCloseable {
    final AcmeData data;
    final AcmeServer server;
    final Installation installation;
    final DirectEnv env;

    Tenant(AcmeData data) throws ConnectorException {
        this.data = data;
        server = AcmeServer.start(data);
        installation = installation(server.apiKey());
        env = env(installation);
    }

    Installation installation(String key) throws ConnectorException {
        return new AcmeConnector()
                .initialise(
                        config(Map.of("baseUrl", server.baseUrl() + "/", "incremental", "true")),
                        new OneKey("apiKey", key));
    }

    static DirectEnv env(Installation installation) {
        return new DirectEnv(installation.http().orElseThrow());
    }

    static Config config(Map<String, String> values) {
        Config.Checked checked = Config.check(new AcmeConnector().definition().config(), values);
        if (!checked.problems().isEmpty()) {
            throw new AssertionError(checked.problems());
        }
        return checked.config();
    }

    Pipeline pipeline() {
        return installation.pipeline().orElseThrow();
    }

    @Override
    public void close() {
        server.close();
    }
}
