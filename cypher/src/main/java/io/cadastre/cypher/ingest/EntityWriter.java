package io.cadastre.cypher.ingest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.Record;
import org.neo4j.driver.SimpleQueryRunner;
import org.neo4j.driver.Value;

/** Writes entities, a batch at a time, within a transaction of the publisher. */
final class EntityWriter {
    private static final String CURRENT = """
            UNWIND $ids AS id MATCH (e:Entity {_id: id})
            RETURN e._id AS id, properties(e) AS properties, labels(e) AS labels""";

    private static final String UPDATE = """
            UNWIND $rows AS row MATCH (e:Entity {_id: row.id})
            SET e += row.set, e._version = e._version + row.changes""";

    private static final String DELETE = """
            UNWIND $ids AS id MATCH (e:Entity {_id: id})
            WITH e, e._id AS id, properties(e) AS properties, labels(e) AS labels
            DETACH DELETE e
            RETURN id, properties, labels""";

    private final Publication publication;
    private final History history;
    private final boolean keepHistory;
    private final Effects effects;
    private final RelationshipWriter relationships;

    /**
     * A writer within one transaction.
     *
     * @param keepHistory whether creations are recorded
     * @param effects hears what changes beyond what it is told to do
     * @param relationships records what the installation asserts of entities that go
     */
    EntityWriter(
            Publication publication,
            History history,
            boolean keepHistory,
            Effects effects,
            RelationshipWriter relationships) {
        this.publication = publication;
        this.history = history;
        this.keepHistory = keepHistory;
        this.effects = effects;
        this.relationships = relationships;
    }

    void create(SimpleQueryRunner tx, List<StagedEntity> entities) {
        Map<String, List<Map<String, Object>>> rowsByLabels = new LinkedHashMap<>();
        List<HistoryEntry> entries = new ArrayList<>();
        for (StagedEntity entity : entities) {
            effects.created(entity);
            rowsByLabels
                    .computeIfAbsent(labels(entity), labels -> new ArrayList<>())
                    .add(content(entity));
            if (keepHistory) {
                entries.add(HistoryEntry.created(entity));
            }
        }
        Map<String, Object> same = Map.of(
                "_installation", publication.installation(),
                "_connector", publication.connector(),
                "_createdAt", GraphValues.time(publication.at()),
                "_updatedAt", GraphValues.time(publication.at()),
                "_version", 1);
        // Known to be new: CREATE, not MERGE.
        rowsByLabels.forEach((labels, rows) -> NodeCreation.run(tx, labels, rows, same));
        history.record(tx, entries);
    }

    void update(SimpleQueryRunner tx, List<StagedEntity> entities) {
        Map<String, Record> current =
                current(tx, entities.stream().map(StagedEntity::id).toList());
        List<Map<String, Object>> rows = new ArrayList<>();
        List<HistoryEntry> entries = new ArrayList<>();
        Map<String, List<String>> relabelled = new LinkedHashMap<>();
        for (StagedEntity entity : entities) {
            Record record = current.get(entity.id());
            if (record == null) {
                continue;
            }
            Map<String, Object> before = record.get("properties").asMap();
            effects.updated(entity, String.valueOf(before.get("_hash")));
            Map<String, @Nullable Object> set = difference(before, content(entity));
            HistoryEntry entry = HistoryEntry.updated(entity, before, set);
            if (entry.isVisible()) {
                set.put("_updatedAt", GraphValues.time(publication.at()));
            }
            // Found elsewhere, for example, is nothing that people call a change.
            rows.add(Map.of("id", entity.id(), "set", set, "changes", entry.isVisible() ? 1 : 0));
            entries.add(entry);
            Set<String> now = new TreeSet<>(record.get("labels").asList(Value::asString));
            Set<String> wanted = new TreeSet<>(List.of(labels(entity).split(":")));
            if (!now.equals(wanted)) {
                relabelled
                        .computeIfAbsent(relabelling(now, wanted), change -> new ArrayList<>())
                        .add(entity.id());
            }
        }
        tx.run(UPDATE, Map.of("rows", rows)).consume();
        relabelled.forEach(
                (change, ids) -> tx.run("UNWIND $ids AS id MATCH (e:Entity {_id: id}) " + change, Map.of("ids", ids))
                        .consume());
        history.record(tx, entries);
    }

    /** The labels of a type change with its connector's schema. They come from checked names, not from data. */
    private static String relabelling(Set<String> now, Set<String> wanted) {
        Set<String> gone = new TreeSet<>(now);
        gone.removeAll(wanted);
        String set = "SET e:" + String.join(":", wanted);
        return gone.isEmpty() ? set : set + " REMOVE e:`" + String.join("`:`", gone) + "`";
    }

    /** Deletes entities with their relationships, also those of other installations: nothing may dangle (I3). */
    void delete(SimpleQueryRunner tx, List<String> ids) {
        Set<String> linkedByOthers = relationships.takeAlong(tx, ids);
        if (!linkedByOthers.isEmpty()) {
            new ForeignRelationships(publication, history, effects)
                    .release(tx, List.copyOf(linkedByOthers), Long.MAX_VALUE);
        }
        List<HistoryEntry> entries = tx.run(DELETE, Map.of("ids", ids)).list(row -> {
            String id = row.get("id").asString();
            Map<String, Object> properties = row.get("properties").asMap();
            List<String> names = new ArrayList<>(row.get("labels").asList(Value::asString));
            names.add(String.valueOf(properties.get("_type")));
            effects.deletedEntity(id, String.valueOf(properties.get("_hash")), names);
            return HistoryEntry.deleted(id, properties);
        });
        history.record(tx, entries);
    }

    private Map<String, Record> current(SimpleQueryRunner tx, List<String> ids) {
        Map<String, Record> records = new LinkedHashMap<>();
        tx.run(CURRENT, Map.of("ids", ids))
                .forEachRemaining(row -> records.put(row.get("id").asString(), row));
        return records;
    }

    /** All that depends on what was collected. */
    static Map<String, Object> content(StagedEntity entity) {
        Map<String, Object> properties = GraphValues.of(entity.fields());
        properties.put("_id", entity.id());
        properties.put("_type", entity.type());
        properties.put("_class", entity.classes());
        properties.put("_key", entity.key());
        String displayName = entity.displayName();
        properties.put("_displayName", displayName == null ? entity.key() : displayName);
        properties.put("_scope", entity.scope());
        properties.put("_hash", entity.hash());
        return properties;
    }

    private static String labels(StagedEntity entity) {
        return "Entity:" + String.join(":", entity.classes()) + ":" + entity.typeLabel();
    }

    /** What has to be set, a null for what has to go; what is equal is not written. */
    static Map<String, @Nullable Object> difference(Map<String, Object> before, Map<String, Object> after) {
        Map<String, @Nullable Object> set = new HashMap<>();
        after.forEach((name, value) -> {
            if (!value.equals(before.get(name))) {
                set.put(name, value);
            }
        });
        for (String name : before.keySet()) {
            if (!name.startsWith("_") && !after.containsKey(name)) {
                set.put(name, null);
            }
        }
        return set;
    }
}
