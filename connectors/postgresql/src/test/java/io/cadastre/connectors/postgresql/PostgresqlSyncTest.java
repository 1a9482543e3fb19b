package io.cadastre.connectors.postgresql;

import io.cadastre.cypher.TestGraph;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Whole syncs of a real server, which is changed, closed and broken between them; each test leaves it as it was. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresqlSyncTest {
    private static final String OTHERS = "postgresql_database, postgresql_schema";

    @RegisterExtension
    final TestGraph graph = new TestGraph();

    @TempDir
    Path directory;

    private PostgresServer server;
    private SqlProxy proxy;
    private final List<PostgresHouse> houses = new ArrayList<>();

    @BeforeAll
    void open() {
        server = Shop.open();
        proxy = SqlProxy.before(server.port());
    }

    @AfterAll
    void shut() {
        if (server != null) {
            proxy.close();
            server.close();
        }
    }

    @AfterEach
    void close() {
        proxy.repair();
        houses.forEach(PostgresHouse::close);
        houses.clear();
    }

    private PostgresHouse house(String username, String password, Object... more) throws Exception {
        PostgresHouse house = new PostgresHouse(
                graph.graph(),
                Files.createTempDirectory(directory, "house"),
                PostgresHouse.config(proxy.port(), username, more),
                password);
        houses.add(house);
        return house;
    }

    /** Who may read everything. */
    private PostgresHouse superuser(Object... more) throws Exception {
        return house(PostgresServer.SUPERUSER, PostgresServer.PASSWORD, more);
    }

    /** Who may do nothing but connect. */
    private PostgresHouse reader(Object... more) throws Exception {
        return house(Shop.READER, Shop.READER_PASSWORD, more);
    }
}
