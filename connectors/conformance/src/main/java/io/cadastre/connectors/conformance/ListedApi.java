package io.cadastre.connectors.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A fake of a REST API that consists of objects and of listings in pages, and that can be told to refuse calls. How it
 * knows its callers and makes its pages is the subclass's.
 */
public abstract class ListedApi implements AutoCloseable {
    /** For what subclasses make. */
    protected static final ObjectMapper JSON = new ObjectMapper();

    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final Map<String, List<ObjectNode>> lists = new ConcurrentHashMap<>();
    private final Map<String, ObjectNode> objects = new ConcurrentHashMap<>();
    private final List<Refusal> refusals = new CopyOnWriteArrayList<>();
    private volatile @Nullable LoopbackServer server;

    /** An answer that is given instead, some times. */
    private record Refusal(Pattern route, int status, Map<String, String> headers, String body, AtomicInteger times) {}

    /** Answers a call that was not refused, if the caller may ask. */
    protected abstract void answer(HttpExchange exchange, URI uri) throws IOException, InterruptedException;

    /** Where it is; it starts when this is asked first. */
    public final synchronized URI url() {
        LoopbackServer running = server;
        if (running == null) {
            running = LoopbackServer.start(this::handle);
            server = running;
        }
        return running.url();
    }

    /**
     * Puts something into a listing.
     *
     * @param listing its path, with the parameter that tells it from others: {@code /policies?type=PASSWORD}
     * @param json with single quotes
     */
    public final ListedApi add(String listing, String json) {
        lists.computeIfAbsent(listing, path -> new CopyOnWriteArrayList<>()).add(parsed(json));
        return this;
    }

    /** Replaces a listing. */
    public final void put(String listing, List<String> items) {
        lists.put(
                listing,
                new CopyOnWriteArrayList<>(items.stream().map(ListedApi::parsed).toList()));
    }

    /** Takes what has this id, or name, out of a listing. */
    public final void remove(String listing, String idOrName) {
        lists.getOrDefault(listing, List.of())
                .removeIf(item -> item.path("id").asText().equals(idOrName)
                        || item.path("name").asText().equals(idOrName));
    }

    /** Puts an object at a path. */
    public final ListedApi object(String path, String json) {
        objects.put(path, parsed(json));
        return this;
    }

    /** Takes an object away. */
    public final void forget(String path) {
        objects.remove(path);
    }

    /** Answers calls of a route in another way, some times. */
    public final void refuse(String route, int status, Map<String, String> headers, String body, int times) {
        refusals.add(new Refusal(Pattern.compile(route), status, headers, body, new AtomicInteger(times)));
    }

    /** Refuses nothing any more. */
    public final void repair() {
        refusals.clear();
    }

    /** What was asked for, with its parameters, in order. */
    public final List<String> requests() {
        return List.copyOf(requests);
    }

    /** How often a route was asked for. */
    public final long asked(String route) {
        Pattern pattern = Pattern.compile(route);
        return requests.stream()
                .filter(request -> pattern.matcher(request).find())
                .count();
    }

    /** Forgets what was asked for so far. */
    public void forgetRequests() {
        requests.clear();
    }

    /** What is at a path. */
    protected final Optional<ObjectNode> objectAt(String path) {
        return Optional.ofNullable(objects.get(path));
    }

    /**
     * What a listing holds.
     *
     * @param telling the parameters that tell listings of one path apart
     */
    protected final Optional<List<ObjectNode>> listAt(URI uri, List<String> telling) {
        Map<String, String> query = LoopbackServer.query(uri);
        String key = telling.stream()
                .filter(query::containsKey)
                .findFirst()
                .map(name -> uri.getPath() + "?" + name + "=" + query.get(name))
                .orElse(uri.getPath());
        return Optional.ofNullable(lists.get(key)).map(ArrayList::new);
    }

    /** Some of a listing. */
    protected static JsonNode some(List<ObjectNode> all, int from, int to) {
        return JSON.createArrayNode().addAll(all.subList(from, to));
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
                LoopbackServer.send(exchange, refusal.get().status, refusal.get().body);
            } else {
                answer(exchange, uri);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        LoopbackServer running = server;
        if (running != null) {
            running.close();
        }
    }
}
