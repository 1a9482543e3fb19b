package io.cadastre.cypher;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.neo4j.configuration.GraphDatabaseInternalSettings;
import org.neo4j.configuration.GraphDatabaseSettings;
import org.neo4j.configuration.connectors.BoltConnector;
import org.neo4j.configuration.connectors.BoltConnectorInternalSettings;
import org.neo4j.configuration.connectors.ConnectorPortRegister;
import org.neo4j.configuration.connectors.ConnectorType;
import org.neo4j.configuration.connectors.HttpConnector;
import org.neo4j.configuration.helpers.SocketAddress;
import org.neo4j.dbms.api.DatabaseManagementService;
import org.neo4j.dbms.api.DatabaseManagementServiceBuilder;
import org.neo4j.kernel.internal.GraphDatabaseAPI;

/** A real Neo4j that is stopped and started again on the same store. Each time it listens on another port. */
public final class RestartableNeo4j implements AutoCloseable {
    private static final String DATABASE = "neo4j";

    private final Path home;
    private @Nullable DatabaseManagementService service;

    public RestartableNeo4j(Path home) {
        this.home = home;
    }

    /** Starts it; gives where it is. */
    public URI start() {
        Duration soon = Duration.ofMillis(200);
        DatabaseManagementService started = new DatabaseManagementServiceBuilder(home)
                .setConfig(BoltConnector.enabled, true)
                .setConfig(BoltConnector.listen_address, new SocketAddress("127.0.0.1", 0))
                .setConfig(HttpConnector.enabled, false)
                .setConfig(GraphDatabaseSettings.auth_enabled, false)
                .setConfig(GraphDatabaseSettings.pagecache_memory, 16L << 20)
                .setConfig(GraphDatabaseSettings.preallocate_logical_logs, false)
                .setConfig(GraphDatabaseSettings.shutdown_transaction_end_timeout, soon)
                .setConfig(GraphDatabaseInternalSettings.shutdown_terminated_transaction_wait_timeout, soon)
                .setConfig(GraphDatabaseInternalSettings.netty_server_shutdown_quiet_period, Duration.ZERO)
                .setConfig(GraphDatabaseInternalSettings.netty_server_shutdown_timeout, soon)
                .setConfig(BoltConnectorInternalSettings.thread_pool_shutdown_wait_time, soon)
                .setConfig(BoltConnectorInternalSettings.connection_shutdown_wait_time, soon)
                .build();
        service = started;
        var ports = ((GraphDatabaseAPI) started.database(DATABASE))
                .getDependencyResolver()
                .resolveDependency(ConnectorPortRegister.class);
        return URI.create(
                "bolt://127.0.0.1:" + ports.getLocalAddress(ConnectorType.BOLT).getPort());
    }

    /** Stops it, whatever runs in it. */
    public void stop() {
        if (service != null) {
            service.shutdown();
            service = null;
        }
    }

    @Override
    public void close() {
        stop();
    }
}
