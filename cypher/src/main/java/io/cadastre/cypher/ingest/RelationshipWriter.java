package io.cadastre.cypher.ingest;

import io.cadastre.cypher.history.DeletedRelationship;
import io.cadastre.cypher.ingest.Mutation.DeleteRelationship;
import io.cadastre.cypher.ingest.Mutation.UpdateRelationship;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.neo4j.driver.Record;
import org.neo4j.driver.SimpleQueryRunner;
import org.neo4j.driver.Value;

/** Writes relationships, a batch at a time, within a transaction of the publisher. */
final class RelationshipWriter {
    private static final String UPDATE = """
            UNWIND $rows AS row MATCH (a)-[r]->() WHERE elementId(r) = row.elementId AND r._id = row.id
            WITH a, r, row, properties(r) AS before
            SET r = row.properties, r._createdAt = before._createdAt
            RETURN a._id AS from, row.id AS id, before""";

    // What it had has to be asked before it goes.
    private static final String AND_DELETE = """
             WITH r, r._id AS id, a._id AS from, b._id AS to, r._hash AS hash, r._match IS NOT NULL AS matched,
              a._type + ' ' + type(r) + ' ' + b._type AS type,
              a._displayName + ' ' + type(r) + ' ' + b._displayName AS name,
              CASE WHEN any(name IN keys(r) WHERE NOT name STARTS WITH '_') THEN properties(r) END AS last
            DELETE r
            RETURN id, from, to, hash, matched, type, name, last""";

    // The handle leads to the relationship at once, also at a hub; the id makes sure that it is still the same one.
    private static final String DELETE = """
            UNWIND $rows AS row MATCH (a)-[r]->(b) WHERE elementId(r) = row.elementId AND r._id = row.id""" + AND_DELETE;

    private static final String DELETE_AT = """
            MATCH (e:Entity {_id: $id})-[r]-() WHERE r._installation = $installation
            WITH DISTINCT r LIMIT $most WITH r, startNode(r) AS a, endNode(r) AS b""" + AND_DELETE;

    // To set what is set already changes nothing, but takes the lock: nobody can link to the entity from here on.
    private static final String AT = """
            UNWIND $ids AS id MATCH (e:Entity {_id: id}) SET e._updatedAt = e._updatedAt
            WITH e, id, e._type AS type, e._displayName AS name
            MATCH (e)-[r]-(o)
            WITH id AS end, type, name, type(r) AS verb, startNode(r) = e AS outgoing, properties(r) AS p,
              o._id AS other, o._type AS otherType, o._displayName AS otherName
            RETURN end, p._installation = $installation AS own, p._id AS id, p._hash AS hash, p._match IS NOT NULL AS matched,
              CASE WHEN outgoing THEN end ELSE other END AS from,
              CASE WHEN outgoing THEN other ELSE end END AS to,
              CASE WHEN outgoing THEN type ELSE otherType END + ' ' + verb + ' '
                + CASE WHEN outgoing THEN otherType ELSE type END AS type,
              CASE WHEN outgoing THEN name ELSE otherName END + ' ' + verb + ' '
                + CASE WHEN outgoing THEN otherName ELSE name END AS name,
              CASE WHEN any(name IN keys(p) WHERE NOT name STARTS WITH '_') THEN p END AS last""";

    private static final String THOSE_WRITTEN = """
            UNWIND $rows AS row MATCH (:Entity {_id: row[0]})-[r]->() WHERE r._id = row[2]
            RETURN collect(r._id) AS written""";

    private final Publication publication;
    private final History history;
    private final boolean keepHistory;
    private final Effects effects;

    /**
     * A writer within one transaction.
     *
     * @param keepHistory whether creations are recorded
     * @param effects hears what changes beyond what it is told to do
     */
    RelationshipWriter(Publication publication, History history, boolean keepHistory, Effects effects) {
        this.publication = publication;
        this.history = history;
        this.keepHistory = keepHistory;
        this.effects = effects;
    }

    /** Creates relationships whose ends are there; one whose end went meanwhile waits for it (I3). */
    void create(SimpleQueryRunner tx, List<StagedRelationship> relationships) {
        Map<String, List<StagedRelationship>> byVerb = new LinkedHashMap<>();
        relationships.forEach(relationship -> byVerb.computeIfAbsent(relationship.verb(), verb -> new ArrayList<>())
                .add(relationship));
        List<HistoryEntry> entries = new ArrayList<>();
        byVerb.forEach((verb, some) -> {
            for (StagedRelationship relationship : create(tx, verb, some)) {
                effects.created(relationship);
                if (keepHistory) {
                    entries.add(HistoryEntry.created(relationship));
                }
            }
        });
        history.record(tx, entries);
    }

