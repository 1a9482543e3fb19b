package io.cadastre.connectors.postgresql;

import io.cadastre.connectors.postgresql.model.Database;
import io.cadastre.connectors.postgresql.model.HostRule;
import io.cadastre.connectors.postgresql.model.Login;
import io.cadastre.connectors.postgresql.model.ReplicationSlot;
import io.cadastre.connectors.postgresql.model.Role;
import io.cadastre.connectors.postgresql.model.Server;
import io.cadastre.connectors.postgresql.model.Subscription;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.model.EntityInput;
import io.cadastre.spi.model.EntityRef;
import io.cadastre.spi.model.Presence;
import io.cadastre.spi.step.CollectedEntity;
import io.cadastre.spi.step.StepContext;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What belongs to the whole server, and is the same from whichever database it is asked. */
final class ClusterSteps {
    private static final String ENGINE = "PostgreSQL";

    /** No name of a machine that another connector could know. */
    private static final Pattern NO_NAME = Pattern.compile("[0-9.]+|.*:.*|localhost(\\..*)?");

    private static final Set<String> EVERY_ADDRESS = Set.of("all", "0.0.0.0/0.0.0.0", "::/::");

    private final Source source;

    ClusterSteps(Source source) {
        this.source = source;
    }

    /** What a listing needs that everybody has by default. */
    static String select(String catalogue) {
        return "SELECT on pg_catalog." + catalogue + ", which PUBLIC has unless it was revoked";
    }

    void server(StepContext context) throws Exception {
        try (Session session = source.open(context)) {
            session.each(
                    "EXECUTE on pg_control_system(), which PUBLIC has unless it was revoked",
                    """
                    SELECT system_identifier::text AS id,
                           current_setting('server_version') AS version,
                           current_setting('server_version_num')::int AS number,
                           string_to_array(replace(current_setting('listen_addresses'), ' ', ''), ',') AS addresses,
                           current_setting('ssl')::bool AS tls,
                           current_setting('password_encryption') AS passwords,
                           current_setting('data_checksums')::bool AS checksums,
                           pg_is_in_recovery() AS replica,
                           current_setting('wal_level') AS wal,
                           current_setting('max_connections')::int AS connections
                      FROM pg_control_system()
                    """,
                    row -> context.emit(server(row)));
        }
    }

    private EntityInput server(Row row) throws SQLException {
        String host = source.settings().host();
        int port = source.settings().port();
        var server = Server.TYPE
                .input(row.text("id"))
                .displayName(host + ":" + port)
                .set(Server.NAME, host + ":" + port)
                .set(Server.HOSTNAME, host)
                .set(Server.PORT, (long) port)
                .set(Server.VERSION, row.text("version"))
                .set(Server.VERSION_NUMBER, row.number("number"))
                .set(Server.LISTEN_ADDRESSES, row.texts("addresses"))
                .set(Server.TLS, row.bool("tls"))
                .set(Server.PASSWORD_ENCRYPTION, row.maybe("passwords"))
                .set(Server.DATA_CHECKSUMS, row.bool("checksums"))
                .set(Server.REPLICA, row.bool("replica"))
                .set(Server.WAL_LEVEL, row.maybe("wal"))
                .set(Server.MAX_CONNECTIONS, row.number("connections"));
        if (!NO_NAME.matcher(host).matches()) {
            server.match(host.contains(".") ? Server.HOST_BY_FQDN : Server.HOST, host);
        }
        return server.build();
    }

    private static CollectedEntity<Server> collected(StepContext context) throws ConnectorException {
        try (Stream<CollectedEntity<Server>> servers = context.prior().entities(Server.TYPE)) {
            return servers.findFirst()
                    .orElseThrow(() -> new ConnectorException.BadData("The server itself was not collected.", null));
        }
    }

