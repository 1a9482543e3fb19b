package io.cadastre.connectors.postgresql;

import static io.cadastre.connectors.postgresql.ClusterSteps.select;

import io.cadastre.connectors.postgresql.model.Column;
import io.cadastre.connectors.postgresql.model.Database;
import io.cadastre.connectors.postgresql.model.Extension;
import io.cadastre.connectors.postgresql.model.ForeignServer;
import io.cadastre.connectors.postgresql.model.Namespace;
import io.cadastre.connectors.postgresql.model.Publication;
import io.cadastre.connectors.postgresql.model.Role;
import io.cadastre.connectors.postgresql.model.RowPolicy;
import io.cadastre.connectors.postgresql.model.Table;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.model.EntityRef;
import io.cadastre.spi.model.Presence;
import io.cadastre.spi.step.CollectedEntity;
import io.cadastre.spi.step.Emitter;
import io.cadastre.spi.step.StepContext;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What is in databases. Each has evidence of its own, and within it each listing: a database that lets nobody in, and a
 * catalogue that may not be read, keep nothing else from being read.
 */
final class DatabaseSteps {
    /** Neither the server's own schemas nor those of temporary tables. */
    private static final String OWN_SCHEMAS =
            "(SELECT oid FROM pg_namespace WHERE left(nspname, 3) <> 'pg_'" + " AND nspname <> 'information_schema')";

    private static final String OWN_RELATIONS =
            "c.relkind IN ('r', 'p', 'v', 'm', 'f') AND c.relnamespace IN " + OWN_SCHEMAS;

    private final Source source;

    DatabaseSteps(Source source) {
        this.source = source;
    }

    void objects(StepContext context) throws Exception {
        each(context, (session, emitter, database) -> new Objects(session, emitter, database).all());
    }

    void columns(StepContext context) throws Exception {
        each(context, DatabaseSteps::columns);
    }

    /** Reads one database. */
    @FunctionalInterface
    private interface Reading {
        void read(Session session, Emitter emitter, String database) throws Exception;
    }

    private void each(StepContext context, Reading reading) throws InterruptedException {
        List<CollectedEntity<Database>> databases;
        try (Stream<CollectedEntity<Database>> collected = context.prior().entities(Database.TYPE)) {
            databases = collected.filter(this::isRead).toList();
        }
        long done = 0;
        for (CollectedEntity<Database> database : databases) {
            context.scope(database.ref(), emitter -> {
                String name = database.value(Database.NAME).orElse("");
                try (Session session = source.open(context, name)) {
                    reading.read(session, emitter, database.ref().key());
                }
            });
            context.progress(++done, databases.size());
        }
    }

    /** A template that lets nobody in holds what every new database begins with, and nothing else. */
    private boolean isRead(CollectedEntity<Database> database) {
        boolean closed = database.value(Database.TEMPLATE).orElse(false)
                && !database.value(Database.ALLOWS_CONNECTIONS).orElse(true);
        return !closed
                && !source.settings()
                        .skipped()
                        .contains(database.value(Database.NAME).orElse(""));
    }

    private static void columns(Session session, Emitter emitter, String database)
            throws ConnectorException, InterruptedException {
        session.list(emitter, select("pg_attribute"), List.of(Column.TYPE), """
                SELECT c.oid::text AS id, a.attnum::bigint AS attnum, a.attname, format_type(a.atttypid, a.atttypmod) AS type,
                       NOT a.attnotnull AS nullable, a.attidentity <> '' OR a.attgenerated <> '' AS generated,
                       coalesce(a.attnum = ANY (k.conkey), false) AS key, col_description(c.oid, a.attnum) AS description
                  FROM pg_class c
                  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
                  LEFT JOIN pg_constraint k ON k.conrelid = c.oid AND k.contype = 'p'
                 WHERE %s
                """.formatted(OWN_RELATIONS), row -> {
            String key = row.key(database, "id") + "/" + row.text("attnum");
            emitter.emit(Column.TYPE
                    .input(key)
                    .displayName(row.text("attname"))
                    .set(Column.NAME, row.text("attname"))
                    .set(Column.DESCRIPTION, row.maybe("description"))
                    .set(Column.POSITION, row.number("attnum"))
                    .set(Column.DATA_TYPE, row.text("type"))
                    .set(Column.NULLABLE, row.bool("nullable"))
                    .set(Column.PRIMARY_KEY, row.bool("key"))
                    .set(Column.GENERATED, row.bool("generated"))
                    .build());
            emitter.emit(Table.COLUMNS.between(Table.TYPE.ref(row.key(database, "id")), Column.TYPE.ref(key)));
        });
    }

