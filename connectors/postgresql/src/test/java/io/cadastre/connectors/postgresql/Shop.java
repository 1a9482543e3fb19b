package io.cadastre.connectors.postgresql;

/** What is in the server of the tests: a shop and its wages, with what somebody who asks questions is looking for. */
final class Shop {
    static final String READER = "cadastre";
    static final String READER_PASSWORD = "secret-of-cadastre-c0de";
    static final String ODD = "we/ird \"db\"?x=1&y";
    static final String FOREIGN_SECRET = "secret-of-the-mapping-1d3b";
    static final String LDAP_SECRET = "secret-of-the-directory-aa41";
    static final String CARD = "4111-1111-1111-1111";

    static final String RULES = """
            # the first one that fits decides
            local all all peer
            host all all 127.0.0.1/32 scram-sha-256
            hostssl shop app_read,alice 10.0.0.0/8 scram-sha-256
            host wages all 0.0.0.0/0 trust
            host shop all 10.1.2.3/32 trust
            host all bob samenet ldap ldapserver=ldap.example ldapbasedn="dc=x" ldapbinddn="cn=x" ldapbindpasswd="%s"
            """.formatted(LDAP_SECRET);

    private Shop() {}

    static PostgresServer open() {
        PostgresServer server = PostgresServer.start();
        server.hostRules(RULES);
        server.run(
                "postgres",
                "CREATE ROLE " + READER + " LOGIN PASSWORD '" + READER_PASSWORD + "'",
                "CREATE ROLE app_read",
                "COMMENT ON ROLE app_read IS 'Reads the shop'",
                "CREATE ROLE app_write NOINHERIT",
                "CREATE ROLE alice LOGIN PASSWORD 'a' CONNECTION LIMIT 3 VALID UNTIL '2030-01-01 00:00:00+00'",
                "CREATE ROLE bob LOGIN",
                "CREATE ROLE carol LOGIN PASSWORD 'c' VALID UNTIL 'infinity'",
                "SET password_encryption = 'md5'; CREATE ROLE dave LOGIN SUPERUSER PASSWORD 'd';"
                        + " RESET password_encryption",
                "CREATE ROLE eve LOGIN CONNECTION LIMIT 0",
                "GRANT app_read TO alice WITH ADMIN OPTION",
                "GRANT app_write TO bob",
                "GRANT app_read TO app_write",
                "CREATE DATABASE shop OWNER app_write",
                "CREATE DATABASE wages",
                "CREATE DATABASE \"" + ODD.replace("\"", "\"\"") + "\"",
                "REVOKE CONNECT, TEMPORARY ON DATABASE wages FROM PUBLIC",
                "SELECT pg_create_physical_replication_slot('standby')");
        server.run(
                "shop",
                "SELECT pg_create_logical_replication_slot('feed', 'pgoutput')",
                "CREATE EXTENSION pg_trgm VERSION '1.3'",
                "CREATE EXTENSION postgres_fdw",
                "CREATE SCHEMA sales AUTHORIZATION app_write",
                "COMMENT ON SCHEMA sales IS 'What is sold'",
                "GRANT USAGE ON SCHEMA sales TO app_read",
                "CREATE TABLE sales.orders (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, buyer text NOT NULL,"
                        + " total numeric(10,2))",
                "CREATE TABLE sales.cards (id int PRIMARY KEY, number text, owner_name text)",
                "CREATE UNLOGGED TABLE sales.carts (id int)",
                "INSERT INTO sales.cards VALUES (1, '" + CARD + "', 'ada')",
                "CREATE TABLE sales.log (day date) PARTITION BY RANGE (day)",
                "CREATE TABLE sales.log_2026 PARTITION OF sales.log FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')",
                "CREATE VIEW sales.buyers WITH (security_invoker = true) AS SELECT buyer FROM sales.orders",
                "CREATE MATERIALIZED VIEW sales.totals AS SELECT buyer, sum(total) AS total FROM sales.orders"
                        + " GROUP BY buyer",
                "CREATE VIEW sales.card_numbers AS SELECT number FROM sales.cards",
                "CREATE SERVER warehouse FOREIGN DATA WRAPPER postgres_fdw"
                        + " OPTIONS (host 'warehouse.example', port '5433', dbname 'stock')",
                "CREATE USER MAPPING FOR alice SERVER warehouse OPTIONS (user 'x', password '" + FOREIGN_SECRET + "')",
                "GRANT USAGE ON FOREIGN SERVER warehouse TO app_read",
                "CREATE FOREIGN TABLE sales.stock (id int) SERVER warehouse",
                "GRANT SELECT ON sales.orders TO app_read",
                "GRANT SELECT ON sales.orders TO alice WITH GRANT OPTION",
                "GRANT INSERT, UPDATE ON sales.orders TO app_write",
                "GRANT SELECT (id, owner_name) ON sales.cards TO app_read",
                "GRANT SELECT ON sales.card_numbers TO PUBLIC",
                "ALTER TABLE sales.orders ENABLE ROW LEVEL SECURITY",
                "CREATE POLICY own_orders ON sales.orders FOR SELECT TO app_read, carol USING (buyer = current_user)",
                "CREATE POLICY no_effect ON sales.cards AS RESTRICTIVE USING (number <> '" + CARD + "')",
                "CREATE PUBLICATION orders_feed FOR TABLE sales.orders WITH (publish = 'insert, update')",
                "CREATE SUBSCRIPTION stock_feed CONNECTION 'host=warehouse.example password=" + FOREIGN_SECRET
                        + "' PUBLICATION stock, prices WITH (connect = false, slot_name = 'stock_slot')");
        server.run("wages", "CREATE TABLE salaries (id int)", "CREATE TABLE bonuses (id int)");
        server.run(ODD, "CREATE TABLE odd (id int)");
        return server;
    }
}