    void roles(StepContext context) throws Exception {
        EntityRef<Server> server = collected(context).ref();
        try (Session session = source.open(context)) {
            session.list(context, select("pg_roles"), List.of(Role.TYPE, Login.TYPE), """
                    SELECT oid::text AS id, rolname, rolcanlogin, rolsuper, rolcreaterole, rolcreatedb, rolreplication,
                           rolbypassrls, rolinherit, oid < 16384 AND left(rolname, 3) = 'pg_' AS predefined,
                           nullif(rolconnlimit, -1) AS connections, rolconnlimit <> 0 AS active,
                           CASE WHEN isfinite(rolvaliduntil) THEN rolvaliduntil END AS expires,
                           shobj_description(oid, 'pg_authid') AS description
                      FROM pg_roles
                    """, row -> {
                role(context, server, row);
                if (row.is("rolcanlogin")) {
                    login(context, server, row);
                }
            });
            everybody(context, server);
            session.list(
                    context,
                    select("pg_auth_members"),
                    List.of(Role.MEMBER_OF),
                    """
                    SELECT member::text AS member, roleid::text AS id, bool_or(admin_option) AS admin
                      FROM pg_auth_members GROUP BY member, roleid
                    """,
                    row -> context.emit(Role.MEMBER_OF.between(
                            Role.TYPE.ref(row.text("member")),
                            Role.TYPE.ref(row.text("id")),
                            Map.of("admin", row.is("admin")))));
        }
    }

    private static void role(StepContext context, EntityRef<Server> server, Row row) throws SQLException {
        String key = row.text("id");
        context.emit(Role.TYPE
                .input(key)
                .displayName(row.text("rolname"))
                .set(Role.NAME, row.text("rolname"))
                .set(Role.DESCRIPTION, row.maybe("description"))
                .set(Role.LOGIN, row.bool("rolcanlogin"))
                .set(Role.ADMIN, row.bool("rolsuper"))
                .set(Role.CREATES_ROLES, row.bool("rolcreaterole"))
                .set(Role.CREATES_DATABASES, row.bool("rolcreatedb"))
                .set(Role.REPLICATION, row.bool("rolreplication"))
                .set(Role.BYPASSES_ROW_SECURITY, row.bool("rolbypassrls"))
                .set(Role.INHERITS, row.bool("rolinherit"))
                .set(Role.PREDEFINED, row.bool("predefined"))
                .build());
        context.emit(Server.ROLES.between(server, Role.TYPE.ref(key)));
        context.emit(
                Role.MEMBER_OF.between(Role.TYPE.ref(key), Role.TYPE.ref(Role.PUBLIC_KEY), Map.of("admin", false)));
    }

    private static void login(StepContext context, EntityRef<Server> server, Row row) throws SQLException {
        String key = row.text("id");
        context.emit(Login.TYPE
                .input(key)
                .displayName(row.text("rolname"))
                .set(Login.USERNAME, row.text("rolname"))
                .set(Login.NAME, row.text("rolname"))
                .set(Login.ACTIVE, row.bool("active"))
                .set(Login.ADMIN, row.bool("rolsuper"))
                .set(Login.EXPIRES, row.instant("expires"))
                .set(Login.CONNECTION_LIMIT, row.number("connections"))
                .link(Login.ROLE, key)
                .build());
        context.emit(Server.USERS.between(server, Login.TYPE.ref(key)));
    }

    private static void everybody(StepContext context, EntityRef<Server> server) {
        context.emit(Role.TYPE
                .input(Role.PUBLIC_KEY)
                .displayName("PUBLIC")
                .set(Role.NAME, "PUBLIC")
                .set(Role.LOGIN, false)
                .set(Role.ADMIN, false)
                .set(Role.PREDEFINED, true)
                .build());
        context.emit(Server.ROLES.between(server, Role.TYPE.ref(Role.PUBLIC_KEY)));
    }

