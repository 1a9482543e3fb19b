package io.cadastre.cypher.ingest;

import io.cadastre.cypher.history.ChangeNode;
import io.cadastre.cypher.history.ChangeOperation;
import io.cadastre.cypher.history.ChangeOrder;
import io.cadastre.cypher.history.ChangeValues;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.neo4j.driver.SimpleQueryRunner;

/**
 * Leaves a compact record of each published change, in the transaction of the change. An update keeps only the fields
 * that changed, a deletion the last state.
 */
final class History {
    private static final String RECORD_ENTITIES = "UNWIND $records AS record CREATE (c:_Change) SET c = record";

    // After the ends came and before they go: what has no end was not written, and leaves no record (I3).
    private static final String RECORD_RELATIONSHIPS = """
            UNWIND $records AS record
            MATCH (a:Entity {_id: record.from}) MATCH (b:Entity {_id: record.to})
            CREATE (c:_Change) SET c = record.properties,
              c._subjectType = a._type + ' ' + record.verb + ' ' + b._type,
              c._subjectName = a._displayName + ' ' + record.verb + ' ' + b._displayName""";

    /**
     * Records that a relationship {@code r} from {@code a} to {@code b} goes, within the statement that deletes it; with
     * the parameters of {@link #deletedRelationships}. Most have no fields, and with that their last state is told.
     */
    static final String RECORD_DELETED_RELATIONSHIP = """
            CREATE (:_Change {_order: $order + r._id, _sync: $sync, _subject: r._id, _operation: $operation,
              _owner: r._installation, _from: a._id, _to: b._id,
              _subjectType: a._type + ' ' + type(r) + ' ' + b._type,
              _subjectName: a._displayName + ' ' + type(r) + ' ' + b._displayName})
            """;

    private static final String LAST_STATES =
            "UNWIND $records AS record MATCH (c:_Change {_order: record.order}) SET c._before = record.before";

    private final Publication publication;

    History(Publication publication) {
        this.publication = publication;
    }

    /** Writes the records of changes that people can see. */
    void record(SimpleQueryRunner tx, List<HistoryEntry> entries) {
        List<Map<String, Object>> entities = new ArrayList<>();
        List<Map<String, Object>> relationships = new ArrayList<>();
        for (HistoryEntry entry : entries) {
            if (entry.isVisible()) {
                HistoryEntry.Edge edge = entry.edge();
                if (edge == null) {
                    entities.add(properties(entry));
                } else {
                    relationships.add(Map.of(
                            "from", edge.from(),
                            "verb", edge.verb(),
                            "to", edge.to(),
                            "properties", properties(entry)));
                }
            }
        }
        run(tx, RECORD_ENTITIES, entities);
        run(tx, RECORD_RELATIONSHIPS, relationships);
    }

    /** What a statement with {@link #RECORD_DELETED_RELATIONSHIP} needs to know. */
    Map<String, Object> deletedRelationships() {
        return Map.of(
                "order", order(Change.Operation.DELETE_RELATIONSHIP, ""),
                "sync", publication.syncId(),
                "operation", ChangeNode.text(ChangeOperation.DELETE));
    }

    /**
     * Adds the last fields of relationships to the records of their deletion.
     *
     * @param properties by the id of the relationship
     */
    void lastStates(SimpleQueryRunner tx, Map<String, Map<String, Object>> properties) {
        List<Map<String, Object>> records = new ArrayList<>();
        properties.forEach((id, last) -> records.add(Map.of(
                "order", order(Change.Operation.DELETE_RELATIONSHIP, id),
                "before", ChangeValues.write(HistoryEntry.fields(last)))));
        run(tx, LAST_STATES, records);
    }

    private String order(Change.Operation operation, String subject) {
        return ChangeOrder.of(publication.at(), publication.syncId(), step(operation), subject);
    }

    private static void run(SimpleQueryRunner tx, String query, List<Map<String, Object>> records) {
        if (!records.isEmpty()) {
            tx.run(query, Map.of("records", records)).consume();
        }
    }

    private Map<String, Object> properties(HistoryEntry entry) {
        Map<String, Object> properties = new HashMap<>(entry.properties());
        properties.put(ChangeNode.ORDER, order(entry.operation(), entry.subject()));
        properties.put(ChangeNode.SYNC, publication.syncId());
        properties.put(ChangeNode.SUBJECT, entry.subject());
        properties.put(ChangeNode.OPERATION, ChangeNode.text(operation(entry.operation())));
        properties.putIfAbsent(ChangeNode.OWNER, publication.installation());
        return properties;
    }

    private static ChangeOperation operation(Change.Operation operation) {
        return switch (operation) {
            case CREATE_ENTITY, CREATE_RELATIONSHIP -> ChangeOperation.CREATE;
            case UPDATE_ENTITY, UPDATE_RELATIONSHIP -> ChangeOperation.UPDATE;
            case DELETE_ENTITY, DELETE_RELATIONSHIP -> ChangeOperation.DELETE;
            case PUT_PENDING, DELETE_PENDING -> throw new IllegalArgumentException("What waits leaves no record.");
        };
    }

    /** The order in which they are published; it is in records that outlive a renaming. */
    private static int step(Change.Operation operation) {
        return switch (operation) {
            case DELETE_RELATIONSHIP -> 0;
            case DELETE_ENTITY -> 1;
            case CREATE_ENTITY -> 2;
            case UPDATE_ENTITY -> 3;
            case CREATE_RELATIONSHIP -> 4;
            case UPDATE_RELATIONSHIP -> 5;
            case PUT_PENDING, DELETE_PENDING -> throw new IllegalArgumentException("What waits leaves no record.");
        };
    }
}
