package io.cadastre.cypher.read;

import io.cadastre.cypher.history.ChangeKind;
import io.cadastre.cypher.history.ChangeNode;
import io.cadastre.cypher.history.ChangeOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One part of a list of changes as a query. It walks an index in order from where the last part ended, so it costs the
 * same however long the list is.
 */
final class ChangeListing {
    private static final String OLDEST_FIRST = "changes";
    private static final String NEWEST_FIRST = "-changes";

    private final boolean newestFirst;
    private final Map<String, Object> parameters = new HashMap<>();
    private final List<String> conditions = new ArrayList<>();
    private final List<String> indexed = new ArrayList<>();

    ChangeListing(ChangeFilter filter, boolean newestFirst, @Nullable String cursor, int limit) {
        this.newestFirst = newestFirst;
        parameters.put("limit", limit + 1);
        // Each is an index with the order in second place.
        if (filter.subject() != null) {
            indexed.add(ChangeNode.SUBJECT);
        } else if (filter.sync() != null) {
            indexed.add(ChangeNode.SYNC);
        }
        indexed.add(ChangeNode.ORDER);
        condition(ChangeNode.SUBJECT, "=", "subject", filter.subject());
        condition(ChangeNode.SYNC, "=", "sync", filter.sync());
        condition(ChangeNode.OWNER, "=", "installation", filter.installation());
        condition(ChangeNode.TYPE, "=", "type", filter.type());
        if (filter.operation() != null) {
            condition(ChangeNode.OPERATION, "=", "operation", ChangeNode.text(filter.operation()));
        }
        if (filter.kind() != null) {
            conditions.add("c." + ChangeNode.FROM + (filter.kind() == ChangeKind.ENTITY ? " IS NULL" : " IS NOT NULL"));
        }
        condition(ChangeNode.ORDER, ">=", "since", filter.since() == null ? "" : ChangeOrder.from(filter.since()));
        if (filter.until() != null) {
            condition(ChangeNode.ORDER, "<", "until", ChangeOrder.from(filter.until()));
        }
        if (cursor != null) {
            condition(
                    ChangeNode.ORDER,
                    newestFirst ? "<" : ">",
                    "after",
                    Cursor.decode(cursor, order(), 1).text(0));
        }
    }

    String cypher() {
        String direction = newestFirst ? " DESC" : "";
        return "MATCH (c:_Change) USING INDEX SEEK c:_Change(" + String.join(", ", indexed) + ") WHERE "
                + String.join(" AND ", conditions) + " RETURN c ORDER BY "
                + String.join(
                        ", ",
                        indexed.stream().map(name -> "c." + name + direction).toList())
                + " LIMIT $limit";
    }

    Map<String, Object> parameters() {
        return parameters;
    }

    /** Where the list goes on after the change of that order. */
    String cursorAfter(String changeOrder) {
        return new Cursor(order(), List.of(changeOrder)).encode();
    }

    private String order() {
        return newestFirst ? NEWEST_FIRST : OLDEST_FIRST;
    }

    private void condition(String property, String comparison, String name, @Nullable String value) {
        if (value != null) {
            parameters.put(name, value);
            conditions.add("c." + property + " " + comparison + " $" + name);
        }
    }
}