    void databases(StepContext context) throws Exception {
        CollectedEntity<Server> server = collected(context);
        Presence<String> version =
                Presence.ofNullable(server.value(Server.VERSION).orElse(null));
        String size = source.settings().sizes() ? """
                CASE WHEN has_database_privilege(oid, 'CONNECT') OR pg_has_role('pg_read_all_stats', 'USAGE')
                     THEN pg_database_size(oid) END""" : "NULL::bigint";
        try (Session session = source.open(context)) {
            session.list(context, select("pg_database"), List.of(Database.TYPE), """
                    SELECT oid::text AS id, datname, datdba::text AS owner, pg_encoding_to_char(encoding) AS encoding,
                           datcollate, datistemplate, datallowconn,
                           CASE WHEN datconnlimit >= 0 THEN datconnlimit END AS connections,
                           shobj_description(oid, 'pg_database') AS description, %s AS size
                      FROM pg_database
                    """.formatted(size), row -> {
                String key = row.text("id");
                context.emit(Database.TYPE
                        .input(key)
                        .displayName(row.text("datname"))
                        .set(Database.NAME, row.text("datname"))
                        .set(Database.DESCRIPTION, row.maybe("description"))
                        .set(Database.ENGINE, ENGINE)
                        .set(Database.VERSION, version)
                        .set(Database.ENCODING, row.maybe("encoding"))
                        .set(Database.COLLATION, row.maybe("datcollate"))
                        .set(Database.TEMPLATE, row.bool("datistemplate"))
                        .set(Database.ALLOWS_CONNECTIONS, row.bool("datallowconn"))
                        .set(Database.CONNECTION_LIMIT, row.number("connections"))
                        .set(Database.SIZE, row.number("size"))
                        .build());
                context.emit(Server.DATABASES.between(server.ref(), Database.TYPE.ref(key)));
                context.emit(Role.DATABASES.between(Role.TYPE.ref(row.text("owner")), Database.TYPE.ref(key)));
            });
            session.list(
                    context,
                    select("pg_database"),
                    List.of(Role.ALLOWED_DATABASES),
                    Grants.of("pg_database", "datacl", "datdba", "d"),
                    row -> context.emit(Role.ALLOWED_DATABASES.between(
                            Role.TYPE.ref(row.text("grantee")), Database.TYPE.ref(row.text("id")), Grants.on(row))));
        }
    }

    void replication(StepContext context) throws Exception {
        EntityRef<Server> server = collected(context).ref();
        try (Session session = source.open(context)) {
            session.list(context, select("pg_replication_slots"), List.of(ReplicationSlot.TYPE), """
                    SELECT slot_name, slot_type, plugin, datoid::text AS database, active
                      FROM pg_replication_slots WHERE NOT temporary
                    """, row -> {
                String key = row.text("slot_name");
                context.emit(ReplicationSlot.TYPE
                        .input(key)
                        .displayName(key)
                        .set(ReplicationSlot.NAME, key)
                        .set(ReplicationSlot.KIND, row.text("slot_type"))
                        .set(ReplicationSlot.PLUGIN, row.maybe("plugin"))
                        .set(ReplicationSlot.ACTIVE, row.bool("active"))
                        .link(ReplicationSlot.DATABASE, row.maybe("database"))
                        .build());
                context.emit(Server.SLOTS.between(server, ReplicationSlot.TYPE.ref(key)));
            });
            session.list(context, select("pg_subscription"), List.of(Subscription.TYPE), """
                    SELECT oid::text AS id, subdbid::text AS database, subowner::text AS owner, subname, subenabled,
                           subslotname::text AS slot, subpublications::text[] AS publications
                      FROM pg_subscription
                    """, row -> {
                String key = row.text("id");
                context.emit(Subscription.TYPE
                        .input(key)
                        .displayName(row.text("subname"))
                        .set(Subscription.NAME, row.text("subname"))
                        .set(Subscription.ENABLED, row.bool("subenabled"))
                        .set(Subscription.SLOT, row.maybe("slot"))
                        .set(Subscription.PUBLICATIONS, row.texts("publications"))
                        .build());
                EntityRef<Subscription> ref = Subscription.TYPE.ref(key);
                context.emit(Database.SUBSCRIPTIONS.between(Database.TYPE.ref(row.text("database")), ref));
                context.emit(Role.SUBSCRIPTIONS.between(Role.TYPE.ref(row.text("owner")), ref));
            });
        }
    }

