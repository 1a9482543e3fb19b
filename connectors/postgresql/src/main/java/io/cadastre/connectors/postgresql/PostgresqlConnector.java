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
import io.cadastre.spi.Config;
import io.cadastre.spi.ConfigField;
import io.cadastre.spi.ConnectorDefinition;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.ConnectorModule;
import io.cadastre.spi.Installation;
import io.cadastre.spi.credential.Credentials;
import io.cadastre.spi.model.Schema;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** Reads a PostgreSQL server: what is in its databases, who may do what with it, and who gets in. */
public final class PostgresqlConnector implements ConnectorModule {
    public static final Schema SCHEMA = Schema.of(
            "postgresql",
            Server.TYPE,
            Database.TYPE,
            Namespace.TYPE,
            Table.TYPE,
            Column.TYPE,
            Role.TYPE,
            Login.TYPE,
            RowPolicy.TYPE,
            Extension.TYPE,
            ForeignServer.TYPE,
            ReplicationSlot.TYPE,
            Publication.TYPE,
            Subscription.TYPE,
            HostRule.TYPE);

    static final List<ConfigField> SETTINGS = Stream.of(
                    PostgresqlSettings.ADDRESS, PostgresqlSettings.LOGIN, PostgresqlSettings.READING)
            .flatMap(Collection::stream)
            .toList();

    private static final ConnectorDefinition DEFINITION = ConnectorDefinition.of(
                    "postgresql",
                    "PostgreSQL",
                    "A PostgreSQL server: databases, schemas, tables, roles and their grants, row security,"
                            + " extensions, foreign servers, replication and pg_hba.conf.",
                    SCHEMA)
            .icon("M4 6c0-2 16-2 16 0v12c0 2-16 2-16 0zM4 6c0 2 16 2 16 0M4 12c0 2 16 2 16 0")
            .permissions(
                    "CONNECT on each database that is read, which PUBLIC has unless it was revoked.",
                    "For pg_hba.conf: EXECUTE on pg_catalog.pg_hba_file_rules(), or a superuser.",
                    "For the state of passwords: a superuser. Password hashes are not read.")
            .config(SETTINGS.toArray(ConfigField[]::new))
            .credentials(PostgresqlOnboarding.PASSWORD)
            .onboarding(PostgresqlOnboarding.flow());

    @Override
    public ConnectorDefinition definition() {
        return DEFINITION;
    }

    @Override
    public Installation initialise(Config config, Credentials credentials) throws ConnectorException {
        return new PostgresqlInstallation(
                new Source(PostgresqlSettings.of(config), credentials.string(PostgresqlOnboarding.PASSWORD.name())));
    }
}
