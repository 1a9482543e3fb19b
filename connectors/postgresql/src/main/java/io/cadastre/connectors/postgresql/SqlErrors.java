package io.cadastre.connectors.postgresql;

import io.cadastre.spi.ConnectorException;
import java.sql.SQLException;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** What an error of the server or of the driver means. */
final class SqlErrors {
    private static final int CLASS = 2;

    private SqlErrors() {}

    /**
     * An error of a connection that does not come to be.
     *
     * @param database to which
     */
    static ConnectorException connecting(SQLException error, String database) {
        if (encrypting(error)) {
            return new ConnectorException.Configuration("No connection with TLS as 'sslMode' asks for it: "
                    + said(error) + " Change 'sslMode' or 'caCertificates', or the server's certificate.");
        }
        return switch (state(error)) {
            case "28P01" ->
                new ConnectorException.Authentication(
                        "The server does not know this user with this password: " + said(error));
            case "28000" ->
                new ConnectorException.Permission(
                        "LOGIN, and a rule in pg_hba.conf for the database \"" + database + "\"", said(error));
            case "55000" ->
                new ConnectorException.Permission(
                        "ALTER DATABASE \"" + database + "\" ALLOW_CONNECTIONS true", said(error));
            case "42501" ->
                new ConnectorException.Permission("CONNECT on the database \"" + database + "\"", said(error));
            case "3D000" -> new ConnectorException.NotFound("There is no database \"" + database + "\".");
            case "08001", "08004", "08006" ->
                new ConnectorException.Unavailable(
                        "No PostgreSQL can be reached: " + said(error)
                                + " Check that it runs, 'host' and 'port', and that PostgreSQL listens there.",
                        error);
            default -> reading(error, "");
        };
    }

    /**
     * An error of a statement.
     *
     * @param permission what the statement needs
     */
    static ConnectorException reading(SQLException error, String permission) {
        String state = state(error);
        return switch (state) {
            case "42501" -> new ConnectorException.Permission(permission, said(error));
            case "53300" -> new ConnectorException.RateLimited("The server has no connection left: " + said(error));
            case "57014" -> new ConnectorException.Timeout("The server took too long: " + said(error));
            default ->
                switch (state.length() < CLASS ? "" : state.substring(0, CLASS)) {
                    // Of the connection, of resources, of the operator, of the system, inside the server.
                    case "", "08", "25", "53", "57", "58", "XX" ->
                        new ConnectorException.Unavailable(said(error), error);
                    default -> new ConnectorException.BadData("The server refuses a statement: " + said(error), error);
                };
        };
    }

    private static boolean encrypting(SQLException error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof SSLException) {
                return true;
            }
        }
        // Said by the driver alone, with states of the connection.
        String message = String.valueOf(error.getMessage());
        return message.contains("does not support SSL") || message.contains("could not be verified");
    }

    private static String state(SQLException error) {
        return Optional.ofNullable(error.getSQLState()).orElse("");
    }

    /** What the server said, without the statement and the detail, in which values may be. */
    private static String said(SQLException error) {
        ServerErrorMessage server = error instanceof PSQLException own ? own.getServerErrorMessage() : null;
        String message = server == null ? error.getMessage() : server.getMessage();
        String text = String.valueOf(message).replaceAll("\\s+", " ").strip();
        return text.endsWith(".") ? text : text + ".";
    }
}
