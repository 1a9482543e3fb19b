package io.cadastre.cypher.ingest;

import io.cadastre.cypher.ingest.History.Entry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.neo4j.driver.TransactionContext;

/** Writes relationships, a batch at a time, within a transaction of the publisher. */
final class RelationshipWriter {
    private static final String UPDATE = """
            UNWIND $rows AS row MATCH ()-[r]->() WHERE elementId(r) = row.elementId AND r._id = row.id
            WITH r, row, properties(r) AS before
            SET r = row.properties, r._createdAt = before._createdAt
            RETURN row.id AS id, before""";

    private static final String LOST = """
            UNWIND $rows AS row
            WITH row WHERE NOT EXISTS { (:Entity {_id: row.from}) } OR NOT EXISTS { (:Entity {_id: row.to}) }
            RETURN row.properties._id AS id""";

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

    /** Creates relationships whose ends are there; gives how many were not, since an end went: they wait for it (I3). */
    long create(TransactionContext tx, List<StagedRelationship> relationships) {
        Map<String, List<Map<String, Object>>> rowsByVerb = new LinkedHashMap<>();
        List<Entry> entries = new ArrayList<>();
        for (StagedRelationship relationship : relationships) {
            Map<String, Object> properties = content(relationship);
            properties.put("_createdAt", GraphValues.time(publication.at()));
            rowsByVerb
                    .computeIfAbsent(relationship.verb(), verb -> new ArrayList<>())
                    .add(Map.of("from", relationship.from(), "to", relationship.to(), "properties", properties));
        }
        Set<String> lost = new HashSet<>();
        for (Map.Entry<String, List<Map<String, Object>>> verb : rowsByVerb.entrySet()) {
            // The verb is a checked name, not data.
            long written = tx.run(
                            "UNWIND $rows AS row MATCH (a:Entity {_id: row.from}) MATCH (b:Entity {_id: row.to})"
                                    + " CREATE (a)-[r:" + verb.getKey() + "]->(b) SET r = row.properties"
                                    + " RETURN count(r) AS written",
                            Map.of("rows", verb.getValue()))
                    .single()
                    .get("written")
                    .asLong();
            if (written < verb.getValue().size()) {
                lost.addAll(tx.run(LOST, Map.of("rows", verb.getValue()))
                        .list(row -> row.get("id").asString()));
            }
        }
        List<Pending> waiting = new ArrayList<>();
        for (StagedRelationship relationship : relationships) {
            if (lost.contains(relationship.id())) {
                waiting.add(
                        relationship.matched()
                                ? Pending.unmatched(relationship.to(""))
                                : Pending.endMissing(relationship));
            } else if (keepHistory) {
                entries.add(new Entry(relationship.id(), "create", Map.of(), ends(relationship)));
            }
        }
        PendingGraph.put(tx, publication.installation(), waiting, publication.at());
        history.record(tx, entries);
        return waiting.size();
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
        List<Entry> entries = tx.run(UPDATE, Map.of("rows", rows)).list(row -> {
            StagedRelationship relationship = byId.get(row.get("id").asString());
            Map<String, Object> before = new HashMap<>(row.get("before").asMap());
            before.keySet().removeIf(name -> name.startsWith("_"));
            return new Entry(
                    row.get("id").asString(),
                    "update",
                    before,
                    relationship == null ? Map.of() : relationship.properties());
        });
        history.record(tx, entries);
    }

    void delete(TransactionContext tx, List<Change> changes) {
        List<Map<String, Object>> rows = changes.stream()
                .map(change -> Map.<String, Object>of("id", change.id(), "elementId", change.elementId()))
                .toList();
        List<Entry> entries = tx.run(DELETE, Map.of("rows", rows)).list(row -> {
            Map<String, Object> before = new HashMap<>(row.get("before").asMap());
            before.keySet().removeIf(name -> name.startsWith("_"));
            before.put("verb", row.get("verb").asString());
            before.put("from", row.get("from").asString());
            before.put("to", row.get("to").asString());
            return new Entry(row.get("id").asString(), "delete", before, Map.of());
        });
        history.record(tx, entries);
    }

    private Map<String, Object> content(StagedRelationship relationship) {
        Map<String, Object> properties = GraphValues.of(relationship.properties());
        properties.put("_id", relationship.id());
        properties.put("_installation", publication.installation());
        properties.put("_scope", relationship.scope());
        properties.put("_hash", relationship.hash());
        properties.put("_updatedAt", GraphValues.time(publication.at()));
        if (relationship.matched()) {
            properties.put("_match", relationship.wanted().type());
            properties.put("_matchValue", relationship.wanted().key());
        }
        return properties;
    }

    private static Map<String, Object> ends(StagedRelationship relationship) {
        Map<String, Object> ends = new HashMap<>(relationship.properties());
        ends.put("verb", relationship.verb());
        ends.put("from", relationship.from());
        ends.put("to", relationship.to());
        return ends;
    }
}
