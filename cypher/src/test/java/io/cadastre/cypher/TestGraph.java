package io.cadastre.cypher;

import io.cadastre.cypher.lease.Acquisition;
import io.cadastre.cypher.lease.Fence;
import io.cadastre.cypher.lease.Leases;
import io.cadastre.cypher.schema.GraphSchema;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.neo4j.configuration.Config;
import org.neo4j.configuration.GraphDatabaseSettings;
import org.neo4j.harness.Neo4j;
import org.neo4j.harness.Neo4jBuilders;
import org.neo4j.kernel.impl.transaction.stats.DatabaseTransactionStats;
import org.neo4j.kernel.internal.GraphDatabaseAPI;

/** One real Neo4j for all tests of a module, emptied before each test. */
public final class TestGraph implements BeforeEachCallback {
    private static final class Server {
        static final Neo4j NEO4J = Neo4jBuilders.newInProcessBuilder()
                .withDisabledServer()
                // A log that is not padded shows each byte written.
                .withConfig(GraphDatabaseSettings.preallocate_logical_logs, false)
                .build();
        static final Neo4jGraph GRAPH = Neo4jGraph.connect(Neo4jGraph.Address.open(NEO4J.boltURI()));

        static {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                GRAPH.close();
                NEO4J.close();
            }));
            new GraphSchema(GRAPH).install();
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        try (var session = Server.GRAPH.writeSession()) {
            session.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 10000 ROWS")
                    .consume();
        }
    }

    public Neo4jGraph graph() {
        return Server.GRAPH;
    }

    /** What lets a test publish: the fence of whoever has the lease, or of the test itself. */
    public Fence fence(String name) {
        return switch (new Leases(graph(), Duration.ofHours(1)).acquire(name, "test", "test")) {
            case Acquisition.Taken(var lease) -> lease.fence();
            case Acquisition.Held(var by) -> by.fence();
        };
    }

    /** Where another process reaches it. */
    public String boltUri() {
        return Server.NEO4J.boltURI().toString();
    }

    /** Limits what one transaction may take; 0 for no limit. */
    public void limitTransactionMemory(long bytes) {
        ((GraphDatabaseAPI) Server.NEO4J.defaultDatabaseService())
                .getDependencyResolver()
                .resolveDependency(Config.class)
                .setDynamic(GraphDatabaseSettings.memory_transaction_max_size, bytes, "test");
    }

    /** How many transactions were started so far. */
    public long transactions() {
        return ((GraphDatabaseAPI) Server.NEO4J.defaultDatabaseService())
                .getDependencyResolver()
                .resolveDependency(DatabaseTransactionStats.class)
                .getNumberOfStartedTransactions();
    }

    /** The bytes of transaction log that the database has written so far. */
    public long transactionLogBytes() {
        Path home = Server.NEO4J.config().get(GraphDatabaseSettings.transaction_logs_root_path);
        try (Stream<Path> files = Files.walk(home.resolve("neo4j"))) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.getFileName().toString().startsWith("neostore.transaction.db"))
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
