package io.cadastre.connectors.postgresql;

import io.cadastre.connectors.postgresql.model.Column;
import io.cadastre.connectors.postgresql.model.Database;
import io.cadastre.connectors.postgresql.model.Extension;
import io.cadastre.connectors.postgresql.model.ForeignServer;
import io.cadastre.connectors.postgresql.model.HostRule;
import io.cadastre.connectors.postgresql.model.Login;
import io.cadastre.connectors.postgresql.model.Namespace;
import io.cadastre.connectors.postgresql.model.Publication;
import io.cadastre.connectors.postgresql.model.ReplicationSlot;
import io.cadastre.connectors.postgresql.model.Role;
import io.cadastre.connectors.postgresql.model.RowPolicy;
import io.cadastre.connectors.postgresql.model.Server;
import io.cadastre.connectors.postgresql.model.Subscription;
import io.cadastre.connectors.postgresql.model.Table;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.Env;
import io.cadastre.spi.Health;
import io.cadastre.spi.Installation;
import io.cadastre.spi.step.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The steps that read one server. They come one after the other, so that it is asked by one connection at a time. */
final class PostgresqlInstallation implements Installation {
    private static final Duration LONG = Duration.ofHours(4);

    private final Source source;

    PostgresqlInstallation(Source source) {
        this.source = source;
    }

    @Override
    public List<Step> steps() {
        PostgresqlSettings settings = source.settings();
        ClusterSteps cluster = new ClusterSteps(source);
        DatabaseSteps databases = new DatabaseSteps(source);
        return List.of(
                Step.named("server", "Server")
                        .produces(Server.TYPE, Server.HOST, Server.HOST_BY_FQDN)
                        .runs(cluster::server),
                Step.named("roles", "Roles and users")
                        .dependsOn("server")
                        .produces(Role.TYPE, Login.TYPE, Server.ROLES, Server.USERS, Login.ROLE, Role.MEMBER_OF)
                        .runs(cluster::roles),
                Step.named("databases", "Databases")
                        .dependsOn("server")
                        .after("roles")
                        .produces(Database.TYPE, Server.DATABASES, Role.DATABASES, Role.ALLOWED_DATABASES)
                        .runs(cluster::databases),
                Step.named("replication", "Replication")
                        .dependsOn("server")
                        .after("databases")
                        .produces(
                                ReplicationSlot.TYPE,
                                Server.SLOTS,
                                ReplicationSlot.DATABASE,
                                Subscription.TYPE,
                                Database.SUBSCRIPTIONS,
                                Role.SUBSCRIPTIONS)
                        .runs(cluster::replication),
                enabled(
                        settings.hostRules(),
                        "hostRules",
                        Step.named("host-rules", "Rules of pg_hba.conf")
                                .dependsOn("server")
                                .after("replication")
                                .produces(HostRule.TYPE, Server.HOST_RULES)
                                .runs(cluster::hostRules)),
                enabled(
                        settings.passwordState(),
                        "passwordState",
                        Step.named("passwords", "State of passwords")
                                .dependsOn("roles")
                                .after("host-rules")
                                .enriches(Login.TYPE)
                                .runs(cluster::passwords)),
                Step.named("objects", "What is in databases")
                        .dependsOn("databases")
                        .after("passwords")
                        .produces(
                                Namespace.TYPE,
                                Database.SCHEMAS,
                                Role.SCHEMAS,
                                Role.ALLOWED_SCHEMAS,
                                Table.TYPE,
                                Namespace.TABLES,
                                Role.TABLES,
                                Role.ALLOWED_TABLES,
                                Table.USES,
                                Table.FOREIGN_SERVER,
                                RowPolicy.TYPE,
                                RowPolicy.TABLE,
                                Role.POLICIES,
                                Extension.TYPE,
                                Database.EXTENSIONS,
                                Role.EXTENSIONS,
                                ForeignServer.TYPE,
                                Database.FOREIGN_SERVERS,
                                Role.FOREIGN_SERVERS,
                                Role.ALLOWED_FOREIGN_SERVERS,
                                Role.MAPPED_FOREIGN_SERVERS,
                                Publication.TYPE,
                                Database.PUBLICATIONS,
                                Role.PUBLICATIONS,
                                Publication.TABLES)
                        .timeout(LONG)
                        .runs(databases::objects),
                enabled(
                        settings.columns(),
                        "columns",
                        Step.named("columns", "Columns")
                                .dependsOn("databases")
                                .after("objects")
                                .produces(Column.TYPE, Table.COLUMNS)
                                .timeout(LONG)
                                .runs(databases::columns)));
    }

    private static Step enabled(boolean enabled, String setting, Step step) {
        return enabled ? step : step.disabled("The setting '" + setting + "' is off.");
    }

    @Override
    public Health health(Env env) throws ConnectorException, InterruptedException {
        List<String> missing = new ArrayList<>();
        try (Session session = source.open(env)) {
            session.each("", """
                    SELECT has_table_privilege('pg_catalog.pg_authid', 'SELECT') AS passwords,
                           has_function_privilege('pg_catalog.pg_hba_file_rules()', 'EXECUTE') AS rules,
                           (SELECT array_agg(datname::text ORDER BY datname) FROM pg_database
                             WHERE datallowconn AND NOT has_database_privilege(oid, 'CONNECT')) AS closed
                    """, row -> {
                if (source.settings().hostRules() && !row.is("rules")) {
                    missing.add("the rules of pg_hba.conf");
                }
                if (source.settings().passwordState() && !row.is("passwords")) {
                    missing.add("the state of passwords");
                }
                row.texts("closed").stream()
                        .filter(name -> !source.settings().skipped().contains(name))
                        .forEach(name -> missing.add("the database " + name));
            });
        }
        return missing.isEmpty()
                ? Health.healthy("The server can be reached, and everything can be read.")
                : Health.degraded("The server can be reached. It may not be read: " + String.join(", ", missing) + ".");
    }
}
