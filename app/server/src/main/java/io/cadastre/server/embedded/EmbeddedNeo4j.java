package io.cadastre.server.embedded;

import static org.neo4j.configuration.GraphDatabaseSettings.SYSTEM_DATABASE_NAME;

import inet.ipaddr.IPAddressString;
import io.cadastre.cypher.Neo4jGraph;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.neo4j.configuration.GraphDatabaseInternalSettings;
import org.neo4j.configuration.GraphDatabaseSettings;
import org.neo4j.configuration.GraphDatabaseSettings.LogQueryLevel;
import org.neo4j.configuration.connectors.BoltConnector;
import org.neo4j.configuration.connectors.BoltConnectorInternalSettings;
import org.neo4j.configuration.connectors.ConnectorPortRegister;
import org.neo4j.configuration.connectors.ConnectorType;
import org.neo4j.configuration.connectors.HttpConnector;
import org.neo4j.configuration.connectors.HttpsConnector;
import org.neo4j.configuration.helpers.SocketAddress;
import org.neo4j.dbms.api.DatabaseManagementService;
import org.neo4j.dbms.api.DatabaseManagementServiceBuilder;
import org.neo4j.graphdb.GraphDatabaseService;
import org.neo4j.kernel.database.DatabaseTracers;
import org.neo4j.kernel.impl.transaction.log.checkpoint.CheckPointer;
import org.neo4j.kernel.impl.transaction.log.checkpoint.SimpleTriggerInfo;
import org.neo4j.kernel.internal.GraphDatabaseAPI;

/**
 * Neo4j Community in this process, on a directory of its own.
 *
 * <p>It is shut as far as it can be: Bolt on a random port of the loopback interface only, with a password that is made
 * at each start and lives nowhere but in memory; no HTTP; {@code LOAD CSV} can neither read files nor open connections;
 * no procedure is loaded that comes from elsewhere; nothing is reported to anyone.
 */
public final class EmbeddedNeo4j implements AutoCloseable {
    private static final String USER = "neo4j";
    private static final String DATABASE = "neo4j";

    /** Which procedures are loaded beside those that Neo4j cannot be without; queries are guarded on top of that. */
    private static final List<String> PROCEDURES = List.of(
            "db.awaitIndex",
            "db.awaitIndexes",
            "db.index.fulltext.*",
            "db.labels",
            "db.propertyKeys",
            "db.relationshipTypes",
            "db.schema.*",
            "dbms.components",
            "dbms.routing.getRoutingTable");

    private final DatabaseManagementService service;
    private final Neo4jGraph.Address address;
    private final AtomicBoolean open = new AtomicBoolean(true);

    private EmbeddedNeo4j(DatabaseManagementService service, Neo4jGraph.Address address) {
        this.service = service;
        this.address = address;
    }

    /**
     * Where it keeps things and how much memory it takes.
     *
     * @param home the directory of the database; created where missing
     * @param logs the directory for its logs
     * @param pageCacheBytes memory outside the heap in which it keeps the store
     * @param transactionBytes memory on the heap that all running transactions may take together
     */
    public record Options(Path home, Path logs, long pageCacheBytes, long transactionBytes) {}

    /**
     * Starts the server and waits until the database answers.
     *
     * @throws EmbeddedNeo4jException if it does not start, with what to check
     */
    public static EmbeddedNeo4j start(Options options) {
        DatabaseManagementService service = null;
        try {
            service = build(options);
            if (!service.database(DATABASE).isAvailable(Duration.ofSeconds(60).toMillis())) {
                throw new IllegalStateException("The database is not available.");
            }
            return new EmbeddedNeo4j(service, secure(service));
        } catch (RuntimeException e) {
            if (service != null) {
                service.shutdown();
            }
            throw EmbeddedNeo4jException.of(e, options.home());
        }
    }

