package io.cadastre.spi.http;

import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.json.Json;
import io.cadastre.spi.page.Page;
import io.cadastre.spi.page.PageSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The ways in which HTTP APIs give their listings in pages. Each asks with the ETag of the last sync where there is one,
 * so that a listing that did not change costs no body.
 */
public final class Pages {
    private Pages() {}

    /** Finds something in an answer. */
    @FunctionalInterface
    public interface Reading<V> {
        V read(Json answer) throws ConnectorException.BadData;
    }

    /** A listing that comes whole, in one answer. */
    public static PageSource<Json> single(Http http, HttpCall call, Reading<List<Json>> items) {
        return request -> {
            HttpAnswer answer = http.send(call.unlessStill(request.validator()));
            return answer.notModified()
                    ? unchanged(answer, request.validator())
                    : Page.<Json>last(items.read(answer.json()))
                            .validatedBy(answer.validator().orElse(null));
        };
    }

    /** Pages that name the next one in a {@code Link} header with {@code rel="next"} (RFC 8288). */
    public static PageSource<Json> byLink(Http http, HttpCall first, Reading<List<Json>> items) {
        return request -> {
            HttpCall call = request.position().map(first::to).orElse(first);
            HttpAnswer answer = http.send(call.unlessStill(request.validator()));
            return answer.notModified()
                    ? unchanged(answer, request.validator())
                    : Page.<Json>of(items.read(answer.json()), answer.link("next"))
                            .validatedBy(answer.validator().orElse(null));
        };
    }

    /**
     * Pages that give a token for the next one in the body.
     *
     * @param parameter the query parameter that takes the token
     * @param token finds the token; empty at the end
     */
    public static PageSource<Json> byToken(
            Http http, HttpCall first, String parameter, Reading<List<Json>> items, Reading<Optional<String>> token) {
        return request -> {
            HttpCall call = request.position()
                    .map(position -> first.query(parameter, position))
                    .orElse(first);
            HttpAnswer answer = http.send(call.unlessStill(request.validator()));
            if (answer.notModified()) {
                return unchanged(answer, request.validator());
            }
            Json body = answer.json();
            return Page.<Json>of(items.read(body), token.read(body))
                    .validatedBy(answer.validator().orElse(null));
        };
    }

    /**
     * Pages that begin after an item of the page before. A page with fewer items than asked for is the last.
     *
     * @param parameter the query parameter that takes the cursor
     * @param size how many items a full page has
     * @param cursor the cursor of an item
     */
    public static PageSource<Json> byCursor(
            Http http, HttpCall first, String parameter, int size, Reading<List<Json>> items, Reading<String> cursor) {
        return request -> {
            HttpCall call = request.position()
                    .map(position -> first.query(parameter, position))
                    .orElse(first);
            HttpAnswer answer = http.send(call.unlessStill(request.validator()));
            if (answer.notModified()) {
                return unchanged(answer, request.validator());
            }
            List<Json> found = items.read(answer.json());
            Optional<String> next = found.size() < size ? Optional.empty() : Optional.of(cursor.read(found.getLast()));
            return Page.<Json>of(found, next).validatedBy(answer.validator().orElse(null));
        };
    }

    /**
     * Pages that begin at a number of items. The end is where nothing comes any more: a short page may have lost items
     * that somebody deleted meanwhile, or the source may give fewer than asked for.
     *
     * <p>Each page begins with the last item of the one before. If another item is there, items were deleted or added
     * while the listing was read, and some may have slipped through between two pages: the listing is not whole, which
     * is BadData. A listing of unstable order cannot be read this way.
     *
     * @param offset the query parameter that takes the number
     * @param limit the query parameter that takes the size
     * @param size how many items to ask for; at least two, for one of them is known
     */
    public static PageSource<Json> byOffset(
            Http http, HttpCall first, String offset, String limit, int size, Reading<List<Json>> items) {
        if (size < 2) {
            throw new IllegalArgumentException("Pages overlap by an item, so they have at least two.");
        }
        HttpCall sized = first.query(limit, Integer.toString(size));
        return request -> {
            Optional<OffsetPosition> before = request.position().map(OffsetPosition::parse);
            long start = before.map(OffsetPosition::overlap).orElse(0L);
            HttpAnswer answer =
                    http.send(sized.query(offset, Long.toString(start)).unlessStill(request.validator()));
            if (answer.notModified()) {
                return unchanged(answer, request.validator());
            }
            List<Json> found = items.read(answer.json());
            List<Json> fresh = before.isPresent() ? before.get().after(found) : found;
            if (fresh.isEmpty() && before.isPresent()) {
                HttpCall beyond = sized.query(offset, Long.toString(before.get().read()));
                if (!items.read(http.json(beyond)).isEmpty()) {
                    throw new ConnectorException.BadData(
                            "The page at item " + start + " ends before the listing does.", null);
                }
            }
            Optional<String> next = fresh.isEmpty()
                    ? Optional.empty()
                    : Optional.of(OffsetPosition.after(start + found.size(), found.getLast())
                            .text());
            return Page.<Json>of(fresh, next).validatedBy(answer.validator().orElse(null));
        };
    }

    /**
     * Pages of a GraphQL connection (the Relay cursor connections specification).
     *
     * @param call a POST; its body is replaced
     * @param query takes the cursor in the variable {@code after}
     * @param variables the other variables
     * @param connection finds the object with {@code nodes} and {@code pageInfo}
     */
    public static PageSource<Json> graphQl(
            Http http, HttpCall call, String query, Map<String, Object> variables, Reading<Json> connection) {
        return request -> {
            Map<String, @Nullable Object> all = new LinkedHashMap<>(variables);
            all.put("after", request.cursor());
            Json answer = http.json(call.with(Map.of("query", query, "variables", all)));
            if (answer.has("errors")) {
                // A part of the data may be there, but then something is missing that nobody can name.
                throw new ConnectorException.BadData(
                        "The GraphQL query '" + call.operation() + "' was answered with errors.", null);
            }
            Json found = connection.read(answer.get("data"));
            Json info = found.get("pageInfo");
            return Page.of(
                    found.elements("nodes"),
                    info.bool("hasNextPage"),
                    info.maybeText("endCursor").known().orElse(null));
        };
    }

    private static Page<Json> unchanged(HttpAnswer answer, @Nullable String asked) throws ConnectorException.BadData {
        if (asked == null) {
            throw new ConnectorException.BadData("The source says 'not modified', but was not asked.", null);
        }
        return Page.unchanged(answer.validator().orElse(asked));
    }
}