    /** The listings of one database. */
    private final class Objects {
        private final Session session;
        private final Emitter emitter;
        private final String database;
        private final EntityRef<Database> parent;

        Objects(Session session, Emitter emitter, String database) {
            this.session = session;
            this.emitter = emitter;
            this.database = database;
            this.parent = Database.TYPE.ref(database);
        }

        void all() throws ConnectorException, InterruptedException {
            schemas();
            foreignServers();
            tables();
            tableGrants();
            views();
            policies();
            extensions();
            publications();
        }

        private void schemas() throws ConnectorException, InterruptedException {
            session.list(emitter, select("pg_namespace"), List.of(Namespace.TYPE), """
                    SELECT oid::text AS id, nspname, nspowner::text AS owner,
                           obj_description(oid, 'pg_namespace') AS description
                      FROM pg_namespace WHERE oid IN %s
                    """.formatted(OWN_SCHEMAS), row -> {
                EntityRef<Namespace> ref = Namespace.TYPE.ref(row.key(database, "id"));
                emitter.emit(Namespace.TYPE
                        .input(ref.key())
                        .displayName(row.text("nspname"))
                        .set(Namespace.NAME, row.text("nspname"))
                        .set(Namespace.DESCRIPTION, row.maybe("description"))
                        .build());
                emitter.emit(Database.SCHEMAS.between(parent, ref));
                emitter.emit(Role.SCHEMAS.between(owner(row), ref));
            });
            session.list(
                    emitter,
                    select("pg_namespace"),
                    List.of(Role.ALLOWED_SCHEMAS),
                    Grants.of("pg_namespace WHERE oid IN " + OWN_SCHEMAS, "nspacl", "nspowner", "n"),
                    row -> emitter.emit(Role.ALLOWED_SCHEMAS.between(
                            grantee(row), Namespace.TYPE.ref(row.key(database, "id")), Grants.on(row))));
        }

        private void tables() throws ConnectorException, InterruptedException {
            String size = source.settings().sizes() ? "pg_total_relation_size(c.oid)" : "NULL::bigint";
            session.list(
                    emitter, select("pg_class"), List.of(Table.TYPE), """
                    SELECT c.oid::text AS id, c.relnamespace::text AS schema_id, n.nspname, c.relname,
                           c.relowner::text AS owner, c.relispartition, c.relpersistence = 'u' AS unlogged,
                           c.relrowsecurity, c.relforcerowsecurity,
                           CASE c.relkind WHEN 'r' THEN 'table' WHEN 'p' THEN 'partitioned table' WHEN 'v' THEN 'view'
                                          WHEN 'm' THEN 'materialized view' ELSE 'foreign table' END AS kind,
                           CASE c.relkind WHEN 'v' THEN EXISTS (
                               SELECT FROM pg_options_to_table(c.reloptions)
                                WHERE option_name = 'security_invoker' AND option_value::bool) END AS invoker,
                           f.ftserver::text AS server, obj_description(c.oid, 'pg_class') AS description, %s AS size
                      FROM pg_class c
                      JOIN pg_namespace n ON n.oid = c.relnamespace
                      LEFT JOIN pg_foreign_table f ON f.ftrelid = c.oid
                     WHERE %s
                    """.formatted(size, OWN_RELATIONS), this::table);
        }

        private void table(Row row) throws SQLException {
            EntityRef<Table> ref = Table.TYPE.ref(row.key(database, "id"));
            Presence<String> server = row.maybe("server").map(id -> database + "/" + id);
            emitter.emit(Table.TYPE
                    .input(ref.key())
                    .displayName(row.text("nspname") + "." + row.text("relname"))
                    .set(Table.NAME, row.text("relname"))
                    .set(Table.SCHEMA, row.text("nspname"))
                    .set(Table.DESCRIPTION, row.maybe("description"))
                    .set(Table.KIND, row.text("kind"))
                    .set(Table.PARTITION, row.bool("relispartition"))
                    .set(Table.UNLOGGED, row.bool("unlogged"))
                    .set(Table.ROW_SECURITY, row.bool("relrowsecurity"))
                    .set(Table.ROW_SECURITY_FORCED, row.bool("relforcerowsecurity"))
                    .set(Table.SECURITY_INVOKER, row.bool("invoker"))
                    .set(Table.SIZE, row.number("size"))
                    .link(Table.FOREIGN_SERVER, server)
                    .build());
            emitter.emit(Namespace.TABLES.between(Namespace.TYPE.ref(row.key(database, "schema_id")), ref));
            emitter.emit(Role.TABLES.between(owner(row), ref));
        }

