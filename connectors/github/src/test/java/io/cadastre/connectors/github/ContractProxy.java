package io.cadastre.connectors.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import io.cadastre.connectors.conformance.LoopbackServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** Passes calls on to a server that checks them, and keeps what it thinks of each. */
final class ContractProxy implements AutoCloseable {
    /** Where Prism says what is wrong with a call. */
    private static final String VIOLATIONS = "sl-violations";

    /** What is said of one connection, and is for Java's client to say. */
    private static final Set<String> OF_ONE_CONNECTION = Set.of("connection", "host", "content-length", "upgrade");

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final LoopbackServer server = LoopbackServer.start(this::answer);
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI source;
    private final List<Call> calls = new CopyOnWriteArrayList<>();

    ContractProxy(URI source) {
        this.source = source;
    }

    /**
     * A call, and what became of it.
     *
     * @param called path and query
     * @param accept what it asked for
     * @param refusal why the server did not accept it, if so
     */
    record Call(URI called, String accept, Optional<String> refusal) {}

    List<Call> calls() {
        return List.copyOf(calls);
    }

    URI url() {
        return server.url();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(URI.create(source.toString() + exchange.getRequestURI()));
            exchange.getRequestHeaders().forEach((name, values) -> {
                if (!OF_ONE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
                    values.forEach(value -> request.header(name, value));
                }
            });
            // The description has the types that GitHub answers with, not the one that its pages tell to ask for.
            request.setHeader("Accept", "application/json");
            HttpResponse<String> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            calls.add(new Call(
                    exchange.getRequestURI(),
                    String.valueOf(exchange.getRequestHeaders().getFirst("Accept")),
                    refusal(answer)));
            // Not its Link: that leads to GitHub.
            LoopbackServer.send(exchange, answer.statusCode(), answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** GitHub's examples are not always as it describes them: that is said, too, and is none of a call's faults. */
    private static Optional<String> refusal(HttpResponse<String> answer) throws IOException {
        Optional<String> violations = answer.headers().firstValue(VIOLATIONS);
        if (violations.isPresent()) {
            for (JsonNode violation : MAPPER.readTree(violations.get())) {
                if (violation.path("location").path(0).asText().equals("request")) {
                    return violations;
                }
            }
        }
        return answer.statusCode() / 100 == 2
                ? Optional.empty()
                : Optional.of(answer.statusCode() + " " + answer.body());
    }

    @Override
    public void close() {
        server.close();
        client.shutdownNow();
    }
}
