package io.cadastre.connectors.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import io.cadastre.spi.ConnectorException;
import org.junit.jupiter.api.Test;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;

class SqlErrorsTest {
    @Test
    void aServerThatIsNotThereIsSaidWithWhatToDo() {
        var refused = new PSQLException("The connection attempt failed.", PSQLState.CONNECTION_UNABLE_TO_CONNECT);

        assertThat(SqlErrors.connecting(refused, "shop"))
                .isInstanceOf(ConnectorException.Unavailable.class)
                .hasMessage(
                        "No PostgreSQL can be reached: The connection attempt failed. Check that it runs, 'host' and"
                                + " 'port', and that PostgreSQL listens there.");
    }
}
