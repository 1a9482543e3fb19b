package io.cadastre.engine.call;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.cadastre.spi.http.HttpSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** A real HTTP server that answers what a test says and remembers what it was asked. */
public final class FakeSource implements AutoCloseable {
    /** What it was asked. */
    public record Request(String method, URI target, Map<String, List<String>> headers, String body) {
        public Optional<String> header(String name) {
            return headers.entrySet().stream()
                    .filter(entry -> entry.getKey().equalsIgnoreCase(name))
                    .map(entry -> entry.getValue().getFirst())
                    .findFirst();
        }
    }

    /** What it answers. */
    public static final class Answer {
        private final int status;
        private final Map<String, String> headers;
        private final byte[] body;

        Answer(int status, Map<String, String> headers, byte[] body) {
            this.status = status;
            this.headers = headers;
            this.body = body;
        }

        public static Answer of(int status) {
            return of(status, "");
        }

        public static Answer of(int status, String body) {
            return new Answer(status, Map.of(), body.getBytes(StandardCharsets.UTF_8));
        }

        public static Answer json(String body) {
            return of(200, body.replace('\'', '"'));
        }

        public Answer with(String name, String value) {
            Map<String, String> more = new LinkedHashMap<>(headers);
            more.put(name, value);
            return new Answer(status, more, body);
        }
    }

    private final HttpServer server;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Request> requests = Collections.synchronizedList(new ArrayList<>());
    private final Queue<Answer> next = new ArrayDeque<>();
    private volatile Function<Request, Answer> otherwise = request -> Answer.json("{}");

    public FakeSource() {
        this(plain());
    }

    FakeSource(HttpServer server) {
        this.server = server;
        server.createContext("/", this::handle);
        server.setExecutor(executor);
        server.start();
    }

    private static HttpServer plain() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next answers, one after the other, before what it answers otherwise. */
    public FakeSource next(Answer... answers) {
        synchronized (next) {
            next.addAll(List.of(answers));
        }
        return this;
    }

    public FakeSource otherwise(Function<Request, Answer> answers) {
        otherwise = answers;
        return this;
    }

    public List<Request> requests() {
        return List.copyOf(requests);
    }

    Request only() {
        if (requests.size() != 1) {
            throw new AssertionError(requests.size() + " requests instead of one");
        }
        return requests.getFirst();
    }

    int port() {
        return server.getAddress().getPort();
    }

    public URI url() {
        return URI.create("http://localhost:" + port());
    }

    HttpSettings settings() {
        return HttpSettings.at(url());
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Request request = new Request(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI(),
                    Map.copyOf(exchange.getRequestHeaders()),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            requests.add(request);
            Answer scripted;
            synchronized (next) {
                scripted = next.poll();
            }
            Answer answer = scripted == null ? otherwise.apply(request) : scripted;
            answer.headers.forEach(exchange.getResponseHeaders()::add);
            boolean bodyless = answer.body.length == 0 || answer.status == 304 || answer.status == 204;
            exchange.sendResponseHeaders(answer.status, bodyless ? -1 : answer.body.length);
            if (!bodyless) {
                exchange.getResponseBody().write(answer.body);
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
        executor.shutdownNow();
    }
}
