package io.cadastre.connectors.conformance;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;

/** Stands between a connector and its source, on a port of this machine, and lets calls go wrong where it is told to. */
public final class FaultProxy implements AutoCloseable {
    private static final Set<String> OF_ONE_CONNECTION =
            Set.of("connection", "content-length", "expect", "host", "transfer-encoding", "upgrade");

    /** What makes a source answer that a page did not change: such an answer cannot be cut or repeated. */
    private static final Set<String> CONDITIONS = Set.of("if-none-match", "if-modified-since");

    private final LoopbackServer server = LoopbackServer.start(this::handle);
    private final HttpClient client;
    private final String source;
    private final List<Rule> rules = new CopyOnWriteArrayList<>();
    private final List<Event> events = new CopyOnWriteArrayList<>();
    private final List<Pattern> repeated = new CopyOnWriteArrayList<>();
    private final Map<String, Answer> first = new ConcurrentHashMap<>();
    private volatile CountDownLatch hanging = new CountDownLatch(1);
    private volatile CountDownLatch release = new CountDownLatch(1);

    private record Event(Pattern route, Runnable work) {}

    private record Rule(Pattern route, Fault fault, When when, AtomicInteger calls) {}

    /** An answer; each character of its body is a byte. */
    private record Answer(int status, Map<String, List<String>> headers, String body) {
        byte[] bytes() {
            return body.getBytes(StandardCharsets.ISO_8859_1);
        }
    }

    private FaultProxy(URI source, HttpClient.Builder client) {
        this.source = source.toString().replaceFirst("/+$", "");
        this.client = client.version(HttpClient.Version.HTTP_1_1).build();
    }

    /**
     * Starts a proxy.
     *
     * @param source where the source is, without a path
     */
    public static FaultProxy before(URI source) {
        return new FaultProxy(source, HttpClient.newBuilder());
    }

    /**
     * Starts a proxy before a source that speaks TLS with a certificate of its own.
     *
     * @param source where the source is, without a path
     * @param trust trusts that certificate
     */
    public static FaultProxy before(URI source, SSLContext trust) {
        return new FaultProxy(source, HttpClient.newBuilder().sslContext(trust));
    }

    public URI baseUrl() {
        return server.url();
    }

    /**
     * Lets calls go wrong from now on.
     *
     * @param route a regular expression, looked for in the path and query of calls
     */
    public void fail(String route, Fault fault, When when) {
        rules.add(new Rule(Pattern.compile(route), fault, when, new AtomicInteger()));
    }

    /**
     * Does something before the next call of a route is passed on, once: what happens at the source in the middle of a
     * listing.
     */
    public void meanwhile(String route, Runnable event) {
        events.add(new Event(Pattern.compile(route), event));
    }

    /** Answers each call of a route with the answer to the first, from now on. */
    public void repeatFirst(String route) {
        repeated.add(Pattern.compile(route));
    }

    /** Lets everything go well again; calls that hang end without an answer. */
    public void repair() {
        rules.clear();
        events.clear();
        repeated.clear();
        first.clear();
        release.countDown();
        release = new CountDownLatch(1);
        hanging = new CountDownLatch(1);
    }

    /** Waits until a call hangs. */
    public void awaitHanging() throws InterruptedException {
        hanging.await();
    }

    @Override
    public void close() {
        repair();
        server.close();
        client.shutdownNow();
    }

    private void handle(HttpExchange exchange) {
        String called = exchange.getRequestURI().toString();
        try (exchange) {
            events.stream()
                    .filter(event -> event.route.matcher(called).find())
                    .findFirst()
                    .filter(events::remove)
                    .ifPresent(event -> event.work.run());
            Optional<Fault> fault = rules.stream()
                    .filter(rule -> rule.route.matcher(called).find())
                    .filter(rule -> rule.when.holdsAfter(rule.calls.getAndIncrement()))
                    .map(Rule::fault)
                    .findFirst();
            if (fault.isPresent()) {
                wrong(exchange, fault.get());
            } else {
                send(exchange, answer(exchange, called));
            }
        } catch (IOException e) {
            // The caller went away; nobody is left to be told.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void wrong(HttpExchange exchange, Fault fault) throws IOException, InterruptedException {
        switch (fault) {
            case RATE_LIMITED -> {
                exchange.getResponseHeaders().set("Retry-After", "1");
                send(exchange, error(429));
            }
            case BROKEN -> send(exchange, error(500));
            case DENIED -> send(exchange, error(403));
            case HANGING -> {
                // Both are replaced by a repair: this call belongs to those before it.
                CountDownLatch until = release;
                hanging.countDown();
                until.await();
            }
            case CUT_OFF -> half(exchange, fetch(exchange, CONDITIONS), true);
            case MALFORMED -> half(exchange, fetch(exchange, CONDITIONS), false);
            case DISCONNECTED -> {}
        }
    }

    private static Answer error(int status) {
        return new Answer(status, Map.of(), "{\"error\":\"injected\"}");
    }

    private Answer answer(HttpExchange exchange, String called) throws IOException, InterruptedException {
        Optional<Pattern> repeating =
                repeated.stream().filter(route -> route.matcher(called).find()).findFirst();
        if (repeating.isEmpty()) {
            return fetch(exchange, Set.of());
        }

        Answer known = first.get(repeating.get().pattern());
        if (known == null) {
            known = fetch(exchange, CONDITIONS);
            first.put(repeating.get().pattern(), known);
        }
        return known;
    }

    /** Asks the source. Where it names itself, it is made to name the proxy. */
    private Answer fetch(HttpExchange exchange, Set<String> without) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(source + exchange.getRequestURI()))
                .method(
                        exchange.getRequestMethod(),
                        HttpRequest.BodyPublishers.ofByteArray(
                                exchange.getRequestBody().readAllBytes()));
        exchange.getRequestHeaders().forEach((name, values) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            if (!OF_ONE_CONNECTION.contains(lower) && !without.contains(lower)) {
                values.forEach(value -> request.header(name, value));
            }
        });
        HttpResponse<byte[]> response = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        String body = new String(response.body(), StandardCharsets.ISO_8859_1);
        return new Answer(response.statusCode(), response.headers().map(), renamed(body));
    }

    private String renamed(String text) {
        return text.replace(source, baseUrl().toString());
    }

    private void send(HttpExchange exchange, Answer answer) throws IOException {
        headers(exchange, answer);
        byte[] body = answer.bytes();
        exchange.sendResponseHeaders(answer.status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }

    /** Half of a body. */
    private void half(HttpExchange exchange, Answer answer, boolean announcedWhole) throws IOException {
        headers(exchange, answer);
        byte[] body = answer.body.isEmpty() ? new byte[] {'[', ']'} : answer.bytes();
        int sent = body.length / 2;
        exchange.sendResponseHeaders(answer.status, announcedWhole ? body.length : sent);
        exchange.getResponseBody().write(body, 0, sent);
        exchange.getResponseBody().flush();
    }

    private void headers(HttpExchange exchange, Answer answer) {
        answer.headers.forEach((name, values) -> {
            if (!OF_ONE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> exchange.getResponseHeaders().add(name, renamed(value)));
            }
        });
    }
}
