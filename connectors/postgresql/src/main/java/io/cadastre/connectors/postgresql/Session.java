package io.cadastre.connectors.postgresql;

import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.model.Output;
import io.cadastre.spi.step.Emitter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;

/**
 * One connection to one database, with one transaction that cannot write: all that is read by it is of one moment. What
 * is set is set for the transaction alone, so that it holds behind a pooler, too.
 */
final class Session implements AutoCloseable {
    /** How many rows are in memory; the driver fetches so many at a time. */
    private static final int ROWS_AT_ONCE = 1_000;

    private static final Duration IDLE_TIMEOUT = Duration.ofMinutes(10);

    private final Connection connection;

    private Session(Connection connection) {
        this.connection = connection;
    }

    /** Takes a row. */
    @FunctionalInterface
    interface Reader {
        void read(Row row) throws SQLException;
    }

    static Session begin(Connection connection, Duration statementTimeout)
            throws ConnectorException, InterruptedException {
        Session session = new Session(connection);
        try {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY;"
                        + " SET LOCAL search_path = pg_catalog;"
                        + " SET LOCAL statement_timeout = " + statementTimeout.toMillis() + ";"
                        + " SET LOCAL lock_timeout = " + statementTimeout.toMillis() + ";"
                        + " SET LOCAL idle_in_transaction_session_timeout = " + IDLE_TIMEOUT.toMillis());
            }
            return session;
        } catch (SQLException e) {
            session.close();
            throw session.error(e, "to set the timeouts of its own session");
        }
    }

    /**
     * Reads all rows of a statement.
     *
     * @param permission what it needs, in the words of PostgreSQL
     */
    void each(String permission, String sql, Reader reader) throws ConnectorException, InterruptedException {
        try {
            run(sql, reader);
        } catch (SQLException e) {
            throw error(e, permission);
        }
    }

    /**
     * Reads one of several listings. If the server refuses it, that is said of its outputs alone, and the session can
     * go on; if the connection is lost, this ends with an exception.
     *
     * @param outputs what it finds; of an entity type, its links are meant as well
     */
    void list(Emitter emitter, String permission, List<Output> outputs, String sql, Reader reader)
            throws ConnectorException, InterruptedException {
        try {
            Savepoint before = connection.setSavepoint();
            try {
                run(sql, reader);
            } catch (SQLException e) {
                if (connection.isClosed()) {
                    throw e;
                }
                connection.rollback(before);
                ConnectorException error = error(e, permission);
                for (Output output : outputs) {
                    if (error instanceof ConnectorException.Permission denial) {
                        emitter.denied(output, denial.permission());
                    } else {
                        emitter.partial(output, String.valueOf(error.getMessage()));
                    }
                }
            }
        } catch (SQLException e) {
            throw error(e, permission);
        }
    }

    private void run(String sql, Reader reader) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setFetchSize(ROWS_AT_ONCE);
            try (ResultSet rows = statement.executeQuery()) {
                Row row = new Row(rows);
                while (rows.next()) {
                    reader.read(row);
                }
            }
        }
    }

    /** An interrupt closes the connection under the driver, which calls that an error of the network. */
    private ConnectorException error(SQLException e, String permission) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        return SqlErrors.reading(e, permission);
    }

    /** Ends the connection. Nothing was written, so there is nothing to commit. */
    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            // It was lost before.
        }
    }
}
