package io.cadastre.connectors.okta;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import io.cadastre.connectors.conformance.ListedApi;
import io.cadastre.connectors.conformance.LoopbackServer;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What of Okta's API the connector asks for, as its documentation has it: pages by cursor, tokens that are refused,
 * limits, factors, roles, policies. What it was not told it can leave to another server.
 */
final class FakeOkta extends ListedApi {
    static final String TOKEN = "a-token-of-the-test";

    private static final Pattern CHILDREN = Pattern.compile("/api/v1/(users|groups|apps|policies)/[^/]+/[a-z]+"
            + "|/api/v1/(users|groups|apps|policies|iam/assignees/users)");

    private final HttpClient client = HttpClient.newHttpClient();
    private volatile int pageSize = 200;
    private volatile String token = TOKEN;
    private volatile String behind = "";

    FakeOkta() {
        object("/.well-known/okta-organization", "{'id':'00o1','pipeline':'idx'}");
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

    /** Answers calls of a route with an error, some times. */
    void refuse(String route, int status, Map<String, String> headers, int times) {
        refuse(route, status, headers, "{\"errorCode\":\"E0000000\"}", times);
    }

    @Override
    protected void answer(HttpExchange exchange, URI uri) throws IOException, InterruptedException {
        String given = exchange.getRequestHeaders().getFirst("Authorization");
        if (!uri.getPath().startsWith("/.well-known/") && !("SSWS " + token).equals(given)) {
            LoopbackServer.send(
                    exchange, 401, "{\"errorCode\":\"E0000011\",\"errorSummary\":\"Invalid token provided\"}");
            return;
        }
        Optional<ObjectNode> object = objectAt(uri.getPath());
        Optional<List<ObjectNode>> list = listAt(uri, List.of("type", "filter"));
        boolean children = behind.isEmpty() && CHILDREN.matcher(uri.getPath()).matches();
        if (list.isPresent()) {
            LoopbackServer.send(exchange, 200, page(exchange, uri, list.get()).toString());
        } else if (object.isPresent()) {
            LoopbackServer.send(exchange, 200, object.get().toString());
        } else if (children) {
            LoopbackServer.send(exchange, 200, page(exchange, uri, List.of()).toString());
        } else if (!behind.isEmpty()) {
            forward(exchange, uri);
        } else {
            LoopbackServer.send(exchange, 404, "{\"errorCode\":\"E0000007\",\"errorSummary\":\"Not found\"}");
        }
    }

    private JsonNode page(HttpExchange exchange, URI uri, List<ObjectNode> all) {
        Map<String, String> query = LoopbackServer.query(uri);
        int from = Math.min(all.size(), Integer.parseInt(query.getOrDefault("after", "0")));
        int asked = Integer.parseInt(query.getOrDefault("limit", "200"));
        int to = Math.min(all.size(), from + Math.min(pageSize, asked));
        JsonNode items = some(all, from, to);
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
        LoopbackServer.send(exchange, answer.statusCode(), answer.body());
    }

    @Override
    public void close() {
        super.close();
        client.shutdownNow();
    }
}
