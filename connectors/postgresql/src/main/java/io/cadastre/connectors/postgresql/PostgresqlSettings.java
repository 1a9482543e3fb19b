package io.cadastre.connectors.postgresql;

import io.cadastre.spi.Config;
import io.cadastre.spi.ConfigField;
import io.cadastre.spi.ConnectorException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How an installation reads its server.
 *
 * @param host a name or an address
 * @param port where it listens
 * @param database where it is asked about what belongs to no single database
 * @param username as whom
 * @param sslMode how TLS is used, in the words of libpq
 * @param caCertificates in PEM; empty for those of the Java runtime
 * @param skipped databases whose content is not read
 * @param sizes whether sizes are kept
 * @param columns whether columns are kept
 * @param hostRules whether pg_hba.conf is read
 * @param passwordState whether it is read how passwords are kept
 * @param statementTimeout how long the server may work on one statement
 */
record PostgresqlSettings(
        String host,
        int port,
        String database,
        String username,
        String sslMode,
        Optional<String> caCertificates,
        Set<String> skipped,
        boolean sizes,
        boolean columns,
        boolean hostRules,
        boolean passwordState,
        Duration statementTimeout) {
    static final ConfigField HOST =
            ConfigField.requiredText("host", "Host", "db.example", "The name or address of the server.");
    static final ConfigField PORT = ConfigField.integer("port", "Port", 5432, "Where it listens.");
    static final ConfigField SSL_MODE = ConfigField.choice(
            "sslMode",
            "TLS",
            List.of("verify-full", "verify-ca", "require", "prefer", "allow", "disable"),
            "As in libpq. Only verify-full makes sure that it is the server that was meant; prefer, allow and disable"
                    + " may read without TLS.");
    static final ConfigField CA_CERTIFICATES = ConfigField.optionalText(
            "caCertificates",
            "CA certificates",
            "In PEM, for verify-full and verify-ca. Without them, the authorities that Java knows are trusted.");
    static final ConfigField DATABASE = ConfigField.text(
            "database",
            "Database",
            "postgres",
            "Where the server is asked about roles and databases; all databases are read, whichever this is.");
    static final ConfigField USERNAME = ConfigField.requiredText(
            "username", "User", "cadastre", "A login; it needs no more than to connect to each database.");
    static final ConfigField SKIPPED = ConfigField.texts(
            "skippedDatabases",
            "Databases not to read",
            "Names of databases that are listed, but whose content is not read.");
    static final ConfigField SIZES = ConfigField.bool(
            "sizes", "Sizes", false, "Whether sizes of databases and tables are kept. They change with every write.");
    static final ConfigField COLUMNS =
            ConfigField.bool("columns", "Columns", false, "Whether the columns of tables are kept.");
    static final ConfigField HOST_RULES = ConfigField.bool(
            "hostRules",
            "Rules of pg_hba.conf",
            true,
            "Whether the rules are read that say who may connect from where. Needs a superuser or a grant.");
    static final ConfigField PASSWORD_STATE = ConfigField.bool(
            "passwordState",
            "State of passwords",
            true,
            "Whether it is read which users have a password and how it is kept. Needs a superuser.");
    static final ConfigField STATEMENT_TIMEOUT = ConfigField.integer(
            "statementTimeout", "Statement timeout", 60, "How many seconds the server may work on one statement.");

    static final List<ConfigField> ADDRESS = List.of(HOST, PORT, SSL_MODE, CA_CERTIFICATES);
    static final List<ConfigField> LOGIN = List.of(DATABASE, USERNAME);
    static final List<ConfigField> READING =
            List.of(SKIPPED, SIZES, COLUMNS, HOST_RULES, PASSWORD_STATE, STATEMENT_TIMEOUT);

    private static final Pattern HOST_NAME =
            Pattern.compile("[A-Za-z0-9_]([A-Za-z0-9._-]*[A-Za-z0-9_.])?|\\[?[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*]?");
    private static final long MOST_SECONDS = 3_600;
    private static final long MOST_PORT = 65_535;

    PostgresqlSettings {
        skipped = Set.copyOf(skipped);
    }

    static PostgresqlSettings of(Config config) throws ConnectorException.Configuration {
        checkAddress(config);
        return new PostgresqlSettings(
                config.text(HOST.name()).strip(),
                (int) number(config, PORT, MOST_PORT),
                config.text(DATABASE.name()),
                config.text(USERNAME.name()),
                config.text(SSL_MODE.name()),
                config.maybeText(CA_CERTIFICATES.name()),
                Set.copyOf(config.texts(SKIPPED.name())),
                config.bool(SIZES.name()),
                config.bool(COLUMNS.name()),
                config.bool(HOST_RULES.name()),
                config.bool(PASSWORD_STATE.name()),
                Duration.ofSeconds(number(config, STATEMENT_TIMEOUT, MOST_SECONDS)));
    }

    /** Refuses an address that cannot be one; the host goes into a URL, in which it must not end early. */
    static void checkAddress(Config config) throws ConnectorException.Configuration {
        if (!HOST_NAME.matcher(config.text(HOST.name()).strip()).matches()) {
            throw new ConnectorException.Configuration(
                    "The setting 'host' must be one name or address, without a port or anything else.");
        }
        number(config, PORT, MOST_PORT);
        Optional<String> certificates = config.maybeText(CA_CERTIFICATES.name());
        if (certificates.isPresent()) {
            TrustedCertificates.check(certificates.get());
        }
    }

    private static long number(Config config, ConfigField field, long most) throws ConnectorException.Configuration {
        long value = config.integer(field.name());
        if (value < 1 || value > most) {
            throw new ConnectorException.Configuration(
                    "The setting '" + field.name() + "' must be a number from 1 to " + most + ".");
        }
        return value;
    }
}
