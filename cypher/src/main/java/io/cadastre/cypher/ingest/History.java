package io.cadastre.cypher.ingest;

import io.cadastre.cypher.history.ChangeNode;
import io.cadastre.cypher.history.ChangeOperation;
import io.cadastre.cypher.history.ChangeOrder;
import io.cadastre.cypher.history.ChangeValues;
import io.cadastre.cypher.history.DeletedRelationship;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.neo4j.driver.SimpleQueryRunner;

/**
 * Leaves a compact record of each published change, in the transaction of the change. An update keeps only the fields
 * that changed, a deletion the last state.
 */
class History {
    // After the ends came and before they go: what has no end was not written, and leaves no record (I3).
    private static final String RECORD_RELATIONSHIPS = """
            UNWIND $records AS record
            MATCH (a:Entity {_id: record.from}) MATCH (b:Entity {_id: record.to})
            CREATE (c:_Change) SET c = record.properties,
              c._subjectType = a._type + ' ' + record.verb + ' ' + b._type,
              c._subjectName = a._displayName + ' ' + record.verb + ' ' + b._displayName""";

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
        NodeCreation.run(tx, ChangeNode.LABEL, entities, Map.of());
        if (!relationships.isEmpty()) {
            tx.run(RECORD_RELATIONSHIPS, Map.of("records", relationships)).consume();
        }
    }

    /** Writes the records of relationships that the installation deleted, several in a node. */
    void recordDeleted(SimpleQueryRunner tx, List<DeletedRelationship> relationships) {
        List<DeletedRelationship> sorted = relationships.stream()
                .sorted(Comparator.comparing(DeletedRelationship::id))
                .toList();
        List<Map<String, Object>> nodes = new ArrayList<>();
        for (int from = 0; from < sorted.size(); from += DeletedRelationship.TOGETHER) {
            nodes.add(node(sorted.subList(from, Math.min(sorted.size(), from + DeletedRelationship.TOGETHER))));
        }
        NodeCreation.run(tx, ChangeNode.LABEL, nodes, Map.of());
    }

    private Map<String, Object> node(List<DeletedRelationship> deleted) {
        DeletedRelationship first = deleted.getFirst();
        Map<String, Object> properties = new HashMap<>();
        properties.put(ChangeNode.FROM, first.from());
        properties.put(ChangeNode.TO, first.to());
        properties.put(ChangeNode.TYPE, first.type());
        properties.put(ChangeNode.NAME, first.name());
        if (!first.last().isEmpty()) {
            properties.put(ChangeNode.BEFORE, ChangeValues.write(first.last()));
        }
        if (deleted.size() > 1) {
            properties.put(
                    ChangeNode.BESIDE,
                    deleted.stream().skip(1).map(DeletedRelationship::write).toList());
        }
        addPlace(properties, Change.Operation.DELETE_RELATIONSHIP, first.id());
        return properties;
    }

    private Map<String, Object> properties(HistoryEntry entry) {
        Map<String, Object> properties = new HashMap<>(entry.properties());
        addPlace(properties, entry.operation(), entry.subject());
        return properties;
    }

    private void addPlace(Map<String, Object> properties, Change.Operation operation, String subject) {
        properties.put(
                ChangeNode.ORDER, ChangeOrder.of(publication.at(), publication.syncId(), step(operation), subject));
        properties.put(ChangeNode.SYNC, publication.syncId());
        properties.put(ChangeNode.SUBJECT, subject);
        properties.put(ChangeNode.OPERATION, ChangeNode.text(operation(operation)));
        properties.putIfAbsent(ChangeNode.OWNER, publication.installation());
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
