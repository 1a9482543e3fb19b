package io.cadastre.cypher.ingest;

import io.cadastre.cypher.ingest.Published.Foreign;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.neo4j.driver.Record;
import org.neo4j.driver.SimpleQueryRunner;

/**
 * What other installations assert of entities that go. Their relationships go in the same transaction, as nothing may
 * dangle (I3), and wait for an end again: the one thing of others that a sync touches (I2).
 */
final class ForeignRelationships {
    // To set what is set already changes nothing, but takes the lock: nobody can link to the entity from here on.
    private static final String RELEASE = """
            UNWIND $ids AS id MATCH (gone:Entity {_id: id}) SET gone._updatedAt = gone._updatedAt
            WITH gone MATCH (gone)-[r]-(e) WHERE r._installation <> $installation
            WITH DISTINCT r, e, gone AS o LIMIT $most
            RETURN r._installation AS installation, e._displayName AS own, o._displayName AS lost,\s""" + CurrentMatches.EDGE;

    private static final String DELETE =
            "UNWIND $elementIds AS elementId MATCH ()-[r]->() WHERE elementId(r) = elementId DELETE r";

    private final Publication publication;
    private final History history;
    private final Effects effects;

    /**
     * Within one transaction.
     *
     * @param effects hears what goes
     */
    ForeignRelationships(Publication publication, History history, Effects effects) {
        this.publication = publication;
        this.history = history;
        this.effects = effects;
    }

    /**
     * Takes away what others assert of these entities, and keeps it as pending.
     *
     * @param most how many relationships at most
     */
    void release(SimpleQueryRunner tx, List<String> ids, long most) {
        List<Record> rows = tx.run(
                        RELEASE, Map.of("ids", ids, "installation", publication.installation(), "most", most))
                .list();
        if (rows.isEmpty()) {
            return;
        }
        Map<String, List<Pending>> pending = new LinkedHashMap<>();
        List<HistoryEntry> entries = new ArrayList<>();
        for (Record row : rows) {
            String owner = row.get("installation").asString();
            entries.add(entry(row));
            if (row.get("match").isNull()) {
                effects.tookAlong(owner, row);
            } else {
                StagedRelationship open = CurrentMatches.edge(row).to("");
                effects.tookAlong(new Foreign(owner, open.describe()));
                if (!open.match().each()) {
                    pending.computeIfAbsent(owner, key -> new ArrayList<>()).add(Pending.unmatched(open));
                }
            }
        }
        List<String> elementIds =
                rows.stream().map(row -> row.get("elementId").asString()).toList();
        tx.run(DELETE, Map.of("elementIds", elementIds)).consume();
        pending.forEach((owner, each) -> PendingGraph.put(tx, owner, each, publication.at()));
        history.record(tx, entries);
    }

    private static HistoryEntry entry(Record row) {
        boolean outgoing = row.get("outgoing").asBoolean();
        return HistoryEntry.deletedRelationship(
                new HistoryEntry.Edge(
                        row.get("id").asString(""),
                        row.get(outgoing ? "anchor" : "other").asString(),
                        row.get("verb").asString(),
                        row.get(outgoing ? "other" : "anchor").asString()),
                row.get("properties").asMap());
    }
}
