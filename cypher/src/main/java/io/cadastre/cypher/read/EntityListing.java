package io.cadastre.cypher.read;

import io.cadastre.cypher.InvalidCursorException;
import io.cadastre.cypher.schema.GraphSchema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.Record;

/**
 * One part of a list of entities as a query. Parts follow each other by the values of the last item, not by its place, so
 * that what a sync publishes in between neither hides nor repeats the others.
 */
final class EntityListing {
    private static final Pattern CLASS = Pattern.compile("[A-Z][A-Za-z0-9]{0,62}");
    private static final String RELEVANCE = "relevance";
    /** Above every score that the index gives: what is called exactly so comes first. */
    private static final String BY_RELEVANCE =
            "score + CASE WHEN $text IN [e._key, e._displayName] THEN 1000000.0 ELSE 0.0 END";

    private final EntityFilter filter;
    private final @Nullable EntitySort sort;
    private final Map<String, Object> parameters = new HashMap<>();
    private final List<String> conditions = new ArrayList<>();

    EntityListing(EntityFilter filter, @Nullable EntitySort sort, @Nullable String cursor, int limit) {
        this.filter = filter;
        this.sort = sort == null && words().isEmpty() ? EntitySort.DEFAULT : sort;
        parameters.put("limit", limit + 1);
        conditions();
        if (cursor != null) {
            after(Cursor.decode(cursor, order(), 2));
        }
    }

    String cypher() {
        String where = conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
        return source() + " WITH e, "
                + (sort == null ? BY_RELEVANCE : sort.key().expression()) + " AS key" + where
                + " RETURN e, key ORDER BY key" + (descending() ? " DESC" : "") + ", e._id LIMIT $limit";
    }

    Map<String, Object> parameters() {
        return parameters;
    }

    /** Where the list goes on after this item. */
    String cursorAfter(Record item) {
        Object key = item.get("key").asObject();
        return new Cursor(
                        order(),
                        Arrays.asList(
                                key == null ? null : key.toString(),
                                item.get("e").get("_id").asString()))
                .encode();
    }

    private String order() {
        return sort == null ? RELEVANCE : sort.toString();
    }

    private boolean descending() {
        return sort == null || sort.descending();
    }

    private String words() {
        return filter.text() == null ? "" : SearchText.query(filter.text());
    }

    private String source() {
        if (!words().isEmpty()) {
            parameters.put("index", GraphSchema.SEARCH_INDEX);
            parameters.put("words", words());
            return "CALL db.index.fulltext.queryNodes($index, $words) YIELD node AS e, score";
        }
        List<String> labels = new ArrayList<>(List.of("Entity"));
        if (filter.entityClass() != null && CLASS.matcher(filter.entityClass()).matches()) {
            // Only the faster way to them; what decides is the condition. The server fails on some texts as labels.
            labels.add(filter.entityClass());
        }
        parameters.put("labels", labels);
        return "MATCH (e:$($labels))";
    }

    private void conditions() {
        if (filter.text() != null) {
            parameters.put("text", filter.text());
            if (words().isEmpty() && !filter.text().isBlank()) {
                // Signs only: no word, but it may be a key.
                conditions.add("e._key = $text");
            }
        }
        condition("class", filter.entityClass(), "$class IN e._class");
        condition("type", filter.type(), "e._type = $type");
        condition("installation", filter.installation(), "e._installation = $installation");
    }

    private void condition(String name, @Nullable String value, String condition) {
        if (value != null) {
            parameters.put(name, value);
            conditions.add(condition);
        }
    }

    /** The server orders nothing after everything else, or before it when descending. */
    private void after(Cursor cursor) {
        parameters.put("afterId", cursor.text(1));
        String value = cursor.values().getFirst();
        if (value == null) {
            conditions.add(
                    descending() ? "(key IS NOT NULL OR e._id > $afterId)" : "(key IS NULL AND e._id > $afterId)");
            return;
        }
        parameters.put("afterKey", key(value));
        conditions.add(
                descending()
                        ? "(key < $afterKey OR (key = $afterKey AND e._id > $afterId))"
                        : "(key > $afterKey OR key IS NULL OR (key = $afterKey AND e._id > $afterId))");
    }

    private Object key(String value) {
        try {
            if (sort == null) {
                return Double.valueOf(value);
            }
            return sort.key().isTime() ? (Object) Long.valueOf(value) : value;
        } catch (NumberFormatException e) {
            throw new InvalidCursorException();
        }
    }
}
