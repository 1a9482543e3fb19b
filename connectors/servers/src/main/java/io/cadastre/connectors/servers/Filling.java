package io.cadastre.connectors.servers;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Calls by which a test fills a real server before it is read. */
public final class Filling {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private Filling() {}

    /**
     * Sends a call, on a connection of its own: servers close one that they kept just when it is used again, and Java
     * sends again only what cannot change anything.
     *
     * @return the body of the answer
     * @throws IllegalStateException where the server refuses; the message has its answer
     */
    public static String send(HttpRequest.Builder call) throws IOException, InterruptedException {
        HttpRequest request = call.timeout(PATIENCE).build();
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() / 100 != 2) {
                throw new IllegalStateException(
                        "%s %s: %d %s".formatted(request.method(), request.uri(), answer.statusCode(), answer.body()));
            }
            return answer.body();
        }
    }
}
