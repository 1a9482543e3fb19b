package io.cadastre.connectors.acme;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.http.Http;
import io.cadastre.spi.http.HttpAnswer;
import io.cadastre.spi.http.HttpAuth;
import io.cadastre.spi.http.HttpCall;
import io.cadastre.spi.http.HttpSettings;
import io.cadastre.spi.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** HTTP without the engine: no limits, no retries. */
final class DirectHttp implements Http {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpSettings settings;

    DirectHttp(HttpSettings settings) {
        this.settings = settings;
    }

    @Override
    public HttpAnswer send(HttpCall call) throws ConnectorException, InterruptedException {
        String query = call.query().stream()
                .map(parameter -> parameter.name() + "=" + URLEncoder.encode(parameter.value(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        URI uri = call.target().startsWith("http")
                ? URI.create(call.target())
                : URI.create(settings.baseUrl() + call.target() + (query.isEmpty() ? "" : "?" + query));
        HttpRequest.Builder request = HttpRequest.newBuilder(uri);
        if (settings.auth() instanceof HttpAuth.Bearer(var token)) {
            request.header("Authorization", token.use(secret -> "Bearer " + secret));
        }
        if (call.validator() != null) {
            request.header("If-None-Match", call.validator());
        }
        try {
            return answer(uri, call, CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new ConnectorException.Unavailable("No answer from " + uri.getHost() + ".", e);
        }
    }

    private static HttpAnswer answer(URI uri, HttpCall call, HttpResponse<String> response) throws ConnectorException {
        String what = call.operation() + " was answered with " + response.statusCode() + ".";
        return switch (response.statusCode()) {
            case 200, 304 -> new Answer(uri, response);
            case 401 -> throw new ConnectorException.Authentication(what);
            case 403 -> throw new ConnectorException.Permission(call.permission(), what);
            case 404 -> throw new ConnectorException.NotFound(what);
            case 429 -> throw new ConnectorException.RateLimited(what);
            default -> throw new ConnectorException.Unavailable(what, null);
        };
    }

    private record Answer(URI uri, HttpResponse<String> response) implements HttpAnswer {
        private static final Pattern LINK = Pattern.compile("<([^>]*)>; rel=\"([^\"]*)\"");

        @Override
        public int status() {
            return response.statusCode();
        }

        @Override
        public Optional<String> header(String name) {
            return response.headers().firstValue(name);
        }

        @Override
        public Optional<String> link(String relation) {
            Matcher matcher = LINK.matcher(header("Link").orElse(""));
            return matcher.matches() && matcher.group(2).equals(relation)
                    ? Optional.of(uri.resolve(matcher.group(1)).toString())
                    : Optional.empty();
        }

        @Override
        public String text() {
            return response.body();
        }

        @Override
        public Json json() throws ConnectorException.BadData {
            try {
                return Json.of(JSON.readValue(response.body(), Object.class));
            } catch (JsonProcessingException e) {
                throw new ConnectorException.BadData("The answer is not JSON.", e);
            }
        }
    }
}
