package io.cadastre.connectors.acme.server;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * An Acme tenant over HTTP on a port of this machine. Beyond the API as it is documented it can give listings in pages,
 * give ETags, and go wrong, each only where a test asks for it.
 */
public final class AcmeServer implements AutoCloseable {
    private static final int MOST_CHANGES = 1000;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AcmeData data;
    private final String apiKey;
    private final Faults faults = new Faults();
    private final RequestLog requests = new RequestLog();
    private volatile int pageSize;
    private volatile boolean etags;

    private AcmeServer(HttpServer server, AcmeData data, String apiKey) {
        this.server = server;
        this.data = data;
        this.apiKey = apiKey;
    }

    /** Starts a server on any free port of the loopback interface. */
    public static AcmeServer start(AcmeData data) {
        try {
            HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            AcmeServer acme = new AcmeServer(http, data, "acme-key-of-the-test");
            http.setExecutor(acme.threads);
            http.createContext("/", acme::handle);
            http.start();
            return acme;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public URI baseUrl() {
        return URI.create("http://" + InetAddress.getLoopbackAddress().getHostAddress() + ":"
                + server.getAddress().getPort());
    }

    /** The only key it knows. */
    public String apiKey() {
        return apiKey;
    }

    public AcmeData data() {
        return data;
    }

    public Faults faults() {
        return faults;
    }

    public RequestLog requests() {
        return requests;
    }

    /**
     * Gives listings in pages, with a {@code Link} to the next one. A caller may always ask for it with
     * {@code limit} and {@code cursor}.
     *
     * @param items on each page; 0 for whole listings
     */
    public void pages(int items) {
        pageSize = items;
    }

    /** Gives ETags with listings, and 304 to those who know the current one. */
    public void etags(boolean value) {
        etags = value;
    }

    @Override
    public void close() {
        faults.clear();
        server.stop(0);
        threads.shutdownNow();
    }

    /**
     * What is answered when nothing goes wrong.
     *
     * @param body null for none
     */
    private record Answer(int status, @Nullable Object body, Map<String, String> headers) {
        static Answer ok(@Nullable Object body) {
            return new Answer(200, body, Map.of());
        }

        static Answer error(int status, String message) {
            return new Answer(status, Map.of("error", message), Map.of());
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        URI uri = exchange.getRequestURI();
        Map<String, String> query = query(uri.getRawQuery());
        String[] path = uri.getPath().split("/", -1);
        String route = path.length > 3 ? uri.getPath().replace("/" + path[3], "/{id}") : uri.getPath();
        try (exchange;
                RequestLog.Running running = requests.begin(route, uri.toString())) {
            Optional<Fault> fault = faults.of(uri.toString());
            if (fault.orElse(null) instanceof Fault.Held held) {
                held.arrived().countDown();
                held.release().await();
            }
            Answer answer = fault.orElse(null) instanceof Fault.Status other
                    ? new Answer(other.code(), Map.of("error", "fault"), other.headers())
                    : answer(exchange, uri, path, query, fault);
            send(exchange, answer, fault, running);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Answer answer(
            HttpExchange exchange, URI uri, String[] path, Map<String, String> query, Optional<Fault> fault) {
        if (path.length < 3 || !path[1].equals("api")) {
            return Answer.error(404, "no such route");
        }
        if (!exchange.getRequestMethod().equals("GET")) {
            return Answer.error(405, "only GET");
        }
        if (path.length == 3 && path[2].equals("health")) {
            return Answer.ok(Map.of("status", "ok"));
        }
        if (path.length == 3 && path[2].equals("meta")) {
            return Answer.ok(Map.of("name", "acme", "version", "1"));
        }
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        if (authorization == null || !authorization.startsWith("Bearer ")) {
            return Answer.error(401, "missing key");
        }
        if (!authorization.equals("Bearer " + apiKey)) {
            return Answer.error(403, "wrong key");
        }
        if (path.length == 3 && path[2].equals("changes")) {
            return changes(query);
        }
        Kind kind = Kind.ofPlural(path[2]).orElse(null);
        if (kind == null) {
            return Answer.error(404, "no such route");
        }
        return switch (path.length) {
            case 3 -> listing(kind, uri, query, fault.orElse(null) instanceof Fault.RepeatedCursor);
            case 4 ->
                data.find(kind, path[3])
                        .map(Answer::ok)
                        .orElseGet(() -> Answer.error(404, "no such " + kind.singular()));
            case 5 ->
                kind == Kind.TASK && path[4].equals("history")
                        ? history(path[3], query)
                        : Answer.error(404, "no such route");
            default -> Answer.error(404, "no such route");
        };
    }

    private Answer listing(Kind kind, URI uri, Map<String, String> query, boolean repeated) {
        List<Map<String, @Nullable Object>> all;
        if (kind.parentField().isPresent()) {
            String parent = query.get(kind.parentField().get());
            if (parent == null) {
                return Answer.error(400, kind.parentField().get() + " is required");
            }
            all = data.list(kind, parent);
        } else {
            all = data.list(kind);
        }
        int size = number(query, "limit", pageSize);
        if (size <= 0) {
            return Answer.ok(all);
        }
        int from = Math.min(number(query, "cursor", 0), all.size());
        int to = Math.min(from + size, all.size());
        if (to == all.size() && !repeated) {
            return Answer.ok(all.subList(from, to));
        }
        Map<String, String> next = new LinkedHashMap<>(query);
        next.put("cursor", Integer.toString(repeated ? from : to));
        return new Answer(
                200,
                all.subList(from, to),
                Map.of("Link", "<" + uri.getPath() + "?" + encoded(next) + ">; rel=\"next\""));
    }

    private Answer changes(Map<String, String> query) {
        long since = Long.parseLong(query.getOrDefault("since", "0"));
        int limit = Math.min(number(query, "limit", 100), MOST_CHANGES);
        List<AcmeChange> found = data.changes(since, limit);
        return Answer.ok(Map.of(
                "changes",
                found.stream().map(AcmeChange::json).toList(),
                "nextCursor",
                found.isEmpty() ? since : found.getLast().sequence()));
    }

    private Answer history(String id, Map<String, String> query) {
        long before = Long.parseLong(query.getOrDefault("before", Long.toString(Long.MAX_VALUE)));
        return data.find(Kind.TASK, id).isEmpty()
                ? Answer.error(404, "no such task")
                : Answer.ok(data.history(id, before, number(query, "limit", 100)));
    }

    private void send(HttpExchange exchange, Answer answer, Optional<Fault> fault, RequestLog.Running running)
            throws IOException {
        byte[] body = JsonWriter.write(answer.body).getBytes(StandardCharsets.UTF_8);
        Headers headers = exchange.getResponseHeaders();
        answer.headers.forEach(headers::set);
        headers.set("Content-Type", "application/json");
        if (etags && answer.status == 200) {
            String etag = "\"" + Integer.toHexString(java.util.Arrays.hashCode(body)) + "-" + body.length + "\"";
            headers.set("ETag", etag);
            if (etag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
                running.close();
                exchange.sendResponseHeaders(304, -1);
                return;
            }
        }
        boolean cutJson = fault.orElse(null) instanceof Fault.CutJson;
        boolean cutBody = fault.orElse(null) instanceof Fault.CutBody;
        int sent = cutJson || cutBody ? body.length / 2 : body.length;
        // Who has the answer may ask again before this thread goes on.
        running.close();
        exchange.sendResponseHeaders(answer.status, cutJson ? sent : body.length);
        exchange.getResponseBody().write(body, 0, sent);
        exchange.getResponseBody().flush();
    }

    private static int number(Map<String, String> query, String name, int otherwise) {
        String given = query.get(name);
        return given == null ? otherwise : Integer.parseInt(given);
    }

    private static Map<String, String> query(@Nullable String raw) {
        Map<String, String> query = new LinkedHashMap<>();
        if (raw != null) {
            for (String pair : raw.split("&")) {
                int equals = pair.indexOf('=');
                query.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
            }
        }
        return query;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static String encoded(Map<String, String> query) {
        StringBuilder text = new StringBuilder();
        query.forEach((name, value) -> text.append(text.isEmpty() ? "" : "&")
                .append(URLEncoder.encode(name, StandardCharsets.UTF_8))
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
        return text.toString();
    }
}
