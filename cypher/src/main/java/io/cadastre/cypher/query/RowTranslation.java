package io.cadastre.cypher.query;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.Record;
import org.neo4j.driver.Transaction;
import org.neo4j.driver.Value;
import org.neo4j.driver.types.Node;
import org.neo4j.driver.types.Relationship;

/**
 * Turns records into rows, in order. A relationship of the driver knows the server's ids of its ends, not ours: rows
 * with unknown ends wait until there are enough of them to ask in one go. Other rows pass at once.
 *
 * <p>For one query and one thread.
 */
final class RowTranslation {
    private static final int ROWS_PER_LOOKUP = 256;
    private static final int REMEMBERED_IDS = 20_000;
    private static final String LOOKUP =
            "MATCH (n) WHERE elementId(n) IN $ids RETURN elementId(n) AS elementId, n._id AS id";

    private final Transaction transaction;
    private final RowSink sink;
    private final GraphValues values;
    private final List<List<@Nullable Object>> waiting = new ArrayList<>();
    private final Set<String> unknown = new HashSet<>();
    private final Map<String, @Nullable String> ids = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, @Nullable String> eldest) {
            // What the waiting rows need is never dropped.
            return size() > REMEMBERED_IDS && waiting.isEmpty();
        }
    };
    private long rows;
    private long hidingRows;
    private boolean hides;

    RowTranslation(Transaction transaction, RowSink sink) {
        this.transaction = transaction;
        this.sink = sink;
        this.values = new GraphValues(ids::get);
    }

    /** How many rows the receiver has got. */
    long rows() {
        return rows;
    }

    /** How many of the rows taken hold nodes of the platform, which the receiver does not get. */
    long hidingRows() {
        return hidingRows;
    }

    /** How many rows wait for their turn. */
    int waiting() {
        return waiting.size();
    }

    /** Takes a record. False when the receiver has gone. */
    boolean accept(Record next) {
        List<@Nullable Object> row = new ArrayList<>(next.size());
        hides = false;
        for (Value value : next.values()) {
            Object object = value.asObject();
            row.add(object);
            GraphValues.visit(object, entity -> {
                switch (entity) {
                    case Node node -> {
                        ids.put(node.elementId(), GraphValues.id(node));
                        hides |= GraphValues.isPrivate(node);
                    }
                    case Relationship relationship -> {
                        need(relationship.startNodeElementId());
                        need(relationship.endNodeElementId());
                    }
                    default -> {}
                }
            });
        }
        if (hides) {
            hidingRows++;
        }
        if (unknown.isEmpty()) {
            return deliver(row);
        }
        waiting.add(row);
        return waiting.size() < ROWS_PER_LOOKUP || flush();
    }

    /** Gives out what waits. False when the receiver has gone. */
    boolean flush() {
        unknown.removeIf(ids::containsKey);
        if (!unknown.isEmpty()) {
            for (Record found :
                    transaction.run(LOOKUP, Map.of("ids", List.copyOf(unknown))).list()) {
                ids.put(found.get("elementId").asString(), found.get("id").asString(null));
            }
            unknown.clear();
        }
        for (List<@Nullable Object> row : waiting) {
            if (!deliver(row)) {
                return false;
            }
        }
        waiting.clear();
        return true;
    }

    private void need(String elementId) {
        if (!ids.containsKey(elementId)) {
            unknown.add(elementId);
        }
    }

    private boolean deliver(List<@Nullable Object> row) {
        row.replaceAll(values::json);
        rows++;
        return sink.row(row);
    }
}
