package io.cadastre.cypher.read;

import io.cadastre.cypher.history.ChangeKind;
import io.cadastre.cypher.history.ChangeNode;
import io.cadastre.cypher.history.ChangeOrder;
import io.cadastre.cypher.history.ChangeRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.types.MapAccessor;

/**
 * A list of changes as a query, or what is left of it. It walks an index in order from where the last part ended, so a
 * part costs the same however long the list is. A node may keep several changes, of which some may not belong to the
 * list: {@link #changes} gives those that do.
 */
final class ChangeListing {
    private static final String OLDEST_FIRST = "changes";
    private static final String NEWEST_FIRST = "-changes";

    private final ChangeFilter filter;
    private final boolean newestFirst;
    private final @Nullable String after;
    private final Map<String, Object> parameters = new HashMap<>();
    private final List<String> conditions = new ArrayList<>();
    private final List<String> indexed = new ArrayList<>();

    /**
     * A list.
     *
     * @param cursor where an earlier part ended; null for the whole
     * @throws io.cadastre.cypher.InvalidCursorException if the cursor is not of a list in this order
     */
    ChangeListing(ChangeFilter filter, boolean newestFirst, @Nullable String cursor) {
        this.filter = filter;
        this.newestFirst = newestFirst;
        this.after = cursor == null ? null : Cursor.decode(cursor, order(), 1).text(0);
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
        if (filter.type() != null) {
            parameters.put("type", filter.type());
            conditions.add("(c." + ChangeNode.TYPE + " = $type OR c." + ChangeNode.BESIDE + " IS NOT NULL)");
        }
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
        if (after != null) {
            // The part may have ended among the changes of a node.
            condition(ChangeNode.ORDER, newestFirst ? "<=" : ">=", "after", ChangeOrder.ofNode(after));
        }
    }

    String cypher() {
        String direction = newestFirst ? " DESC" : "";
        return "MATCH (c:_Change) USING INDEX SEEK c:_Change(" + String.join(", ", indexed) + ") WHERE "
                + String.join(" AND ", conditions) + " RETURN c ORDER BY "
                + String.join(
                        ", ",
                        indexed.stream().map(name -> "c." + name + direction).toList());
    }

    /** The changes of a node that belong to the list, in its order. */
    List<ChangeRecord> changes(MapAccessor node) {
        List<ChangeRecord> changes = ChangeNode.readAll(node);
        return (newestFirst ? changes.reversed() : changes)
                .stream().filter(this::holds).toList();
    }

    private boolean holds(ChangeRecord change) {
        if (filter.type() != null && !change.type().equals(filter.type())) {
            return false;
        }
        return after == null
                || (newestFirst
                        ? change.order().compareTo(after) < 0
                        : change.order().compareTo(after) > 0);
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
