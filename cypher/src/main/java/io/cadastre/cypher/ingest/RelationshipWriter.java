package io.cadastre.cypher.ingest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.neo4j.driver.TransactionContext;

/** Writes relationships, a batch at a time, within a transaction of the publisher. */
final class RelationshipWriter {
    private static final String UPDATE = """
            UNWIND $rows AS row MATCH ()-[r]->() WHERE elementId(r) = row.elementId AND r._id = row.id
            WITH r, row, properties(r) AS before
            SET r = row.properties, r._createdAt = before._createdAt
            RETURN row.id AS id, before""";

    // The handle leads to the relationship at once, also at a hub; the id makes sure that it is still the same one.
    private static final String DELETE = """
            UNWIND $rows AS row MATCH (a)-[r]->(b) WHERE elementId(r) = row.elementId AND r._id = row.id
            WITH r, r._id AS id, type(r) AS verb, a._id AS from, b._id AS to, properties(r) AS before
            DELETE r
            RETURN id, verb, from, to, before""";

    private final Publication publication;
    private final History history;
    private final boolean keepHistory;

    RelationshipWriter(Publication publication, History history, boolean keepHistory) {
        this.publication = publication;
        this.history = history;
        this.keepHistory = keepHistory;
    }

    /** Creates relationships whose ends are there; gives how many were not written, since an end was not (I3). */
    long create(TransactionContext tx, List<StagedRelationship> relationships) {
        Map<String, List<Map<String, Object>>> rowsByVerb = new LinkedHashMap<>();
        List<HistoryEntry> entries = new ArrayList<>();
        for (StagedRelationship relationship : relationships) {
            Map<String, Object> properties = content(relationship);
            properties.put("_createdAt", GraphValues.time(publication.at()));
            rowsByVerb
                    .computeIfAbsent(relationship.verb(), verb -> new ArrayList<>())
                    .add(Map.of("from", relationship.from(), "to", relationship.to(), "properties", properties));
            if (keepHistory) {
                entries.add(HistoryEntry.created(relationship));
            }
        }
        long written = 0;
        for (Map.Entry<String, List<Map<String, Object>>> verb : rowsByVerb.entrySet()) {
            // The verb is a checked name, not data.
            written += tx.run(
                            "UNWIND $rows AS row MATCH (a:Entity {_id: row.from}) MATCH (b:Entity {_id: row.to})"
                                    + " CREATE (a)-[r:" + verb.getKey() + "]->(b) SET r = row.properties"
                                    + " RETURN count(r) AS written",
                            Map.of("rows", verb.getValue()))
                    .single()
                    .get("written")
                    .asLong();
        }
        history.record(tx, entries);
        return relationships.size() - written;
    }

    void update(TransactionContext tx, List<StagedRelationship> relationships, List<String> elementIds) {
        List<Map<String, Object>> rows = new ArrayList<>();
        Map<String, StagedRelationship> byId = new HashMap<>();
        for (int i = 0; i < relationships.size(); i++) {
            StagedRelationship relationship = relationships.get(i);
            byId.put(relationship.id(), relationship);
            rows.add(Map.of(
                    "id", relationship.id(), "elementId", elementIds.get(i), "properties", content(relationship)));
        }
        List<HistoryEntry> entries = tx.run(UPDATE, Map.of("rows", rows))
                .list(row -> HistoryEntry.updated(
                        Objects.requireNonNull(byId.get(row.get("id").asString())),
                        row.get("before").asMap()));
        history.record(tx, entries);
    }

    void delete(TransactionContext tx, List<Change> changes) {
        List<Map<String, Object>> rows = changes.stream()
                .map(change -> Map.<String, Object>of("id", change.id(), "elementId", change.elementId()))
                .toList();
        history.record(tx, tx.run(DELETE, Map.of("rows", rows)).list(HistoryEntry::deletedRelationship));
    }

    private Map<String, Object> content(StagedRelationship relationship) {
        Map<String, Object> properties = GraphValues.of(relationship.properties());
        properties.put("_id", relationship.id());
        properties.put("_installation", publication.installation());
        properties.put("_scope", relationship.scope());
        properties.put("_hash", relationship.hash());
        properties.put("_updatedAt", GraphValues.time(publication.at()));
        return properties;
    }
}
