package io.cadastre.cypher.ingest;

import io.cadastre.cypher.Neo4jGraph;
import io.cadastre.cypher.history.ChangeKind;
import io.cadastre.cypher.history.ChangeOperation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.neo4j.driver.Record;
import org.neo4j.driver.Session;

/** Says what a publish would do: of each kind of change the first few, with what people call it. Writes nothing. */
final class Preview {
    private static final String ENTITIES = """
            UNWIND $ids AS id MATCH (e:Entity {_id: id})
            RETURN id, e._type AS type, e._displayName AS name, properties(e) AS properties""";

    private static final String RELATIONSHIPS = """
            UNWIND $ids AS id MATCH (a)-[r]->(b) WHERE elementId(r) = id
            RETURN id, a._type + ' ' + type(r) + ' ' + b._type AS type,
                   a._displayName + ' ' + type(r) + ' ' + b._displayName AS name, properties(r) AS properties""";

    private final Neo4jGraph graph;
    private final StagedGraph staged;
    private final ChangeSpool spool;
    private final int most;

    /**
     * A preview of what a comparison found.
     *
     * @param most how many changes of each kind are told
     */
    Preview(Neo4jGraph graph, StagedGraph staged, ChangeSpool spool, int most) {
        this.graph = graph;
        this.staged = staged;
        this.spool = spool;
        this.most = most;
    }

    List<PlannedChange> changes() {
        List<PlannedChange> changes = new ArrayList<>();
        for (Change.Operation operation : Change.Operation.values()) {
            List<Change> some = some(operation);
            if (!some.isEmpty()) {
                changes.addAll(
                        switch (operation) {
                            case CREATE_ENTITY -> createdEntities(some);
                            case UPDATE_ENTITY -> updatedEntities(some);
                            case DELETE_ENTITY -> deletedEntities(some);
                            case CREATE_RELATIONSHIP -> createdRelationships(some);
                            case UPDATE_RELATIONSHIP -> updatedRelationships(some);
                            case DELETE_RELATIONSHIP -> deletedRelationships(some);
                            case PUT_PENDING, DELETE_PENDING -> List.of();
                        });
            }
        }
        return changes;
    }

    private List<Change> some(Change.Operation operation) {
        List<Change> some = new ArrayList<>();
        for (Iterator<Change> all = spool.changes(operation); some.size() < most && all.hasNext(); ) {
            some.add(all.next());
        }
        return some;
    }

    private List<PlannedChange> createdEntities(List<Change> changes) {
        return changes.stream()
                .map(change -> staged.entity(change.id()))
                .map(entity -> entity(ChangeOperation.CREATE, entity, List.of()))
                .toList();
    }

    private List<PlannedChange> updatedEntities(List<Change> changes) {
        Map<String, Record> before =
                read(ENTITIES, changes.stream().map(Change::id).toList());
        List<PlannedChange> planned = new ArrayList<>();
        before.forEach((id, row) -> {
            StagedEntity entity = staged.entity(id);
            List<String> fields = HistoryEntry.visible(
                    EntityWriter.difference(row.get("properties").asMap(), EntityWriter.content(entity))
                            .keySet());
            // Found elsewhere, for example, is nothing that people call a change.
            if (!fields.isEmpty()) {
                planned.add(entity(ChangeOperation.UPDATE, entity, fields));
            }
        });
        return planned;
    }

    private static PlannedChange entity(ChangeOperation operation, StagedEntity entity, List<String> fields) {
        return new PlannedChange(
                operation, ChangeKind.ENTITY, entity.id(), entity.type(), HistoryEntry.name(entity), fields);
    }

    private List<PlannedChange> deletedEntities(List<Change> changes) {
        List<PlannedChange> planned = new ArrayList<>();
        read(ENTITIES, changes.stream().map(Change::id).toList())
                .forEach((id, row) -> planned.add(deleted(ChangeKind.ENTITY, id, row)));
        return planned;
    }

    private List<PlannedChange> createdRelationships(List<Change> changes) {
        return changes.stream()
                .map(change -> staged.relationship(change.from(), change.id()))
                .map(relationship -> new PlannedChange(
                        ChangeOperation.CREATE,
                        ChangeKind.RELATIONSHIP,
                        relationship.id(),
                        relationship.output(),
                        relationship.describe(),
                        List.of()))
                .toList();
    }

    private List<PlannedChange> updatedRelationships(List<Change> changes) {
        Map<String, Record> before =
                read(RELATIONSHIPS, changes.stream().map(Change::elementId).toList());
        List<PlannedChange> planned = new ArrayList<>();
        for (Change change : changes) {
            Record row = before.get(change.elementId());
            if (row != null) {
                Map<String, Object> was =
                        HistoryEntry.fields(row.get("properties").asMap());
                Map<String, Object> becomes = GraphValues.of(
                        staged.relationship(change.from(), change.id()).properties());
                List<String> fields = differing(was, becomes);
                if (!fields.isEmpty()) {
                    planned.add(new PlannedChange(
                            ChangeOperation.UPDATE,
                            ChangeKind.RELATIONSHIP,
                            change.id(),
                            row.get("type").asString(),
                            row.get("name").asString(),
                            fields));
                }
            }
        }
        return planned;
    }

    private static List<String> differing(Map<String, Object> one, Map<String, Object> other) {
        Set<String> names = new TreeSet<>(one.keySet());
        names.addAll(other.keySet());
        names.removeIf(name -> one.containsKey(name) && one.get(name).equals(other.get(name)));
        return List.copyOf(names);
    }

    private List<PlannedChange> deletedRelationships(List<Change> changes) {
        Map<String, Record> before =
                read(RELATIONSHIPS, changes.stream().map(Change::elementId).toList());
        List<PlannedChange> planned = new ArrayList<>();
        for (Change change : changes) {
            Record row = before.get(change.elementId());
            if (row != null) {
                planned.add(deleted(ChangeKind.RELATIONSHIP, change.id(), row));
            }
        }
        return planned;
    }

    private static PlannedChange deleted(ChangeKind kind, String id, Record row) {
        return new PlannedChange(
                ChangeOperation.DELETE,
                kind,
                id,
                row.get("type").asString(),
                row.get("name").asString(),
                List.of());
    }

    private Map<String, Record> read(String query, List<String> ids) {
        Map<String, Record> rows = new HashMap<>();
        try (Session session = graph.readSession()) {
            session.executeRead(tx -> tx.run(query, Map.of("ids", ids)).list())
                    .forEach(row -> rows.put(row.get("id").asString(), row));
        }
        return rows;
    }
}