    private static DatabaseManagementService build(Options options) {
        Duration soon = Duration.ofSeconds(1);
        return new DatabaseManagementServiceBuilder(options.home())
                .setConfig(BoltConnector.enabled, true)
                .setConfig(BoltConnector.listen_address, new SocketAddress("127.0.0.1", 0))
                .setConfig(BoltConnector.encryption_level, BoltConnector.EncryptionLevel.DISABLED)
                .setConfig(BoltConnector.thread_pool_max_size, 128)
                .setConfig(HttpConnector.enabled, false)
                .setConfig(HttpsConnector.enabled, false)
                .setConfig(GraphDatabaseSettings.auth_enabled, true)
                .setConfig(GraphDatabaseSettings.allow_file_urls, false)
                .setConfig(GraphDatabaseSettings.procedure_allowlist, PROCEDURES)
                .setConfig(GraphDatabaseSettings.udc_enabled, false)
                .setConfig(GraphDatabaseSettings.pagecache_memory, options.pageCacheBytes())
                .setConfig(GraphDatabaseSettings.memory_transaction_global_max_size, options.transactionBytes())
                .setConfig(GraphDatabaseSettings.query_cache_size, 200)
                .setConfig(GraphDatabaseSettings.keep_logical_logs, "2 files")
                .setConfig(GraphDatabaseSettings.logical_log_rotation_threshold, 64L << 20)
                .setConfig(GraphDatabaseSettings.preallocate_logical_logs, false)
                .setConfig(GraphDatabaseSettings.logs_directory, options.logs())
                .setConfig(GraphDatabaseSettings.log_queries, LogQueryLevel.OFF)
                .setConfig(GraphDatabaseSettings.shutdown_transaction_end_timeout, soon)
                .setConfig(GraphDatabaseInternalSettings.shutdown_terminated_transaction_wait_timeout, soon)
                .setConfig(GraphDatabaseInternalSettings.netty_server_shutdown_quiet_period, Duration.ZERO)
                .setConfig(GraphDatabaseInternalSettings.netty_server_shutdown_timeout, soon)
                .setConfig(BoltConnectorInternalSettings.thread_pool_shutdown_wait_time, soon)
                .setConfig(BoltConnectorInternalSettings.connection_shutdown_wait_time, soon)
                // Every address: LOAD CSV may open no connection.
                .setConfig(
                        GraphDatabaseInternalSettings.cypher_ip_blocklist,
                        List.of(new IPAddressString("0.0.0.0/0"), new IPAddressString("::/0")))
                .build();
    }

    /** Gives the only user a password that nobody but this process knows. */
    private static Neo4jGraph.Address secure(DatabaseManagementService service) {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        String password = HexFormat.of().formatHex(random);
        service.database(SYSTEM_DATABASE_NAME)
                .executeTransactionally(
                        "ALTER USER " + USER + " SET PLAINTEXT PASSWORD $password SET PASSWORD CHANGE NOT REQUIRED",
                        Map.of("password", password));
        var ports = dependency(service, ConnectorPortRegister.class);
        URI uri = URI.create(
                "bolt://127.0.0.1:" + ports.getLocalAddress(ConnectorType.BOLT).getPort());
        return new Neo4jGraph.Address(uri, USER, password, DATABASE);
    }

    /** Where this process reaches the graph. */
    public Neo4jGraph.Address address() {
        return address;
    }

    /** The database itself, for what must not go over Bolt. */
    public GraphDatabaseService database() {
        return service.database(DATABASE);
    }

    /**
     * How many bytes were appended to the transaction log since the start, those in files that are gone included. A
     * checkpoint, which leaves some hundred bytes, is made on request, and otherwise not before a quarter of an hour or
     * 100,000 transactions have passed since the last.
     */
    public long transactionLogBytes() {
        return dependency(DatabaseTracers.class).getDatabaseTracer().appendedBytes();
    }

    /** Brings all that was committed into the store, so that no later moment has to. */
    public void checkpoint() {
        try {
            dependency(CheckPointer.class).forceCheckPoint(new SimpleTriggerInfo("on request"));
        } catch (IOException e) {
            throw new UncheckedIOException("The store cannot be written.", e);
        }
    }

    private <T> T dependency(Class<T> type) {
        return dependency(service, type);
    }

    private static <T> T dependency(DatabaseManagementService service, Class<T> type) {
        return ((GraphDatabaseAPI) service.database(DATABASE))
                .getDependencyResolver()
                .resolveDependency(type);
    }

    /** Stops the server; what was committed is on disk. */
    @Override
    public void close() {
        if (open.getAndSet(false)) {
            service.shutdown();
        }
    }
}
