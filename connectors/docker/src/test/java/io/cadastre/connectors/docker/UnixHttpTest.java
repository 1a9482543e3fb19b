package io.cadastre.connectors.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.http.HttpCall;
import io.cadastre.spi.operation.Limit;
import io.cadastre.spi.operation.Operation;
import io.cadastre.spi.operation.Operations;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnixHttpTest {
    private static final HttpCall CALL =
            HttpCall.get("/containers/json").query("all", "1").needing("the socket");

    @TempDir
    Path directory;

    /** Makes one attempt. */
    private static final Operations ONCE = new Operations() {
        @Override
        public <I, O> O execute(Operation<I, O> operation, I input) throws ConnectorException {
            try {
                return operation.handler().handle(input);
            } catch (ConnectorException e) {
                throw e;
            } catch (Exception e) {
                throw new ConnectorException.Unavailable(String.valueOf(e.getMessage()), e);
            }
        }
    };

    private UnixHttp http(Path socket) {
        return new UnixHttp(ONCE, socket, Limit.concurrent("docker", 1), Duration.ofSeconds(5));
    }

    /** Answers one request. */
    private String asked(String answer, Throwing<UnixHttp> work) throws Exception {
        Path socket = directory.resolve("s");
        StringBuilder request = new StringBuilder();
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket));
            Thread answering = Thread.ofVirtual().start(() -> {
                try (SocketChannel channel = server.accept()) {
                    ByteBuffer buffer = ByteBuffer.allocate(4096);
                    channel.read(buffer);
                    request.append(new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8));
                    channel.write(ByteBuffer.wrap(answer.getBytes(StandardCharsets.UTF_8)));
                } catch (IOException e) {
                    request.append(e);
                }
            });
            work.run(http(socket));
            answering.join();
        }
        return request.toString();
    }

    @FunctionalInterface
    private interface Throwing<T> {
        void run(T value) throws Exception;
    }

    @Test
    void anAnswerIsReadToTheEndOfTheConnection() throws Exception {
        String request = asked(
                "HTTP/1.0 200 OK\r\nContent-Type: application/json\r\n\r\n[{\"Id\":\"\u00e4\"}]",
                http -> assertThat(http.json(CALL).elements().getFirst().text("Id"))
                        .isEqualTo("\u00e4"));
        assertThat(request).isEqualTo("GET /containers/json?all=1 HTTP/1.0\r\nHost: docker\r\n\r\n");
    }

    @ParameterizedTest
    @CsvSource({
        "403 Forbidden, '', PERMISSION",
        "404 Not Found, '', NOT_FOUND",
        "500 Oops, '', UNAVAILABLE",
        "400 Bad, '', BAD_DATA",
        "200 OK, '[', BAD_DATA",
        "200 OK, '[]]', BAD_DATA",
        "200 OK, '', BAD_DATA"
    })
    void whatIsNoWholeAnswerIsAnError(String status, String body, String kind) throws Exception {
        asked(
                "HTTP/1.0 " + status + "\r\n\r\n" + body,
                http -> assertThatThrownBy(() -> http.json(CALL))
                        .isInstanceOfSatisfying(
                                ConnectorException.class,
                                e -> assertThat(e.kind().name()).isEqualTo(kind)));
    }

    @ParameterizedTest
    @CsvSource({
        "'Content-Length: 9\r\n\r\n[]'",
        "'Transfer-Encoding: chunked\r\n\r\n2\r\n[]\r\n0\r\n\r\n'",
        "'Content-Type: application/json'"
    })
    void anAnswerOfAnotherLengthThanItSaysIsNone(String rest) throws Exception {
        asked(
                "HTTP/1.0 200 OK\r\n" + rest,
                http -> assertThatThrownBy(() -> http.json(CALL)).isInstanceOf(ConnectorException.Unavailable.class));
    }

    @Test
    void aSocketThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> http(directory.resolve("none")).json(CALL))
                .isInstanceOf(ConnectorException.Unavailable.class)
                .hasMessageContaining("There is no socket at");
    }
}
