package io.cadastre.connectors.postgresql;

import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.Env;
import io.cadastre.spi.credential.Credential;
import io.cadastre.spi.operation.Limit;
import io.cadastre.spi.operation.Operation;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.Properties;
import org.postgresql.Driver;
import org.postgresql.PGProperty;
import org.postgresql.ssl.DefaultJavaSSLFactory;

/**
 * The server as an installation reads it: a database at a time, each by a connection of its own.
 *
 * @param settings how
 * @param password of the login
 */
record Source(PostgresqlSettings settings, Credential password) {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration OPEN_TIMEOUT = Duration.ofSeconds(30);

    /** How long after the server should have given up it is given up itself. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    private static final Limit CONNECTIONS = Limit.concurrent("connecting", 2);

    /** Opens the database where the server is asked about what belongs to no single one. */
    Session open(Env env) throws ConnectorException, InterruptedException {
        return open(env, settings.database());
    }

    Session open(Env env, String database) throws ConnectorException, InterruptedException {
        Operation<String, Session> connect = Operation.<String, Session>define("postgresql.connect", this::connect)
                .limitedBy(CONNECTIONS)
                .timeout(OPEN_TIMEOUT);
        return env.ops().execute(connect, database);
    }

    private Session connect(String database) throws ConnectorException, InterruptedException {
        Connection connection = password.use(secret -> {
            Properties properties = properties();
            PGProperty.PASSWORD.set(properties, secret);
            try {
                return Objects.requireNonNull(new Driver().connect(url(database), properties));
            } catch (SQLException e) {
                throw SqlErrors.connecting(e, database);
            }
        });
        return Session.begin(connection, settings.statementTimeout());
    }

    private String url(String database) {
        String host = settings.host();
        boolean bare = host.contains(":") && !host.startsWith("[");
        return "jdbc:postgresql://" + (bare ? "[" + host + "]" : host) + ":" + settings.port() + "/"
                + URLEncoder.encode(database, StandardCharsets.UTF_8);
    }

    private Properties properties() {
        Properties properties = new Properties();
        PGProperty.USER.set(properties, settings.username());
        PGProperty.APPLICATION_NAME.set(properties, "cadastre");
        PGProperty.SSL_MODE.set(properties, settings.sslMode());
        if (settings.sslMode().startsWith("verify-")) {
            if (settings.caCertificates().isPresent()) {
                PGProperty.SSL_FACTORY.set(properties, TrustedCertificates.class.getName());
                PGProperty.SSL_FACTORY_ARG.set(
                        properties, settings.caCertificates().get());
            } else {
                PGProperty.SSL_FACTORY.set(properties, DefaultJavaSSLFactory.class.getName());
            }
        }
        PGProperty.GSS_ENC_MODE.set(properties, "disable");
        PGProperty.CONNECT_TIMEOUT.set(properties, (int) CONNECT_TIMEOUT.toSeconds());
        PGProperty.SOCKET_TIMEOUT.set(
                properties, (int) settings.statementTimeout().plus(GRACE).toSeconds());
        PGProperty.TCP_KEEP_ALIVE.set(properties, true);
        // Each statement runs once.
        PGProperty.PREPARE_THRESHOLD.set(properties, 0);
        return properties;
    }
}