        private void tableGrants() throws ConnectorException, InterruptedException {
            session.list(
                    emitter,
                    select("pg_class"),
                    List.of(Role.ALLOWED_TABLES),
                    Grants.of("pg_class c WHERE " + OWN_RELATIONS, "relacl", "relowner", "r"),
                    row -> emitter.emit(Role.ALLOWED_TABLES.between(
                            grantee(row), Table.TYPE.ref(row.key(database, "id")), Grants.on(row))));
            session.list(
                    emitter,
                    select("pg_attribute"),
                    List.of(Role.ALLOWED_TABLES),
                    Grants.ofColumns(OWN_RELATIONS),
                    row -> {
                        Map<String, Object> properties = new HashMap<>(Grants.on(row));
                        properties.put("column", row.text("attname"));
                        emitter.emit(Role.ALLOWED_TABLES
                                .between(grantee(row), Table.TYPE.ref(row.key(database, "id")), properties)
                                .discriminatedBy("column " + row.text("attnum")));
                    });
        }

        private void views() throws ConnectorException, InterruptedException {
            session.list(
                    emitter,
                    select("pg_depend"),
                    List.of(Table.USES),
                    """
                    SELECT DISTINCT v.oid::text AS id, c.oid::text AS used
                      FROM pg_depend d
                      JOIN pg_rewrite r ON r.oid = d.objid
                      JOIN pg_class v ON v.oid = r.ev_class AND v.relkind IN ('v', 'm')
                      JOIN pg_class c ON c.oid = d.refobjid AND c.oid <> v.oid
                     WHERE d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass
                       AND v.relnamespace IN %s AND %s
                    """.formatted(OWN_SCHEMAS, OWN_RELATIONS),
                    row -> emitter.emit(Table.USES.between(
                            Table.TYPE.ref(row.key(database, "id")), Table.TYPE.ref(row.key(database, "used")))));
        }

        private void policies() throws ConnectorException, InterruptedException {
            session.list(emitter, select("pg_policy"), List.of(RowPolicy.TYPE), """
                    SELECT oid::text AS id, polrelid::text AS table_id, polname, polpermissive, polroles::text[] AS roles,
                           CASE polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE'
                                       WHEN 'd' THEN 'DELETE' ELSE 'ALL' END AS command
                      FROM pg_policy
                    """, row -> {
                EntityRef<RowPolicy> ref = RowPolicy.TYPE.ref(row.key(database, "id"));
                emitter.emit(RowPolicy.TYPE
                        .input(ref.key())
                        .displayName(row.text("polname"))
                        .set(RowPolicy.NAME, row.text("polname"))
                        .set(RowPolicy.COMMAND, row.text("command"))
                        .set(RowPolicy.PERMISSIVE, row.bool("polpermissive"))
                        .link(RowPolicy.TABLE, row.key(database, "table_id"))
                        .build());
                for (String role : row.texts("roles")) {
                    emitter.emit(Role.POLICIES.between(Role.TYPE.ref(role), ref));
                }
            });
        }

        private void extensions() throws ConnectorException, InterruptedException {
            session.list(emitter, select("pg_extension"), List.of(Extension.TYPE), """
                    SELECT e.oid::text AS id, e.extname, e.extversion, e.extowner::text AS owner, n.nspname,
                           a.default_version
                      FROM pg_extension e
                      JOIN pg_namespace n ON n.oid = e.extnamespace
                      LEFT JOIN pg_available_extensions() a ON a.name = e.extname
                    """, row -> {
                EntityRef<Extension> ref = Extension.TYPE.ref(row.key(database, "id"));
                emitter.emit(Extension.TYPE
                        .input(ref.key())
                        .displayName(row.text("extname") + " " + row.text("extversion"))
                        .set(Extension.NAME, row.text("extname"))
                        .set(Extension.VERSION, row.text("extversion"))
                        .set(Extension.AVAILABLE_VERSION, row.maybe("default_version"))
                        .set(Extension.SCHEMA, row.maybe("nspname"))
                        .build());
                emitter.emit(Database.EXTENSIONS.between(parent, ref));
                emitter.emit(Role.EXTENSIONS.between(owner(row), ref));
            });
        }