    void hostRules(StepContext context) throws Exception {
        EntityRef<Server> server = collected(context).ref();
        Map<String, Integer> alike = new HashMap<>();
        List<Long> wrong = new ArrayList<>();
        try (Session session = source.open(context)) {
            // The values of options stay where they are: passwords of LDAP and RADIUS are among them.
            session.each("EXECUTE on pg_catalog.pg_hba_file_rules(), or a superuser", """
                    SELECT line_number::bigint AS line, type, database, user_name, address, netmask, auth_method,
                           ARRAY(SELECT split_part(option, '=', 1) FROM unnest(options) AS option) AS options,
                           count(type) OVER (ORDER BY ordinality) AS position
                      FROM pg_hba_file_rules() WITH ORDINALITY
                     ORDER BY ordinality
                    """, row -> {
                // One that cannot match now, such as hostssl without TLS, has an error and is a rule nevertheless.
                if (row.maybe("type").known().isEmpty()) {
                    wrong.add(row.number("line").known().orElse(0L));
                } else {
                    rule(context, server, row, alike);
                }
            });
        }
        if (!wrong.isEmpty()) {
            context.partial("pg_hba.conf has lines that the server does not understand: "
                    + wrong.stream().map(String::valueOf).collect(Collectors.joining(", ")) + ".");
        }
    }

    /** A rule is known by what it says: its number would change with every line that is put before it. */
    private static void rule(StepContext context, EntityRef<Server> server, Row row, Map<String, Integer> alike)
            throws SQLException {
        Presence<String> address = row.maybe("address");
        Presence<String> netmask = row.maybe("netmask");
        String where = address.known().orElse("")
                + netmask.known().map(mask -> "/" + mask).orElse("");
        String name = Stream.of(
                        row.text("type"),
                        String.join(",", row.texts("database")),
                        String.join(",", row.texts("user_name")),
                        where,
                        row.text("auth_method"))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" "));
        int number = alike.merge(name, 1, Integer::sum);
        String key = number == 1 ? name : name + " #" + number;
        context.emit(HostRule.TYPE
                .input(key)
                .displayName(name)
                .set(HostRule.NAME, name)
                .set(HostRule.POSITION, row.number("position"))
                .set(HostRule.CONNECTION, row.text("type"))
                .set(HostRule.DATABASES, row.texts("database"))
                .set(HostRule.USERS, row.texts("user_name"))
                .set(HostRule.ADDRESS, address)
                .set(HostRule.NETMASK, netmask)
                .set(HostRule.METHOD, row.text("auth_method"))
                .set(HostRule.OPTIONS, row.texts("options"))
                .set(HostRule.PUBLIC, EVERY_ADDRESS.contains(where))
                .set(HostRule.ENCRYPTED, Set.of("hostssl", "hostgssenc").contains(row.text("type")))
                .build());
        context.emit(Server.HOST_RULES.between(server, HostRule.TYPE.ref(key)));
    }

    void passwords(StepContext context) throws Exception {
        try (Session session = source.open(context)) {
            // The server says of what kind a hash is; the hash does not leave it.
            session.each(
                    "a superuser, to read pg_catalog.pg_authid",
                    """
                    SELECT oid::text AS id,
                           CASE WHEN rolpassword IS NULL THEN 'none'
                                WHEN rolpassword LIKE 'SCRAM-SHA-256$%' THEN 'scram-sha-256'
                                WHEN rolpassword LIKE 'md5%' THEN 'md5'
                                ELSE 'other' END AS kind
                      FROM pg_authid WHERE rolcanlogin
                    """,
                    row -> context.enrich(Login.TYPE
                            .input(row.text("id"))
                            .set(Login.PASSWORD_KIND, row.text("kind"))
                            .build()));
        }
    }
}
