package io.cadastre.cypher.ingest;

import io.cadastre.cypher.ingest.Published.Foreign;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.neo4j.driver.Record;
import org.neo4j.driver.TransactionContext;

/**
 * What other installations assert of entities that go. Their relationships go in the same transaction, as nothing may
 * dangle (I3), and wait for an end again: the one thing of others that a sync touches (I2).
 */
final class ForeignRelationships {
    /**
     * What went.
     *
     * @param count how many
     * @param sample the first few
     */
    record Released(long count, List<Foreign> sample) {
        static final Released NONE = new Released(0, List.of());

        static final int MOST = 20;

        Released and(Released other) {
            List<Foreign> both = new ArrayList<>(sample);
            other.sample.stream().limit(MOST - sample.size()).forEach(both::add);
            return new Released(count + other.count, both);
        }
    }

    // To remove what is not there writes nothing, but takes the lock: nobody can link to the entity from here on.
    private static final String RELEASE = """
            UNWIND $ids AS id MATCH (gone:Entity {_id: id}) REMOVE gone._noSuchProperty
            WITH gone MATCH (gone)-[r]-(e) WHERE r._installation <> $installation
            WITH DISTINCT r, e, gone AS o
            RETURN r._installation AS installation,\s""" + CurrentMatches.EDGE;

    private static final String DELETE =
            "UNWIND $elementIds AS elementId MATCH ()-[r]->() WHERE elementId(r) = elementId DELETE r";

    private final String installation;
    private final Instant at;

    ForeignRelationships(String installation, Instant at) {
        this.installation = installation;
        this.at = at;
    }

    /** Takes away what others assert of these entities, and keeps it as pending. */
    Released release(TransactionContext tx, List<String> ids) {
        List<Record> rows = tx.run(RELEASE, Map.of("ids", ids, "installation", installation))
                .list();
        if (rows.isEmpty()) {
            return Released.NONE;
        }
        Map<String, List<Pending>> pending = new LinkedHashMap<>();
        List<Foreign> sample = new ArrayList<>();
        for (Record row : rows) {
            String owner = row.get("installation").asString();
            if (row.get("match").isNull()) {
                continue;
            }
            StagedRelationship relationship = CurrentMatches.edge(row).to("");
            pending.computeIfAbsent(owner, key -> new ArrayList<>()).add(Pending.unmatched(relationship));
            if (sample.size() < Released.MOST) {
                sample.add(new Foreign(owner, relationship.describe()));
            }
        }
        tx.run(
                        DELETE,
                        Map.of(
                                "elementIds",
                                rows.stream()
                                        .map(row -> row.get("elementId").asString())
                                        .toList()))
                .consume();
        pending.forEach((owner, each) -> PendingGraph.put(tx, owner, each, at));
        return new Released(rows.size(), sample);
    }
}
