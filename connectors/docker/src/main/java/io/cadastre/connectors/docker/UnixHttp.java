package io.cadastre.connectors.docker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.http.Http;
import io.cadastre.spi.http.HttpAnswer;
import io.cadastre.spi.http.HttpCall;
import io.cadastre.spi.json.Json;
import io.cadastre.spi.operation.Limit;
import io.cadastre.spi.operation.Operation;
import io.cadastre.spi.operation.Operations;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * GET requests over a Unix socket, to which the JDK's client cannot speak. It asks by HTTP/1.0 (RFC 1945), one connection
 * for each request: so an answer comes as it is and ends with the connection. One that ends early is noticed by its
 * length where the server says it, else by its JSON, which then does not end.
 */
final class UnixHttp implements Http {
    private static final int MOST_BYTES = 64 << 20;
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final Operations operations;
    private final Path socket;
    private final Limit limit;
    private final Duration timeout;

    UnixHttp(Operations operations, Path socket, Limit limit, Duration timeout) {
        this.operations = operations;
        this.socket = socket;
        this.limit = limit;
        this.timeout = timeout;
    }

    @Override
    public HttpAnswer send(HttpCall call) throws ConnectorException, InterruptedException {
        if (!call.method().equals("GET") || call.validator() != null) {
            throw new IllegalArgumentException("Only plain GET requests are sent to a socket.");
        }
        return operations.execute(
                Operation.define(call.operation(), this::exchange)
                        .limitedBy(limit)
                        .timeout(timeout),
                call);
    }

    private HttpAnswer exchange(HttpCall call) throws ConnectorException, IOException {
        byte[] all;
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            ByteBuffer request = ByteBuffer.wrap(request(call).getBytes(StandardCharsets.UTF_8));
            while (request.hasRemaining()) {
                channel.write(request);
            }
            all = read(channel, call);
        } catch (IOException e) {
            throw !Files.isReadable(socket) || !Files.isWritable(socket) ? notThere() : e;
        }
        return answer(call, all);
    }

    /** Whether there is nothing, or nothing for us, only the file can tell; the exception's words differ. */
    private IOException notThere() throws ConnectorException {
        if (Files.exists(socket)) {
            throw new ConnectorException.Permission(
                    "to read and write " + socket + " (on most systems: the group 'docker')",
                    socket + " may not be opened.");
        }
        throw new ConnectorException.Unavailable("There is no socket at " + socket + ".", null);
    }

    private static String request(HttpCall call) {
        String query = call.query().stream()
                .map(parameter -> encoded(parameter.name()) + "=" + encoded(parameter.value()))
                .collect(Collectors.joining("&"));
        StringBuilder text = new StringBuilder("GET " + call.target() + (query.isEmpty() ? "" : "?" + query))
                .append(" HTTP/1.0\r\nHost: docker\r\n");
        call.headers()
                .forEach((name, value) ->
                        text.append(name).append(": ").append(value).append("\r\n"));
        return text.append("\r\n").toString();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static byte[] read(SocketChannel channel, HttpCall call) throws ConnectorException, IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        ByteBuffer buffer = ByteBuffer.allocate(64 << 10);
        while (channel.read(buffer) >= 0) {
            all.write(buffer.array(), 0, buffer.position());
            buffer.clear();
            if (all.size() > MOST_BYTES) {
                throw new ConnectorException.BadData(
                        call.operation() + " was answered with more than " + MOST_BYTES + " bytes.", null);
            }
        }
        return all.toByteArray();
    }

    private static HttpAnswer answer(HttpCall call, byte[] all) throws ConnectorException, IOException {
        String text = new String(all, StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            throw new EOFException("The answer ended in its headers.");
        }
        String[] lines = text.substring(0, end).split("\r\n");
        if (!lines[0].matches("HTTP/1\\.[01] \\d{3}(?: .*)?")) {
            throw new ConnectorException.BadData(call.operation() + " was not answered by HTTP.", null);
        }
        Map<String, String> headers = new HashMap<>();
        for (int line = 1; line < lines.length; line++) {
            int colon = lines[line].indexOf(':');
            if (colon > 0) {
                headers.put(
                        lines[line].substring(0, colon).toLowerCase(Locale.ROOT),
                        lines[line].substring(colon + 1).strip());
            }
        }
        String body = new String(all, end + 4, all.length - end - 4, StandardCharsets.UTF_8);
        String length = headers.getOrDefault("content-length", "");
        if (headers.containsKey("transfer-encoding")
                || (!length.isEmpty() && !length.equals(Integer.toString(all.length - end - 4)))) {
            throw new EOFException("The answer is not as long as it says.");
        }
        int status = Integer.parseInt(lines[0].substring(9, 12));
        if (status < 200 || status >= 300) {
            throw refused(call, status);
        }
        return new Answer(call.operation(), status, Map.copyOf(headers), body);
    }

    private static ConnectorException refused(HttpCall call, int status) {
        String message = call.operation() + " was answered " + status + ".";
        return switch (status) {
            case 401 -> new ConnectorException.Authentication(message);
            case 403 -> new ConnectorException.Permission(call.permission(), message);
            case 404 -> new ConnectorException.NotFound(message);
            case 429 -> new ConnectorException.RateLimited(message);
            default ->
                status == 408 || status >= 500
                        ? new ConnectorException.Unavailable(message, null)
                        : new ConnectorException.BadData(message, null);
        };
    }

    private record Answer(String operation, int status, Map<String, String> headers, String text)
            implements HttpAnswer {
        @Override
        public Optional<String> header(String name) {
            return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
        }

        @Override
        public Optional<String> link(String relation) {
            throw new UnsupportedOperationException("An engine's listings come whole.");
        }

        @Override
        public Json json() throws ConnectorException.BadData {
            try {
                return Json.of(MAPPER.readValue(text, Object.class));
            } catch (JsonProcessingException e) {
                throw new ConnectorException.BadData(
                        operation + " was answered with something that is not JSON.", null);
            }
        }
    }
}
