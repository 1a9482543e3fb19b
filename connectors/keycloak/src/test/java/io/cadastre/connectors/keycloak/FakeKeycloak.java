package io.cadastre.connectors.keycloak;

import com.sun.net.httpserver.HttpExchange;
import io.cadastre.connectors.conformance.LoopbackServer;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** As much of Keycloak as the conformance kit needs, with small pages; a listing that nobody filled is empty. */
final class FakeKeycloak implements AutoCloseable {
    static final String CLIENT_ID = "cadastre";
    static final String CLIENT_SECRET = "a-secret-of-the-test";

    private static final Pattern FIRST = Pattern.compile("(?:^|&)first=(\\d+)");

    private final LoopbackServer server = LoopbackServer.start(this::handle);
    private final Map<String, List<String>> lists = new ConcurrentHashMap<>();
    private final Set<String> tokens = ConcurrentHashMap.newKeySet();
    private final AtomicInteger issued = new AtomicInteger();
    private final int pageSize;

    FakeKeycloak(int pageSize) {
        this.pageSize = pageSize;
    }

    URI url() {
        return server.url();
    }

    /** Fills a listing below {@code /admin/realms}, in single quotes. */
    void put(String path, List<String> items) {
        lists.put("/admin/realms" + path, items);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            URI uri = exchange.getRequestURI();
            String authorization = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
            if (uri.getPath().equals("/realms/acme/protocol/openid-connect/token")) {
                token(exchange, authorization);
            } else if (!tokens.contains(authorization)) {
                send(exchange, 401, "{'error':'HTTP 401 Unauthorized'}");
            } else if (uri.getPath().contains("/attack-detection/")) {
                send(exchange, 200, "{'disabled':false}");
            } else if (uri.getPath().endsWith("/role-mappings")) {
                send(exchange, 200, "{}");
            } else {
                send(exchange, 200, "[" + String.join(",", page(uri)) + "]");
            }
        }
    }

    private void token(HttpExchange exchange, String authorization) throws IOException {
        String expected = "Basic "
                + Base64.getEncoder()
                        .encodeToString((CLIENT_ID + ":" + CLIENT_SECRET).getBytes(StandardCharsets.UTF_8));
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        if (!authorization.equals(expected) || !body.contains("grant_type=client_credentials")) {
            send(exchange, 401, "{'error':'unauthorized_client'}");
            return;
        }
        String token = "token-" + issued.incrementAndGet();
        tokens.add("Bearer " + token);
        send(exchange, 200, "{'access_token':'" + token + "','expires_in':60,'token_type':'Bearer'}");
    }

    private List<String> page(URI uri) {
        List<String> all = lists.getOrDefault(uri.getPath(), List.of());
        Matcher first = FIRST.matcher(String.valueOf(uri.getQuery()));
        if (!first.find()) {
            return all;
        }
        int from = Math.min(all.size(), Integer.parseInt(first.group(1)));
        return all.subList(from, Math.min(all.size(), from + pageSize));
    }

    private static void send(HttpExchange exchange, int status, String json) throws IOException {
        LoopbackServer.send(exchange, status, json.replace('\'', '"'));
    }

    @Override
    public void close() {
        server.close();
    }
}
