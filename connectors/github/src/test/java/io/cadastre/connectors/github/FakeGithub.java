package io.cadastre.connectors.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import io.cadastre.connectors.conformance.ListedApi;
import io.cadastre.connectors.conformance.LoopbackServer;
import java.io.IOException;
import java.net.URI;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/**
 * What of GitHub's API the connector asks for, with what the emulator lacks: ETags, filters, deploy keys, outside
 * collaborators, tokens that are refused, limits.
 */
final class FakeGithub extends ListedApi {
    static final String TOKEN = "a-token-of-the-test";

    private static final Pattern CHILDREN = Pattern.compile(
            "/orgs/acme/.*|/repos/acme/[^/]+/(branches|collaborators|hooks|keys|issues|actions/secrets)");

    final AtomicInteger bodies = new AtomicInteger();
    final AtomicInteger unchanged = new AtomicInteger();
    private volatile int pageSize = 100;
    private volatile String token = TOKEN;

    FakeGithub() {
        object(
                "/orgs/acme",
                "{'id':1,'login':'acme','name':'Acme','html_url':'https://github.com/acme',"
                        + "'description':null,'two_factor_requirement_enabled':false,'default_repository_permission':'read',"
                        + "'created_at':'2020-01-02T03:04:05Z','updated_at':'2026-01-02T03:04:05Z'}");
    }

    FakeGithub pages(int size) {
        pageSize = size;
        return this;
    }

    /** From now on only this token is good. */
    void token(String value) {
        token = value;
    }

    @Override
    public void forgetRequests() {
        super.forgetRequests();
        bodies.set(0);
        unchanged.set(0);
    }

    @Override
    protected void answer(HttpExchange exchange, URI uri) throws IOException {
        if (!("Bearer " + token).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            LoopbackServer.send(exchange, 401, "{\"message\":\"Bad credentials\"}");
            return;
        }
        Optional<ObjectNode> object = objectAt(uri.getPath());
        Optional<List<ObjectNode>> list = listAt(uri, List.of("role", "filter"));
        if (list.isPresent()) {
            conditionally(exchange, page(exchange, uri, list.get()));
        } else if (object.isPresent()) {
            conditionally(exchange, object.get());
        } else if (CHILDREN.matcher(uri.getPath()).matches()) {
            conditionally(exchange, page(exchange, uri, List.of()));
        } else if (uri.getPath().endsWith("/languages")) {
            conditionally(exchange, JSON.createObjectNode());
        } else {
            LoopbackServer.send(exchange, 404, "{\"message\":\"Not Found\"}");
        }
    }

    private JsonNode page(HttpExchange exchange, URI uri, List<ObjectNode> all) {
        Map<String, String> query = LoopbackServer.query(uri);
        int number = Integer.parseInt(query.getOrDefault("page", "1"));
        int from = Math.min(all.size(), (number - 1) * pageSize);
        int to = Math.min(all.size(), from + pageSize);
        if (to < all.size()) {
            Map<String, String> next = new LinkedHashMap<>(query);
            next.put("page", Integer.toString(number + 1));
            String parameters = String.join(
                    "&",
                    next.entrySet().stream()
                            .map(each -> each.getKey() + "=" + each.getValue().replace(" ", "%20"))
                            .toList());
            exchange.getResponseHeaders()
                    .set("Link", "<" + url() + uri.getPath() + "?" + parameters + ">; rel=\"next\"");
        }
        JsonNode items = some(all, from, to);
        String wrapper = uri.getPath().endsWith("/actions/secrets")
                ? "secrets"
                : uri.getPath().startsWith("/search/") ? "items" : "";
        if (wrapper.isEmpty()) {
            return items;
        }
        ObjectNode wrapped =
                JSON.createObjectNode().put("total_count", all.size()).put("incomplete_results", false);
        wrapped.set(wrapper, items);
        return wrapped;
    }

    private void conditionally(HttpExchange exchange, JsonNode answer) throws IOException {
        String body = answer.toString();
        String etag = "\"" + HexFormat.of().toHexDigits(body.hashCode()) + "\"";
        exchange.getResponseHeaders().set("ETag", etag);
        if (etag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
            unchanged.incrementAndGet();
            exchange.sendResponseHeaders(304, -1);
        } else {
            bodies.incrementAndGet();
            LoopbackServer.send(exchange, 200, body);
        }
    }
}
