package io.cadastre.connectors.kubernetes;

import io.cadastre.connectors.conformance.FakeApi;
import io.cadastre.connectors.conformance.HttpBackend;
import io.cadastre.connectors.conformance.Listing;
import io.cadastre.connectors.kubernetes.model.Node;
import io.cadastre.connectors.kubernetes.model.Pod;
import io.cadastre.connectors.kubernetes.model.Secret;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** An API server with nodes, pods and secrets, in pages of two. */
final class KubernetesBackend extends HttpBackend {
    private static final Listing NODES = new Listing(Node.TYPE, "/api/v1/nodes");
    private static final Listing PODS = new Listing(Pod.TYPE, "/api/v1/pods");
    private static final Listing SECRETS = new Listing(Secret.TYPE, "/api/v1/secrets");
    private static final String TOKEN = "a-token-of-the-test";
    private static final int PAGE = 2;

    private final FakeApi api;
    private final Map<Listing, Integer> sizes = new ConcurrentHashMap<>(Map.of(NODES, 1, PODS, 3, SECRETS, 1));

    KubernetesBackend() {
        this(FakeApi.start().requiring(TOKEN));
    }

    private KubernetesBackend(FakeApi api) {
        super(api.baseUrl());
        this.api = api;
        api.get("/version", query -> "{\"gitVersion\":\"v1.20.2\",\"platform\":\"linux/amd64\"}");
        api.get("/apis", query -> "{\"groups\":[]}");
        for (Kind kind : Kinds.ALL) {
            if (kind.group().isEmpty()) {
                api.get("/api/v1/" + kind.plural(), query -> "{\"metadata\":{},\"items\":[]}");
            }
        }
        api.get(
                "/api/v1/nodes",
                query -> "{" + page(query, size(NODES), "items", number -> """
                {"metadata":{"name":"node%d"}}""".formatted(number)) + "}");
        api.get("/api/v1/pods", query -> "{" + page(query, size(PODS), "items", number -> """
                {"metadata":{"name":"pod%d","namespace":"shop"},
                 "spec":{"containers":[{"name":"main","image":"shop:%1$d"}]}}""".formatted(number)) + "}");
        api.get(
                "/api/v1/secrets",
                query -> "{\"columnDefinitions\":[{\"name\":\"Name\"},{\"name\":\"Type\"}],"
                        + page(query, size(SECRETS), "rows", number -> """
                {"cells":["secret%d","Opaque"],"object":{"metadata":{"name":"secret%1$d","namespace":"shop"}}}""".formatted(number))
                        + "}");
    }

    private int size(Listing listing) {
        return sizes.getOrDefault(listing, 0);
    }

    private static String page(Map<String, String> query, int all, String member, IntFunction<String> object) {
        int from = Integer.parseInt(query.getOrDefault("continue", "0"));
        int to = Math.min(all, from + Integer.parseInt(query.getOrDefault("limit", "500")));
        return "\"metadata\":{\"continue\":\"" + (to < all ? to : "") + "\"},\"" + member + "\":["
                + IntStream.range(from, to).mapToObj(object).collect(Collectors.joining(",")) + "]";
    }

    @Override
    public Map<String, Object> config() {
        return Map.of("baseUrl", baseUrl().toString(), "pageSize", PAGE);
    }

    @Override
    public Map<String, Object> credentials() {
        return Map.of("token", TOKEN);
    }

    @Override
    public List<Listing> listings() {
        return List.of(PODS);
    }

    @Override
    public int pageSize() {
        return PAGE;
    }

    @Override
    public void populate(Listing listing, int items) {
        sizes.put(listing, items);
    }

    @Override
    public void close() {
        super.close();
        api.close();
    }
}
