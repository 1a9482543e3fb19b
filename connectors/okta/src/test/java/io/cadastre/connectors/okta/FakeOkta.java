package io.cadastre.connectors.okta;

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
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
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
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What of Okta's API the connector asks for, as its documentation has it: pages by cursor, tokens that are refused,
 * limits, factors, roles, policies. What it was not told it can leave to another server.
 */
final class FakeOkta implements AutoCloseable {
    static final String TOKEN = "a-token-of-the-test";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern CHILDREN = Pattern.compile("/api/v1/(users|groups|apps|policies)/[^/]+/[a-z]+"
            + "|/api/v1/(users|groups|apps|policies|iam/assignees/users)");

    final List<String> requests = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient client = HttpClient.newBuilder().executor(threads).build();
    private final Map<String, List<ObjectNode>> lists = new ConcurrentHashMap<>();
    private final Map<String, ObjectNode> objects = new ConcurrentHashMap<>();
    private final List<Refusal> refusals = new CopyOnWriteArrayList<>();
    private volatile int pageSize = 200;
    private volatile String token = TOKEN;
    private volatile String behind = "";

    /** An answer that is given instead, some times. */
    private record Refusal(Pattern route, int status, Map<String, String> headers, AtomicInteger times) {}

    FakeOkta() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
        object("/.well-known/okta-organization", "{'id':'00o1','pipeline':'idx'}");
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    FakeOkta pages(int size) {
        pageSize = size;
        return this;
    }

    /** Leaves everything it was not told to another server. */
    FakeOkta before(URI other) {
        behind = other.toString();
        return this;
    }

    /** From now on only this token is good. */
    void token(String value) {
        token = value;
    }

    /**
     * Puts something into a listing.
     *
     * @param listing its path, with the parameter that tells it from others: {@code /api/v1/policies?type=PASSWORD}
     * @param json with single quotes
     */
    FakeOkta add(String listing, String json) {
        lists.computeIfAbsent(listing, path -> new CopyOnWriteArrayList<>()).add(parsed(json));
        return this;
    }

    /** Replaces a listing. */
    void put(String listing, List<String> items) {
        lists.put(
                listing,
                new CopyOnWriteArrayList<>(items.stream().map(FakeOkta::parsed).toList()));
    }

    /** Takes what has this id out of a listing. */
    void remove(String listing, String id) {
        lists.getOrDefault(listing, List.of())
                .removeIf(item -> item.path("id").asText().equals(id));
    }

    FakeOkta object(String path, String json) {
        objects.put(path, parsed(json));
        return this;
    }

    /** Answers calls of a route in another way, some times. */
    void refuse(String route, int status, Map<String, String> headers, int times) {
        refusals.add(new Refusal(Pattern.compile(route), status, headers, new AtomicInteger(times)));
    }

    void repair() {
        refusals.clear();
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
            String given = exchange.getRequestHeaders().getFirst("Authorization");
            if (refusal.isPresent()) {
                refusal.get()
                        .headers
                        .forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
                send(exchange, refusal.get().status, "{\"errorCode\":\"E0000000\"}");
            } else if (!uri.getPath().startsWith("/.well-known/") && !("SSWS " + token).equals(given)) {
                send(exchange, 401, "{\"errorCode\":\"E0000011\",\"errorSummary\":\"Invalid token provided\"}");
            } else {
                answer(exchange, uri);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void answer(HttpExchange exchange, URI uri) throws IOException, InterruptedException {
        Map<String, String> query = query(uri.getRawQuery());
        @Nullable ObjectNode object = objects.get(uri.getPath());
        @Nullable List<ObjectNode> list = lists.get(key(uri.getPath(), query));
        if (list == null
                && object == null
                && behind.isEmpty()
                && CHILDREN.matcher(uri.getPath()).matches()) {
            list = List.of();
        }
        if (list != null) {
            send(
                    exchange,
                    200,
                    page(exchange, uri, query, new ArrayList<>(list)).toString());
        } else if (object != null) {
            send(exchange, 200, object.toString());
        } else if (!behind.isEmpty()) {
            forward(exchange, uri);
        } else {
            send(exchange, 404, "{\"errorCode\":\"E0000007\",\"errorSummary\":\"Not found\"}");
        }
    }

    private static String key(String path, Map<String, String> query) {
        for (String name : List.of("type", "filter")) {
            if (query.containsKey(name)) {
                return path + "?" + name + "=" + query.get(name);
            }
        }
        return path;
    }

    private JsonNode page(HttpExchange exchange, URI uri, Map<String, String> query, List<ObjectNode> all) {
        int from = Math.min(all.size(), Integer.parseInt(query.getOrDefault("after", "0")));
        int asked = Integer.parseInt(query.getOrDefault("limit", "200"));
        int to = Math.min(all.size(), from + Math.min(pageSize, asked));
        ArrayNode items = JSON.createArrayNode();
        all.subList(from, to).forEach(items::add);
        String others = query.entrySet().stream()
                .filter(parameter -> !parameter.getKey().equals("after"))
                .map(parameter -> parameter.getKey() + "="
                        + URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8) + "&")
                .collect(Collectors.joining());
        String next = url() + uri.getPath() + "?" + others + "after=" + to;
        if (uri.getPath().equals("/api/v1/iam/assignees/users")) {
            ObjectNode wrapped = JSON.createObjectNode();
            wrapped.set("value", items);
            if (to < all.size()) {
                wrapped.putObject("_links").putObject("next").put("href", next);
            }
            return wrapped;
        }
        exchange.getResponseHeaders().add("Link", "<" + url() + uri + ">; rel=\"self\"");
        if (to < all.size()) {
            exchange.getResponseHeaders().add("Link", "<" + next + ">; rel=\"next\"");
        }
        return items;
    }

    private void forward(HttpExchange exchange, URI uri) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(behind + uri))
                .header("Authorization", exchange.getRequestHeaders().getFirst("Authorization"))
                .build();
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        answer.headers()
                .allValues("Link")
                .forEach(link -> exchange.getResponseHeaders().add("Link", link.replace(behind, url().toString())));
        send(exchange, answer.statusCode(), answer.body());
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
                query.put(
                        pair.substring(0, equals),
                        URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
        return query;
    }

    @Override
    public void close() {
        server.stop(0);
        client.shutdownNow();
        threads.shutdownNow();
    }
}
