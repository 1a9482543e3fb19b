package io.cadastre.connectors.aws;

import com.sun.net.httpserver.HttpExchange;
import io.cadastre.connectors.conformance.LoopbackServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Adds to Ceph's gateway that it says whose a key is. All else goes to it byte by byte, since the host that was called is
 * signed, too, and Java's client would name another.
 */
final class WithIdentity implements AutoCloseable {
    static final String ACCOUNT = "333333333333";

    private static final String IDENTITY = """
            <GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:iam::ACCOUNT:user/reader</Arn>
            <Account>ACCOUNT</Account></GetCallerIdentityResult></GetCallerIdentityResponse>""".replace("ACCOUNT", ACCOUNT);

    private final LoopbackServer server = LoopbackServer.start(this::answer);
    private final URI gateway;

    WithIdentity(URI gateway) {
        this.gateway = gateway;
    }

    URI url() {
        return server.url();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            if (new String(body, StandardCharsets.UTF_8).contains("Action=GetCallerIdentity")) {
                LoopbackServer.send(exchange, 200, IDENTITY);
                return;
            }
            String answer = passedOn(exchange, body);
            int end = answer.indexOf("\r\n\r\n");
            String head = answer.substring(0, end).toLowerCase(Locale.ROOT);
            String rest = answer.substring(end + 4);
            byte[] content = (head.contains("transfer-encoding: chunked") ? joined(rest) : rest)
                    .getBytes(StandardCharsets.ISO_8859_1);
            exchange.sendResponseHeaders(
                    Integer.parseInt(head.split(" ", 3)[1]), content.length == 0 ? -1 : content.length);
            exchange.getResponseBody().write(content);
        }
    }

    private static String joined(String chunks) {
        StringBuilder whole = new StringBuilder();
        int at = 0;
        while (true) {
            int end = chunks.indexOf("\r\n", at);
            int length = Integer.parseInt(chunks.substring(at, end), 16);
            if (length == 0) {
                return whole.toString();
            }
            whole.append(chunks, end + 2, end + 2 + length);
            at = end + 2 + length + 2;
        }
    }

    /** The whole answer, which ends with the connection; each of its characters is a byte. */
    private String passedOn(HttpExchange exchange, byte[] body) throws IOException {
        StringBuilder head = new StringBuilder(exchange.getRequestMethod())
                .append(' ')
                .append(exchange.getRequestURI())
                .append(" HTTP/1.1\r\nConnection: close\r\n");
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!name.equalsIgnoreCase("connection")) {
                values.forEach(
                        value -> head.append(name).append(": ").append(value).append("\r\n"));
            }
        });
        head.append("\r\n");
        try (Socket socket = new Socket(gateway.getHost(), gateway.getPort())) {
            OutputStream out = socket.getOutputStream();
            out.write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
            out.write(body);
            out.flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