        private void foreignServers() throws ConnectorException, InterruptedException {
            session.list(emitter, select("pg_foreign_server"), List.of(ForeignServer.TYPE), """
                    SELECT s.oid::text AS id, s.srvname, s.srvowner::text AS owner, w.fdwname,
                           obj_description(s.oid, 'pg_foreign_server') AS description, o.host, o.port, o.dbname
                      FROM pg_foreign_server s
                      JOIN pg_foreign_data_wrapper w ON w.oid = s.srvfdw
                     CROSS JOIN LATERAL (
                           SELECT max(option_value) FILTER (WHERE option_name = 'host') AS host,
                                  max(option_value) FILTER (WHERE option_name = 'port' AND option_value ~ '^[0-9]{1,5}$')
                                      ::bigint AS port,
                                  max(option_value) FILTER (WHERE option_name = 'dbname') AS dbname
                             FROM pg_options_to_table(s.srvoptions)) o
                    """, row -> {
                EntityRef<ForeignServer> ref = foreignServer(row);
                emitter.emit(ForeignServer.TYPE
                        .input(ref.key())
                        .displayName(row.text("srvname"))
                        .set(ForeignServer.NAME, row.text("srvname"))
                        .set(ForeignServer.DESCRIPTION, row.maybe("description"))
                        .set(ForeignServer.WRAPPER, row.text("fdwname"))
                        .set(ForeignServer.HOSTNAME, row.maybe("host"))
                        .set(ForeignServer.PORT, row.number("port"))
                        .set(ForeignServer.DATABASE, row.maybe("dbname"))
                        .build());
                emitter.emit(Database.FOREIGN_SERVERS.between(parent, ref));
                emitter.emit(Role.FOREIGN_SERVERS.between(owner(row), ref));
            });
            session.list(
                    emitter,
                    select("pg_foreign_server"),
                    List.of(Role.ALLOWED_FOREIGN_SERVERS),
                    Grants.of("pg_foreign_server", "srvacl", "srvowner", "S"),
                    row -> emitter.emit(
                            Role.ALLOWED_FOREIGN_SERVERS.between(grantee(row), foreignServer(row), Grants.on(row))));
            session.list(
                    emitter,
                    select("pg_user_mappings"),
                    List.of(Role.MAPPED_FOREIGN_SERVERS),
                    "SELECT srvid::text AS id, umuser::text AS grantee FROM pg_user_mappings",
                    row -> emitter.emit(Role.MAPPED_FOREIGN_SERVERS.between(grantee(row), foreignServer(row))));
        }

        private void publications() throws ConnectorException, InterruptedException {
            session.list(emitter, select("pg_publication"), List.of(Publication.TYPE), """
                    SELECT oid::text AS id, pubname, pubowner::text AS owner, puballtables,
                           array_remove(ARRAY[CASE WHEN pubinsert THEN 'insert' END, CASE WHEN pubupdate THEN 'update' END,
                               CASE WHEN pubdelete THEN 'delete' END, CASE WHEN pubtruncate THEN 'truncate' END], NULL)
                               AS operations
                      FROM pg_publication
                    """, row -> {
                EntityRef<Publication> ref = Publication.TYPE.ref(row.key(database, "id"));
                emitter.emit(Publication.TYPE
                        .input(ref.key())
                        .displayName(row.text("pubname"))
                        .set(Publication.NAME, row.text("pubname"))
                        .set(Publication.ALL_TABLES, row.bool("puballtables"))
                        .set(Publication.OPERATIONS, row.texts("operations"))
                        .build());
                emitter.emit(Database.PUBLICATIONS.between(parent, ref));
                emitter.emit(Role.PUBLICATIONS.between(owner(row), ref));
            });
            session.list(
                    emitter,
                    select("pg_publication"),
                    List.of(Publication.TABLES),
                    """
                    SELECT DISTINCT p.oid::text AS id, t.relid::text AS table_id
                      FROM pg_publication p, LATERAL pg_get_publication_tables(p.pubname) t
                    """,
                    row -> emitter.emit(Publication.TABLES.between(
                            Publication.TYPE.ref(row.key(database, "id")),
                            Table.TYPE.ref(row.key(database, "table_id")))));
        }

        private EntityRef<ForeignServer> foreignServer(Row row) throws SQLException {
            return ForeignServer.TYPE.ref(row.key(database, "id"));
        }

        private static EntityRef<Role> owner(Row row) throws SQLException {
            return Role.TYPE.ref(row.text("owner"));
        }

        private static EntityRef<Role> grantee(Row row) throws SQLException {
            return Role.TYPE.ref(row.text("grantee"));
        }
    }
}
