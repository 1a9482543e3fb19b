package io.cadastre.connectors.postgresql;

import io.cadastre.connectors.conformance.Backend;
import io.cadastre.connectors.conformance.Behaviour;
import io.cadastre.connectors.conformance.ConnectorConformance;
import io.cadastre.spi.ConnectorModule;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** What holds for every connector holds for this one, read from a real server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresqlConformanceTest extends ConnectorConformance {
    private PostgresServer server;

    @BeforeAll
    void start() {
        server = PostgresServer.start();
        PostgresBackend.prepare(server);
    }

    @AfterAll
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Override
    protected ConnectorModule module() {
        return new PostgresqlConnector();
    }

    @Override
    protected Backend backend() {
        return new PostgresBackend(server);
    }

    @Override
    protected Set<Behaviour> lacks() {
        return Set.of(Behaviour.HTTP, Behaviour.PAGING, Behaviour.INCREMENTAL);
    }
}
