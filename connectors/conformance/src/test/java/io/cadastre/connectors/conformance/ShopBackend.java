package io.cadastre.connectors.conformance;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A shop with pages of two things. */
final class ShopBackend extends HttpBackend {
    private static final int PAGE = 2;
    private static final String TOKEN = "marker-of-the-shop-5e1a";

    private final FakeApi api;
    private volatile int things = 3;

    ShopBackend() {
        this(FakeApi.start().requiring(TOKEN));
    }

    private ShopBackend(FakeApi api) {
        super(api.baseUrl());
        this.api = api;
        api.get("/things", query -> page(Integer.parseInt(query.getOrDefault("after", "0"))));
    }

    private String page(int from) {
        int to = Math.min(things, from + PAGE);
        String items = IntStream.range(from, to)
                .mapToObj(number -> "{\"id\":\"thing-" + number + "\"}")
                .collect(Collectors.joining(","));
        return "{\"items\":[" + items + "]" + (to < things ? ",\"next\":\"" + to + "\"" : "") + "}";
    }

    @Override
    public Map<String, Object> config() {
        return Map.of("baseUrl", baseUrl().toString());
    }

    @Override
    public Map<String, Object> credentials() {
        return Map.of("token", TOKEN);
    }

    @Override
    public List<Listing> listings() {
        return List.of(new Listing(Thing.TYPE, "/things"));
    }

    @Override
    public int pageSize() {
        return PAGE;
    }

    @Override
    public void populate(Listing listing, int items) {
        things = items;
    }

    @Override
    public void close() {
        super.close();
        api.close();
    }
}
