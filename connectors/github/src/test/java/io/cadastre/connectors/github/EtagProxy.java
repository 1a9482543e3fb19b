package io.cadastre.connectors.github;

import com.sun.net.httpserver.HttpExchange;
import io.cadastre.connectors.conformance.LoopbackServer;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Adds to a server what GitHub has and it lacks: an ETag with each answer, and 304 without a body to who knows it. Counts
 * calls and bodies. Calls are shared out to several tokens, so that an hourly limit of 5,000 does not end the reading of
 * a large organisation.
 */
final class EtagProxy implements AutoCloseable {
    private final LoopbackServer server = LoopbackServer.start(this::answer);
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI source;
    private final List<String> tokens;
    private final AtomicLong calls = new AtomicLong();
    private final AtomicLong bodies = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();

    EtagProxy(URI source, List<String> tokens) {
        this.source = source;
        this.tokens = List.copyOf(tokens);
    }

    /**
     * What went through.
     *
     * @param calls how many calls were made
     * @param bodies how many of them were answered with a body
     * @param bytes how long the bodies were together
     */
    record Traffic(long calls, long bodies, long bytes) {}

    /** What went through since this was last asked. */
    Traffic traffic() {
        return new Traffic(calls.getAndSet(0), bodies.getAndSet(0), bytes.getAndSet(0));
    }

    URI url() {
        return server.url();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            long call = calls.getAndIncrement();
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(URI.create(source.toString() + exchange.getRequestURI()))
                            .header("Authorization", "Bearer " + tokens.get((int) (call % tokens.size())))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            byte[] body =
                    answer.body().replace(source.toString(), url().toString()).getBytes(StandardCharsets.UTF_8);
            String etag = etag(body);
            answer.headers()
                    .firstValue("Link")
                    .ifPresent(link -> exchange.getResponseHeaders()
                            .set("Link", link.replace(source.toString(), url().toString())));
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.getResponseHeaders().set("ETag", etag);
            if (answer.statusCode() == 200
                    && etag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
                exchange.sendResponseHeaders(304, -1);
                return;
            }
            bodies.incrementAndGet();
            bytes.addAndGet(body.length);
            exchange.sendResponseHeaders(answer.statusCode(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String etag(byte[] body) {
        try {
            return "W/\""
                    + new BigInteger(1, MessageDigest.getInstance("SHA-256").digest(body)).toString(16) + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }

    @Override
    public void close() {
        server.close();
        client.shutdownNow();
    }
}
