package io.cadastre.connectors.postgresql;

import static io.cadastre.connectors.conformance.ConnectorHouse.step;
import static io.cadastre.connectors.conformance.ConnectorHouse.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import io.cadastre.connectors.conformance.DocumentedQuestions;
import io.cadastre.connectors.conformance.Fault;
import io.cadastre.cypher.TestGraph;
import io.cadastre.engine.sync.SyncReport;
import io.cadastre.engine.sync.SyncState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole syncs of a real server, which is changed, closed and broken between them; each test leaves it as it was. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresqlSyncTest {
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

    private static void assertNothingDeleted(SyncReport report) {
        assertThat(report.stats().entities().deleted()).isZero();
        assertThat(report.stats().relationships().deleted()).isZero();
    }

    @Test
    @DisplayName("I8: everything is found as it is, and a second sync changes nothing")
    void everythingIsFoundAsItIs() throws Exception {
        PostgresHouse house = superuser("columns", true);
        succeeded(house.sync());

        assertThat(house.names("PostgresqlDatabase"))
                .containsExactlyInAnyOrder("postgres", "template0", "template1", "shop", "wages", Shop.ODD);
        assertThat(house.names("PostgresqlUser"))
                .containsExactly("alice", "bob", "cadastre", "carol", "dave", "eve", "postgres");
        assertThat(house.ask("MATCH (r:PostgresqlRole) WHERE NOT r.predefined RETURN r.name"))
                .containsExactly(
                        "alice", "app_read", "app_write", "bob", "cadastre", "carol", "dave", "eve", "postgres");
        assertThat(house.ask("MATCH (d:PostgresqlDatabase)-[:HAS]->(:PostgresqlSchema)-[:HAS]->(t:PostgresqlTable)"
                        + " RETURN d.name, t.schema, t.name, t.kind, t.rowSecurity"))
                .containsExactlyInAnyOrder(
                        "shop | sales | orders | table | true",
                        "shop | sales | cards | table | false",
                        "shop | sales | carts | table | false",
                        "shop | sales | log | partitioned table | false",
                        "shop | sales | log_2026 | table | false",
                        "shop | sales | buyers | view | false",
                        "shop | sales | card_numbers | view | false",
                        "shop | sales | totals | materialized view | false",
                        "shop | sales | stock | foreign table | false",
                        "wages | public | salaries | table | false",
                        "wages | public | bonuses | table | false",
                        Shop.ODD + " | public | odd | table | false");
        assertThat(house.ask("MATCH (a:PostgresqlRole)-[m:MEMBER_OF]->(b:PostgresqlRole)"
                        + " WHERE NOT a.predefined AND b.name <> 'PUBLIC' RETURN a.name, b.name, m.admin"))
                .containsExactly("alice | app_read | true", "app_write | app_read | false", "bob | app_write | false");
        assertThat(house.ask("MATCH (r:PostgresqlRole)-[a:ALLOWS]->(t:PostgresqlTable)"
                        + " RETURN r.name, t.name, a.privileges, a.grantable, a.column"))
                .containsExactlyInAnyOrder(
                        "app_read | orders | SELECT |  | -",
                        "alice | orders | SELECT | SELECT | -",
                        "app_write | orders | INSERT, UPDATE |  | -",
                        "app_read | cards | SELECT |  | id",
                        "app_read | cards | SELECT |  | owner_name",
                        "PUBLIC | card_numbers | SELECT |  | -");
        assertThat(house.ask("MATCH (r:PostgresqlRole)-[a:ALLOWS]->(d:PostgresqlDatabase)"
                        + " WHERE NOT d.template RETURN r.name, d.name, a.privileges"))
                .containsExactlyInAnyOrder(
                        "PUBLIC | shop | CONNECT, TEMPORARY",
                        "PUBLIC | postgres | CONNECT, TEMPORARY",
                        "PUBLIC | " + Shop.ODD + " | CONNECT, TEMPORARY");
        assertThat(house.ask("MATCH (r:PostgresqlRole)-[:OWNS]->(n) WHERE r.name = 'app_write' RETURN n._displayName"))
                .containsExactly("sales", "shop");
        assertThat(house.ask("MATCH (r:PostgresqlRole)-[:ASSIGNED]->(p:PostgresqlPolicy)-[:PROTECTS]->(t)"
                        + " RETURN r.name, p.name, p.command, p.permissive, t.name"))
                .containsExactly(
                        "PUBLIC | no_effect | ALL | false | cards",
                        "app_read | own_orders | SELECT | true | orders",
                        "carol | own_orders | SELECT | true | orders");
        assertThat(house.ask("MATCH (v:PostgresqlTable)-[:USES]->(t:PostgresqlTable)"
                        + " RETURN v.name, t.name, v.securityInvoker"))
                .containsExactly("buyers | orders | true", "card_numbers | cards | false", "totals | orders | -");
        assertThat(house.ask("MATCH (d:PostgresqlDatabase {name: 'shop'})-[:INSTALLED]->(e:PostgresqlExtension)"
                        + " RETURN e.name, e.version"))
                .contains("pg_trgm | 1.3", "plpgsql | 1.0")
                .hasSize(3);
        assertThat(house.ask(
                        "MATCH (t:PostgresqlTable)-[:USES]->(s:PostgresqlForeignServer)<-[:USES]-(r:PostgresqlRole)"
                                + " RETURN t.name, s.name, s.wrapper, s.hostname, s.port, s.databaseName, r.name"))
                .containsExactly("stock | warehouse | postgres_fdw | warehouse.example | 5433 | stock | alice");
        assertThat(house.ask("MATCH (d)-[:HAS]->(p:PostgresqlPublication)-[:PUBLISHED]->(t)"
                        + " RETURN d.name, p.name, p.operations, t.name"))
                .containsExactly("shop | orders_feed | [insert, update] | orders");
        assertThat(house.ask("MATCH (d)-[:HAS]->(s:PostgresqlSubscription)"
                        + " RETURN d.name, s.name, s.enabled, s.slotName, s.publicationNames"))
                .containsExactly("shop | stock_feed | false | stock_slot | [stock, prices]");
        assertThat(house.ask("MATCH (s:PostgresqlReplicationSlot) OPTIONAL MATCH (s)-[:READS]->(d)"
                        + " RETURN s.name, s.kind, s.active, d.name"))
                .containsExactly("feed | logical | false | shop", "standby | physical | false | -");
        assertThat(house.ask("MATCH (t:PostgresqlTable {name: 'orders'})-[:HAS]->(c:PostgresqlColumn)"
                        + " RETURN c.position, c.name, c.dataType, c.nullable, c.primaryKey, c.generated"))
                .containsExactly(
                        "1 | id | integer | false | true | true",
                        "2 | buyer | text | false | false | false",
                        "3 | total | numeric(10,2) | true | false | false");
        assertThat(
                        house.ask(
                                "MATCH (u:PostgresqlUser)-[:ASSIGNED]->(r:PostgresqlRole) WHERE u.name = r.name"
                                        + " RETURN u.username, u.passwordKind, u.active, u.admin, toString(u.expiresOn), u.connectionLimit"))
                .containsExactly(
                        "alice | scram-sha-256 | true | false | 2030-01-01T00:00:00Z | 3",
                        "bob | none | true | false | - | -",
                        "cadastre | scram-sha-256 | true | false | - | -",
                        "carol | scram-sha-256 | true | false | - | -",
                        "dave | md5 | true | true | - | -",
                        "eve | none | false | false | - | 0",
                        "postgres | scram-sha-256 | true | true | - | -");

        SyncReport second = succeeded(house.sync());
        assertThat(List.of(second.stats().entities(), second.stats().relationships()))
                .allSatisfy(counts -> assertThat(counts.created() + counts.updated() + counts.deleted())
                        .isZero());
    }

    @Test
    @DisplayName("I14: neither data of tables nor hashes nor passwords of other systems are read or kept")
    void whatIsSecretIsNotRead() throws Exception {
        PostgresHouse house = superuser("columns", true);
        succeeded(house.sync());

        List<String> hashes = List.of(
                hash("alice"), hash("dave"), Shop.CARD, Shop.LDAP_SECRET, Shop.FOREIGN_SECRET, Shop.READER_PASSWORD);
        for (String secret : hashes) {
            assertThat(proxy.answers()).as("what the server said").doesNotContain(secret);
            assertThat(house.ask(
                            "MATCH (n) WHERE any(k IN keys(n) WHERE any(v IN CASE WHEN valueType(n[k]) STARTS WITH 'LIST'"
                                    + " THEN n[k] ELSE [n[k]] END WHERE toString(v) CONTAINS $secret)) RETURN n._key",
                            "secret",
                            secret))
                    .isEmpty();
        }
        assertThat(house.ask("MATCH (r:PostgresqlHostRule {method: 'ldap'}) RETURN r.optionNames"))
                .singleElement()
                .satisfies(names -> assertThat(names).contains("ldapserver", "ldapbindpasswd"));
    }

    private String hash(String role) {
        return Objects.requireNonNull(
                server.value("postgres", "SELECT rolpassword FROM pg_authid WHERE rolname = '" + role + "'"));
    }

    @Test
    @DisplayName("A login that may only connect sees the same, and is told what it may not see")
    void aLoginThatMayOnlyConnectIsEnough() throws Exception {
        PostgresHouse all = superuser();
        succeeded(all.sync());
        Map<String, Long> everything = all.counts();
        try (var session = graph.graph().writeSession()) {
            session.run("MATCH (n:Entity) DETACH DELETE n").consume();
        }

        PostgresHouse house = reader();
        SyncReport report = house.sync();

        assertThat(report.state()).isEqualTo(SyncState.PARTIAL);
        assertThat(PostgresHouse.outcomes(report))
                .containsEntry("server", "COMPLETE")
                .containsEntry("roles", "COMPLETE")
                .containsEntry("databases", "COMPLETE")
                .containsEntry("replication", "COMPLETE")
                .containsEntry("host-rules", "DENIED")
                .containsEntry("passwords", "DENIED")
                .containsEntry("objects", "PARTIAL");
        assertThat(step(report, "host-rules").reason()).contains("EXECUTE on pg_catalog.pg_hba_file_rules");
        assertThat(step(report, "objects").reason()).contains("CONNECT on the database \"wages\"");
        Map<String, Long> seen = house.counts();
        assertThat(seen.get("postgresql_table")).isEqualTo(everything.getOrDefault("postgresql_table", 0L) - 2);
        for (String type :
                List.of("role", "user", "database", "policy", "foreign_server", "publication", "subscription")) {
            assertThat(seen.get("postgresql_" + type)).as(type).isEqualTo(everything.get("postgresql_" + type));
        }
        assertThat(seen).doesNotContainKey("postgresql_host_rule");

        // Told not to ask for it, it sees all it asks for
        PostgresHouse modest = reader("hostRules", false, "passwordState", false, "skippedDatabases", List.of("wages"));
        succeeded(modest.sync());
    }

    @Test
    @DisplayName("I7: a database that lets nobody in keeps what it has, and the others go on")
    void aDatabaseThatIsClosedKeepsWhatItHas() throws Exception {
        PostgresHouse house = superuser();
        server.run("wages", "CREATE TABLE gone (id int)");
        server.run("shop", "CREATE TABLE sales.gone (id int)");
        succeeded(house.sync());
        server.run("wages", "DROP TABLE gone");
        server.run("shop", "DROP TABLE sales.gone");
        server.run("postgres", "ALTER DATABASE wages ALLOW_CONNECTIONS false");
        try {
            SyncReport report = house.sync();
            assertThat(report.state()).isEqualTo(SyncState.PARTIAL);
            assertThat(report.problems()).extracting(problem -> problem.code()).containsExactly("scope-denied");
            assertThat(step(report, "objects").reason()).contains("ALLOW_CONNECTIONS true");
            assertThat(house.ask("MATCH (t:PostgresqlTable {name: 'gone'}) RETURN t.schema"))
                    .containsExactly("public");
        } finally {
            server.run("postgres", "ALTER DATABASE wages ALLOW_CONNECTIONS true");
        }
        succeeded(house.sync());
        assertThat(house.ask("MATCH (t:PostgresqlTable {name: 'gone'}) RETURN t.schema"))
                .isEmpty();
    }

    @Test
    @DisplayName("I7: a catalogue that may not be read in one database stops nothing but itself")
    void aCatalogueThatMayNotBeReadStopsNothingElse() throws Exception {
        PostgresHouse house = reader("hostRules", false, "passwordState", false, "skippedDatabases", List.of("wages"));
        server.run("shop", "CREATE TABLE sales.gone (id int)");
        succeeded(house.sync());
        server.run("shop", "DROP TABLE sales.gone", "REVOKE SELECT ON pg_policy FROM PUBLIC");
        try {
            SyncReport report = house.sync();
            assertThat(report.state()).isEqualTo(SyncState.PARTIAL);
            assertThat(step(report, "objects").reason()).contains("SELECT on pg_catalog.pg_policy");
            assertThat(house.names("PostgresqlPolicy")).containsExactly("no_effect", "own_orders");
            assertThat(house.ask("MATCH (p)-[:PROTECTS]->(t) RETURN t.name")).containsExactly("cards", "orders");
            assertThat(report.stats().entities().deleted()).isEqualTo(1);
        } finally {
            server.run("shop", "GRANT SELECT ON pg_policy TO PUBLIC");
        }
        assertNothingDeleted(succeeded(house.sync()));
    }

    @ParameterizedTest
    @CsvSource({"DISCONNECTED, scope-failed", "CUT_OFF, scope-failed", "MALFORMED, scope-failed"})
    @DisplayName("P14, I7: a connection that is cut in one database deletes nothing in it")
    void aConnectionThatIsCutDeletesNothing(Fault fault, String code) throws Exception {
        PostgresHouse house = superuser();
        succeeded(house.sync());
        server.run("shop", "ALTER TABLE sales.cards DISABLE ROW LEVEL SECURITY");
        Map<String, Long> before = house.counts();
        proxy.fail("FROM pg_extension", fault);

        SyncReport report = house.sync();

        assertThat(report.state()).isEqualTo(SyncState.PARTIAL);
        assertThat(report.problems()).extracting(problem -> problem.code()).containsOnly(code);
        assertNothingDeleted(report);
        assertThat(house.counts()).isEqualTo(before);
        assertThat(PostgresHouse.outcomes(report)).containsEntry("roles", "COMPLETE");
    }

    @Test
    @DisplayName("I7: a listing that the server does not answer in time is left as it was")
    void aListingThatTakesTooLongIsLeftAsItWas() throws Exception {
        PostgresHouse house = superuser("statementTimeout", 1L);
        succeeded(house.sync());
        try (Connection other = server.connect("shop");
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("LOCK TABLE pg_catalog.pg_policy IN ACCESS EXCLUSIVE MODE");
            SyncReport report = house.sync();
            assertThat(report.state()).isEqualTo(SyncState.PARTIAL);
            assertThat(step(report, "objects").reason()).contains("timeout");
            assertNothingDeleted(report);
        }
        succeeded(house.sync());
    }

    @Test
    @DisplayName("I6: a password that has expired deletes nothing, and is said")
    void aPasswordThatHasExpiredDeletesNothing() throws Exception {
        PostgresHouse house = reader("hostRules", false, "passwordState", false, "skippedDatabases", List.of("wages"));
        succeeded(house.sync());
        Map<String, Long> before = house.counts();
        server.run("postgres", "ALTER ROLE cadastre VALID UNTIL '2020-01-01'");
        try {
            SyncReport report = house.sync();
            assertThat(report.state()).isIn(SyncState.FAILED, SyncState.PARTIAL);
            assertNothingDeleted(report);
            assertThat(report.reason()).contains("does not know this user with this password");
            assertThat(house.counts()).isEqualTo(before);
            assertThat(PostgresHouse.outcomes(report)).containsEntry("objects", "SKIPPED");
        } finally {
            server.run("postgres", "ALTER ROLE cadastre VALID UNTIL 'infinity'");
        }
    }

    @Test
    @DisplayName(
            "M4, P10: a database that is dropped goes with what was in it; a table that is renamed is the same one")
    void aDroppedDatabaseGoesWithItsContent() throws Exception {
        server.run("postgres", "CREATE DATABASE passing");
        server.run("passing", "CREATE TABLE one (id int)", "CREATE TABLE two (id int)");
        PostgresHouse house = superuser();
        succeeded(house.sync());
        server.run("passing", "ALTER TABLE one RENAME TO uno");
        SyncReport renamed = succeeded(house.sync());
        assertThat(renamed.stats().entities().updated()).isEqualTo(1);
        assertNothingDeleted(renamed);
        server.leave("passing");
        server.run("postgres", "DROP DATABASE passing");

        // The database, its schema, its extension and its tables
        assertThat(succeeded(house.sync()).stats().entities().deleted()).isEqualTo(5);
        assertThat(house.ask("MATCH (t:PostgresqlTable) WHERE t.name IN ['uno', 'two'] RETURN t.name"))
                .isEmpty();
    }

    @Test
    @DisplayName("P11: a rule that is put before others is one more; a line that is wrong deletes nothing")
    void rulesOfHostsAreKnownByWhatTheySay() throws Exception {
        PostgresHouse house = superuser();
        succeeded(house.sync());
        String all = "MATCH (r:PostgresqlHostRule) RETURN r.position, r.name, r.public, r.encrypted";
        assertThat(house.ask(all))
                .containsExactly(
                        "1 | local all all peer | false | false",
                        "2 | host all all 127.0.0.1/255.255.255.255 scram-sha-256 | false | false",
                        "3 | hostssl shop app_read,alice 10.0.0.0/255.0.0.0 scram-sha-256 | false | true",
                        "4 | host wages all 0.0.0.0/0.0.0.0 trust | true | false",
                        "5 | host shop all 10.1.2.3/255.255.255.255 trust | false | false",
                        "6 | host all bob samenet ldap | false | false");
        try {
            server.hostRules("host all mallory ::/0 reject\n" + Shop.RULES);
            SyncReport more = succeeded(house.sync());
            assertThat(more.stats().entities().created()).isEqualTo(1);
            assertNothingDeleted(more);
            server.hostRules("host all all not-closed\n");
            SyncReport wrong = house.sync();
            assertThat(wrong.state()).isEqualTo(SyncState.PARTIAL);
            assertThat(step(wrong, "host-rules").reason()).contains("does not understand: 1.");
            assertNothingDeleted(wrong);
        } finally {
            server.hostRules(Shop.RULES);
        }
        assertThat(succeeded(house.sync()).stats().entities().deleted()).isEqualTo(1);
    }

    @Test
    void sizesAreKeptOnlyIfTheyAreAskedFor() throws Exception {
        String sized = "MATCH (n:Entity) WHERE n.sizeBytes > 0 RETURN DISTINCT n._type";
        PostgresHouse plain = superuser();
        succeeded(plain.sync());
        assertThat(plain.ask(sized)).isEmpty();
        PostgresHouse house = superuser("sizes", true);
        succeeded(house.sync());
        assertThat(house.ask(sized)).containsExactly("postgresql_database", "postgresql_table");
    }

    /** What the questions of the documentation are answered with, in their order. */
    private static final List<List<String>> ANSWERS = List.of(
            List.of("alice", "bob"),
            List.of("PUBLIC | sales | card_numbers"),
            List.of("cards | no_effect"),
            List.of("dave | md5"),
            List.of("host wages all 0.0.0.0/0.0.0.0 trust"),
            List.of("shop | pg_trgm | 1.3"),
            List.of("feed", "standby"),
            List.of("alice | shop | warehouse | warehouse.example"));

    @Test
    void theQuestionsOfTheDocumentationAreAnswered() throws Exception {
        succeeded(superuser().sync());
        List<String> questions = DocumentedQuestions.on(Path.of("../../docs/connectors/postgresql.md"));
        assertThat(questions).hasSameSizeAs(ANSWERS);
        for (int i = 0; i < questions.size(); i++) {
            assertThat(houses.getFirst().ask(questions.get(i)))
                    .as(questions.get(i))
                    .isEqualTo(ANSWERS.get(i));
        }
    }
}
