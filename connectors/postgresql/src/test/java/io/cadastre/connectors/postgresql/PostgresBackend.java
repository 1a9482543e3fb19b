package io.cadastre.connectors.postgresql;

import io.cadastre.connectors.conformance.Backend;
import io.cadastre.connectors.conformance.Fault;
import io.cadastre.connectors.conformance.Listing;
import io.cadastre.connectors.conformance.When;
import io.cadastre.connectors.postgresql.model.Column;
import io.cadastre.connectors.postgresql.model.Database;
import io.cadastre.connectors.postgresql.model.Extension;
import io.cadastre.connectors.postgresql.model.HostRule;
import io.cadastre.connectors.postgresql.model.Login;
import io.cadastre.connectors.postgresql.model.Namespace;
import io.cadastre.connectors.postgresql.model.ReplicationSlot;
import io.cadastre.connectors.postgresql.model.Role;
import io.cadastre.connectors.postgresql.model.Server;
import io.cadastre.connectors.postgresql.model.Table;
import io.cadastre.spi.model.EntityType;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A real server behind a proxy, with one database of tables. */
final class PostgresBackend implements Backend {
    private static final Listing SLOTS = new Listing(ReplicationSlot.TYPE, "FROM pg_replication_slots");
    private static final Listing TABLES = new Listing(Table.TYPE, "LEFT JOIN pg_foreign_table");
    private static final String PASSWORD = "secret-of-the-reader-77ab";

    private final PostgresServer server;
    private final SqlProxy proxy;

    PostgresBackend(PostgresServer server) {
        this.server = server;
        this.proxy = SqlProxy.before(server.port());
        populate(SLOTS, 2);
        populate(TABLES, 2);
    }

    /** A login that may read everything that can be granted. */
    static void prepare(PostgresServer server) {
        server.run(
                "postgres",
                "CREATE ROLE reader LOGIN PASSWORD '" + PASSWORD + "'",
                "GRANT EXECUTE ON FUNCTION pg_hba_file_rules() TO reader",
                "GRANT SELECT ON pg_authid TO reader",
                "CREATE DATABASE app");
    }

    @Override
    public Map<String, Object> config() {
        return PostgresHouse.config(
                proxy.port(), "reader", "columns", true, "skippedDatabases", List.of("postgres", "template1"));
    }

    @Override
    public Map<String, Object> credentials() {
        return Map.of("password", PASSWORD);
    }

    @Override
    public List<Listing> listings() {
        return List.of(SLOTS, TABLES);
    }

    @Override
    public Set<EntityType<?>> types() {
        return Set.of(
                Server.TYPE,
                Database.TYPE,
                Role.TYPE,
                Login.TYPE,
                HostRule.TYPE,
                Namespace.TYPE,
                Extension.TYPE,
                ReplicationSlot.TYPE,
                Table.TYPE,
                Column.TYPE);
    }

    @Override
    public void populate(Listing listing, int items) {
        if (listing.equals(TABLES)) {
            server.run(
                    "app",
                    "DO $$ BEGIN FOR i IN 0..9 LOOP IF i < " + items
                            + " THEN EXECUTE format('CREATE TABLE IF NOT EXISTS t%s (id int)', i);"
                            + " ELSE EXECUTE format('DROP TABLE IF EXISTS t%s', i); END IF; END LOOP; END $$");
        } else {
            server.run(
                    "postgres",
                    "SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots"
                            + " WHERE substr(slot_name, 5)::int >= " + items,
                    "SELECT pg_create_physical_replication_slot('slot' || i) FROM generate_series(0, " + (items - 1)
                            + ") i WHERE NOT EXISTS (SELECT FROM pg_replication_slots WHERE slot_name = 'slot' || i)");
        }
    }

    @Override
    public Set<Fault> faults() {
        return EnumSet.allOf(Fault.class);
    }

    @Override
    public void fail(Listing listing, Fault fault, When when) {
        proxy.fail(listing.route(), fault);
    }

    @Override
    public void failEverything(Fault fault) {
        proxy.fail("", fault);
    }

    @Override
    public void repair() {
        proxy.repair();
    }

    @Override
    public void awaitHanging() throws InterruptedException {
        proxy.awaitHanging();
    }

    @Override
    public void close() {
        proxy.close();
    }
}
