package io.cadastre.engine.call;

import io.cadastre.engine.call.Calls.Caller;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.credential.OAuthSettings;
import io.cadastre.spi.http.HttpAuth;
import io.cadastre.spi.json.Json;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Token endpoints through the chain of calls. */
final class HttpTokenEndpoint implements TokenEndpoint {
    private static final String OPERATION = "oauth.token";
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final long MAX_ANSWER_BYTES = 1L << 20;

    private final CallChain chain;
    private final HttpClients clients;
    private final Caller caller;

    HttpTokenEndpoint(CallChain chain, HttpClients clients, Caller caller) {
        this.chain = chain;
        this.clients = clients;
        this.caller = caller;
    }

    @Override
    public Reply post(OAuthSettings settings, Map<String, String> form, @Nullable Identity identity)
            throws ConnectorException, InterruptedException {
        URI tokenUrl = settings.tokenUrl();
        HttpWire wire = new HttpWire(clients.through(settings.proxy(), settings.caCertificates()), chain.time());
        HttpWire.Message message = message(tokenUrl, form, identity);
        // Also with a refresh token that can be used once: if the answer was lost, the token that is left is all there
        // is,
        // and the next use would send it again anyway.
        HttpReply reply = chain.execute(
                caller,
                new Call<>(
                        OPERATION,
                        Target.host(tokenUrl),
                        List.of(),
                        TIMEOUT,
                        true,
                        attempt -> wire.send(message, attempt)));
        if (HttpWire.isRedirect(reply.status())) {
            throw new ConnectorException.Configuration(
                    message.label() + " was redirected; a token is asked for only where the connector says.");
        }
        return new Reply(reply.status(), body(reply));
    }

    private static Optional<Json> body(HttpReply reply) throws ConnectorException.BadData {
        try {
            return Optional.of(reply.json());
        } catch (ConnectorException.BadData e) {
            if (reply.status() < 300) {
                throw e;
            }
            return Optional.empty();
        }
    }

    private static HttpWire.Message message(URI tokenUrl, Map<String, String> form, @Nullable Identity identity)
            throws ConnectorException.Configuration {
        Target.checked(tokenUrl, "The URL of the token endpoint");
        Map<String, String> headers = new HashMap<>();
        headers.put("Content-Type", "application/x-www-form-urlencoded");
        switch (identity) {
            case Client client ->
                headers.put("Authorization", HttpWire.basic(encoded(client.id()), encoded(client.secret())));
            case Assertion assertion -> headers.put("Authorization", "Bearer " + assertion.jwt());
            case null -> {}
        }
        String body = form.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
        return new HttpWire.Message(
                "'" + OPERATION + "' at " + Target.host(tokenUrl),
                "",
                "POST",
                tokenUrl,
                headers,
                body,
                new HttpAuth.None(),
                Set.of(400, 401),
                MAX_ANSWER_BYTES);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
