package io.cadastre.connectors.conformance;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A small HTTP server that answers with JSON: enough of a source for most connectors. */
public final class FakeApi implements AutoCloseable {
    private final LoopbackServer server = LoopbackServer.start(this::handle);
    private final Map<String, Route> routes = new ConcurrentHashMap<>();
    private volatile String authorization = "";

    /** Answers one path. */
    @FunctionalInterface
    public interface Route {
        /**
         * The answer to a request.
         *
         * @param query the parameters of the request
         * @return JSON
         */
        String answer(Map<String, String> query);
    }

    private FakeApi() {}

    /** Starts a server without routes on any free port of the loopback interface. */
    public static FakeApi start() {
        return new FakeApi();
    }

    /** Refuses requests without this bearer token with 401. */
    public FakeApi requiring(String token) {
        authorization = "Bearer " + token;
        return this;
    }

    /** Answers a path; every other one is 404. */
    public FakeApi get(String path, Route route) {
        routes.put(path, route);
        return this;
    }

    public URI baseUrl() {
        return server.url();
    }

    @Override
    public void close() {
        server.close();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Route route = routes.get(exchange.getRequestURI().getPath());
            String given = exchange.getRequestHeaders().getFirst("Authorization");
            if (!authorization.isEmpty() && !authorization.equals(given)) {
                LoopbackServer.send(exchange, 401, "{\"error\":\"wrong token\"}");
            } else if (route == null) {
                LoopbackServer.send(exchange, 404, "{\"error\":\"no such path\"}");
            } else {
                LoopbackServer.send(exchange, 200, route.answer(LoopbackServer.query(exchange.getRequestURI())));
            }
        }
    }
}