    /** Gives those that were written. */
    private List<StagedRelationship> create(SimpleQueryRunner tx, String verb, List<StagedRelationship> relationships) {
        boolean plain = relationships.stream()
                .allMatch(relationship -> relationship.properties().isEmpty() && !relationship.matched());
        List<List<Object>> rows = relationships.stream()
                .map(relationship -> row(relationship, plain))
                .toList();
        // The verb is a checked name, not data. Lists are read faster than maps, and what is the same for all does not
        // come with each row.
        long written = tx.run(
                        "UNWIND $rows AS row MATCH (a:Entity {_id: row[0]}) MATCH (b:Entity {_id: row[1]}) CREATE (a)-[r:"
                                + verb + " {_id: row[2], _hash: row[3], _scope: row[4], _installation: $installation,"
                                + " _createdAt: $at, _updatedAt: $at}]->(b)" + (plain ? "" : " SET r += row[5]")
                                + " RETURN count(r) AS written",
                        Map.of(
                                "rows", rows,
                                "installation", publication.installation(),
                                "at", GraphValues.time(publication.at())))
                .single()
                .get("written")
                .asLong();
        if (written == relationships.size()) {
            return relationships;
        }
        effects.lost(relationships.size() - written);
        Set<String> ids = new HashSet<>(tx.run(THOSE_WRITTEN, Map.of("rows", rows))
                .single()
                .get("written")
                .asList(Value::asString));
        List<StagedRelationship> done = new ArrayList<>();
        List<Pending> waiting = new ArrayList<>();
        for (StagedRelationship relationship : relationships) {
            if (ids.contains(relationship.id())) {
                done.add(relationship);
            } else if (!relationship.matched()) {
                waiting.add(Pending.endMissing(relationship));
            } else if (!relationship.match().each()) {
                waiting.add(Pending.unmatched(relationship.to("")));
            }
        }
        PendingGraph.put(tx, publication.installation(), waiting, publication.at());
        return done;
    }

    private static List<Object> row(StagedRelationship relationship, boolean plain) {
        return plain
                ? List.of(
                        relationship.from(),
                        relationship.to(),
                        relationship.id(),
                        relationship.hash(),
                        relationship.scope())
                : List.of(
                        relationship.from(),
                        relationship.to(),
                        relationship.id(),
                        relationship.hash(),
                        relationship.scope(),
                        more(relationship));
    }

    /** Its own properties, and what it is matched by. */
    private static Map<String, Object> more(StagedRelationship relationship) {
        Map<String, Object> properties = GraphValues.of(relationship.properties());
        if (relationship.matched()) {
            properties.put("_match", relationship.wanted().type());
            properties.put("_matchValue", relationship.wanted().key());
        }
        return properties;
    }

    void update(SimpleQueryRunner tx, List<UpdateRelationship> updates) {
        List<Map<String, Object>> rows = new ArrayList<>();
        Map<String, StagedRelationship> byId = new HashMap<>();
        for (UpdateRelationship update : updates) {
            StagedRelationship relationship = update.relationship();
            byId.put(relationship.id(), relationship);
            rows.add(Map.of(
                    "id", relationship.id(), "elementId", update.elementId(), "properties", content(relationship)));
        }
        List<HistoryEntry> entries = tx.run(UPDATE, Map.of("rows", rows)).list(row -> {
            StagedRelationship relationship =
                    Objects.requireNonNull(byId.get(row.get("id").asString()));
            Map<String, Object> before = row.get("before").asMap();
            effects.updated(relationship, String.valueOf(before.get("_hash")));
            return HistoryEntry.updated(relationship, before);
        });
        history.record(tx, entries);
    }

    void delete(SimpleQueryRunner tx, List<DeleteRelationship> deletions) {
        List<Map<String, Object>> rows = deletions.stream()
                .map(deletion -> Map.<String, Object>of("id", deletion.id(), "elementId", deletion.elementId()))
                .toList();
        delete(tx, DELETE, Map.of("rows", rows));
    }

    /**
     * Deletes what the installation asserts of an entity that goes.
     *
     * @param most how many relationships at most
     * @return how many they were
     */
    long deleteAt(SimpleQueryRunner tx, String entityId, long most) {
        return delete(tx, DELETE_AT, Map.of("id", entityId, "installation", publication.installation(), "most", most));
    }

    private long delete(SimpleQueryRunner tx, String statement, Map<String, Object> which) {
        List<DeletedRelationship> deleted = new ArrayList<>();
        List<Record> rows = tx.run(statement, which).list();
        rows.forEach(row -> gone(row).ifPresent(deleted::add));
        history.recordDeleted(tx, deleted);
        return rows.size();
    }

    /**
     * Records what the installation asserts of entities that are deleted next, with their relationships.
     *
     * @return those of the entities of which other installations assert something
     */
    Set<String> takeAlong(SimpleQueryRunner tx, List<String> entityIds) {
        Set<String> others = new LinkedHashSet<>();
        List<DeletedRelationship> deleted = new ArrayList<>();
        // One between two of the entities is met at both ends.
        Set<String> met = new HashSet<>();
        tx.run(AT, Map.of("ids", entityIds, "installation", publication.installation()))
                .forEachRemaining(row -> {
                    if (!row.get("own").asBoolean(false)) {
                        others.add(row.get("end").asString());
                    } else if (met.add(row.get("id").asString(""))) {
                        gone(row).ifPresent(deleted::add);
                    }
                });
        history.recordDeleted(tx, deleted);
        return others;
    }

    /** What is to be recorded; nothing of what nobody here wrote. */
    private Optional<DeletedRelationship> gone(Record row) {
        String id = row.get("id").asString("");
        String from = row.get("from").asString();
        if (!row.get("matched").asBoolean()) {
            effects.deletedRelationship(from, id, row.get("hash").asString(""));
        }
        if (id.isEmpty()) {
            return Optional.empty();
        }
        Value last = row.get("last");
        return Optional.of(new DeletedRelationship(
                id,
                from,
                row.get("to").asString(),
                row.get("type").asString(),
                row.get("name").asString(),
                last.isNull() ? Map.of() : HistoryEntry.fields(last.asMap())));
    }

    private Map<String, Object> content(StagedRelationship relationship) {
        Map<String, Object> properties = more(relationship);
        properties.put("_id", relationship.id());
        properties.put("_installation", publication.installation());
        properties.put("_scope", relationship.scope());
        properties.put("_hash", relationship.hash());
        properties.put("_updatedAt", GraphValues.time(publication.at()));
        return properties;
    }
}
