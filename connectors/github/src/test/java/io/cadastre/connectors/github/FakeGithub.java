package io.cadastre.connectors.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What of GitHub's API the connector asks for, with what the emulator lacks: ETags, filters, deploy keys, outside
 * collaborators, tokens that are refused, limits.
 */
final class FakeGithub implements AutoCloseable {
    static final String TOKEN = "a-token-of-the-test";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern CHILDREN = Pattern.compile(
            "/orgs/acme/.*|/repos/acme/[^/]+/(branches|collaborators|hooks|keys|issues|actions/secrets)");

    final AtomicInteger bodies = new AtomicInteger();
    final AtomicInteger unchanged = new AtomicInteger();
    final List<String> requests = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, List<ObjectNode>> lists = new ConcurrentHashMap<>();
    private final Map<String, ObjectNode> objects = new ConcurrentHashMap<>();
    private final List<Refusal> refusals = new CopyOnWriteArrayList<>();
    private volatile int pageSize = 100;
    private volatile String token = TOKEN;

    /** An answer that is given instead, some times. */
    private record Refusal(Pattern route, int status, Map<String, String> headers, String body, AtomicInteger times) {}

    FakeGithub() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
        object(
                "/orgs/acme",
                "{'id':1,'login':'acme','name':'Acme','html_url':'https://github.com/acme',"
                        + "'description':null,'two_factor_requirement_enabled':false,'default_repository_permission':'read',"
                        + "'created_at':'2020-01-02T03:04:05Z','updated_at':'2026-01-02T03:04:05Z'}");
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    FakeGithub pages(int size) {
        pageSize = size;
        return this;
    }

    /** From now on only this token is good. */
    void token(String value) {
        token = value;
    }

    /**
     * Puts something into a listing.
     *
     * @param listing its path, with the parameter that tells it from others: {@code /orgs/acme/members?role=admin}
     * @param json with single quotes
     */
    FakeGithub add(String listing, String json) {
        lists.computeIfAbsent(listing, path -> new CopyOnWriteArrayList<>()).add(parsed(json));
        return this;
    }

    /** Replaces a listing. */
    void put(String listing, List<String> items) {
        lists.put(
                listing,
                new CopyOnWriteArrayList<>(
                        items.stream().map(FakeGithub::parsed).toList()));
    }

    /** Takes what has this id, or name, out of a listing. */
    void remove(String listing, String idOrName) {
        lists.getOrDefault(listing, List.of())
                .removeIf(item -> item.path("id").asText().equals(idOrName)
                        || item.path("name").asText().equals(idOrName));
    }

    FakeGithub object(String path, String json) {
        objects.put(path, parsed(json));
        return this;
    }

    void forget(String path) {
        objects.remove(path);
    }

    /** Answers calls of a route in another way, some times. */
    void refuse(String route, int status, Map<String, String> headers, String body, int times) {
        refusals.add(new Refusal(Pattern.compile(route), status, headers, body, new AtomicInteger(times)));
    }

    void repair() {
        refusals.clear();
    }

    void forgetRequests() {
        bodies.set(0);
        unchanged.set(0);
        requests.clear();
    }

    long asked(String route) {
        Pattern pattern = Pattern.compile(route);
        return requests.stream()
                .filter(request -> pattern.matcher(request).find())
                .count();
    }

    private static ObjectNode parsed(String json) {
        try {
            return (ObjectNode) JSON.readTree(json.replace('\'', '"'));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            URI uri = exchange.getRequestURI();
            requests.add(uri.toString());
            Optional<Refusal> refusal = refusals.stream()
                    .filter(one -> one.route.matcher(uri.toString()).find())
                    .filter(one -> one.times.getAndDecrement() > 0)
                    .findFirst();
            if (refusal.isPresent()) {
                refusal.get()
                        .headers
                        .forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
                send(exchange, refusal.get().status, refusal.get().body);
            } else if (!("Bearer " + token).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                send(exchange, 401, "{\"message\":\"Bad credentials\"}");
            } else {
                answer(exchange, uri);
            }
        }
    }

    private void answer(HttpExchange exchange, URI uri) throws IOException {
        Map<String, String> query = query(uri.getQuery());
        String key = key(uri.getPath(), query);
        @Nullable ObjectNode object = objects.get(uri.getPath());
        @Nullable List<ObjectNode> list = lists.get(key);
        if (list == null && object == null && CHILDREN.matcher(uri.getPath()).matches()) {
            list = List.of();
        }
        if (list == null && object == null && uri.getPath().endsWith("/languages")) {
            object = JSON.createObjectNode();
        }
        if (list != null) {
            conditionally(exchange, page(exchange, uri, query, new ArrayList<>(list)));
        } else if (object != null) {
            conditionally(exchange, object);
        } else {
            send(exchange, 404, "{\"message\":\"Not Found\"}");
        }
    }

    private static String key(String path, Map<String, String> query) {
        for (String name : List.of("role", "filter")) {
            if (query.containsKey(name)) {
                return path + "?" + name + "=" + query.get(name);
            }
        }
        return path;
    }

    private JsonNode page(HttpExchange exchange, URI uri, Map<String, String> query, List<ObjectNode> all) {
        int number = Integer.parseInt(query.getOrDefault("page", "1"));
        int from = Math.min(all.size(), (number - 1) * pageSize);
        int to = Math.min(all.size(), from + pageSize);
        if (to < all.size()) {
            Map<String, String> next = new LinkedHashMap<>(query);
            next.put("page", Integer.toString(number + 1));
            String parameters = String.join(
                    "&",
                    next.entrySet().stream()
                            .map(each -> each.getKey() + "=" + each.getValue().replace(" ", "%20"))
                            .toList());
            exchange.getResponseHeaders()
                    .set("Link", "<" + url() + uri.getPath() + "?" + parameters + ">; rel=\"next\"");
        }
        ArrayNode items = JSON.createArrayNode();
        all.subList(from, to).forEach(items::add);
        String wrapper = uri.getPath().endsWith("/actions/secrets")
                ? "secrets"
                : uri.getPath().startsWith("/search/") ? "items" : "";
        if (wrapper.isEmpty()) {
            return items;
        }
        ObjectNode wrapped =
                JSON.createObjectNode().put("total_count", all.size()).put("incomplete_results", false);
        wrapped.set(wrapper, items);
        return wrapped;
    }

    private void conditionally(HttpExchange exchange, JsonNode answer) throws IOException {
        String body = answer.toString();
        String etag = "\"" + HexFormat.of().toHexDigits(body.hashCode()) + "\"";
        exchange.getResponseHeaders().set("ETag", etag);
        if (etag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
            unchanged.incrementAndGet();
            exchange.sendResponseHeaders(304, -1);
        } else {
            bodies.incrementAndGet();
            send(exchange, 200, body);
        }
    }

    private static void send(HttpExchange exchange, int status, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    private static Map<String, String> query(@Nullable String text) {
        Map<String, String> query = new LinkedHashMap<>();
        if (text != null) {
            for (String pair : text.split("&")) {
                int equals = pair.indexOf('=');
                query.put(pair.substring(0, equals), pair.substring(equals + 1));
            }
        }
        return query;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
