package io.cadastre.cypher.ingest;

import io.cadastre.cypher.Neo4jGraph;
import io.cadastre.cypher.ingest.Change.Operation;
import io.cadastre.cypher.ingest.HeldCount.Kind;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.neo4j.driver.Record;
import org.neo4j.driver.Session;
import org.neo4j.driver.Transaction;

/**
 * Turns a held list into changes: what is on it and still there goes, and with an entity its relationships. Those of
 * other installations go with the entity when it is published, and are counted there (I2).
 */
final class HeldChanges {
    private static final String LISTED = """
            MATCH (h:_Held)
            WHERE h._heldInstallation = $installation AND h._heldSync = $sync AND h._heldKind = $kind""";

    private static final String ENTITIES = LISTED + """
             MATCH (e:Entity {_id: h._heldId}) WHERE e._installation = $installation
            RETURN e._id AS id, COUNT { (e)--() } AS degree""";

    // From each entity outwards, and inwards only what no other entity that goes takes along.
    private static final String AT_ENTITIES = LISTED + """
             MATCH (e:Entity {_id: h._heldId})-[r]-(other) WHERE r._installation = $installation
              AND (startNode(r) = e OR NOT EXISTS {
                MATCH (o:_Held)
                WHERE o._heldInstallation = $installation AND o._heldSync = $sync AND o._heldKind = $kind
                  AND o._heldId = other._id })
            RETURN count(r) AS relationships""";

    // Both ends are known: the server walks from the one with fewer relationships.
    private static final String RELATIONSHIPS = LISTED + """
             MATCH (a:Entity {_id: h._heldFrom}) MATCH (b:Entity {_id: h._heldTo})
            MATCH (a)-[r]->(b) WHERE r._id = h._heldId AND r._installation = $installation
            RETURN r._id AS id, a._id AS from, b._id AS to, elementId(r) AS elementId""";

    private final Neo4jGraph graph;
    private final String installation;
    private final String sync;
    private final ChangeSpool spool;
    private final Changes changes;
    private final Tally entities = new Tally();
    private final Tally relationships = new Tally();

    HeldChanges(Neo4jGraph graph, String installation, String sync, ChangeSpool spool) {
        this.graph = graph;
        this.installation = installation;
        this.sync = sync;
        this.spool = spool;
        this.changes = new Changes(spool);
    }

    Diff diff() {
        read(ENTITIES, Kind.ENTITY, row -> {
            entities.deleted++;
            // What leads to it from elsewhere goes in the same transaction.
            changes.add(
                    Operation.DELETE_ENTITY,
                    row.get("id").asString(),
                    "",
                    "",
                    row.get("degree").asLong() * Changes.DEGREE_BYTES);
        });
        read(
                AT_ENTITIES,
                Kind.ENTITY,
                row -> relationships.deleted += row.get("relationships").asLong());
        read(RELATIONSHIPS, Kind.RELATIONSHIP, row -> {
            String from = row.get("from").asString();
            if (!spool.deletes(from) && !spool.deletes(row.get("to").asString())) {
                relationships.deleted++;
                changes.add(
                        Operation.DELETE_RELATIONSHIP,
                        row.get("id").asString(),
                        from,
                        row.get("elementId").asString(),
                        0);
            }
        });
        return new Diff(
                entities.counts(),
                relationships.counts(),
                new Diff.Waiting(0, false, 0, List.of(), List.of()),
                changes.count(),
                changes.sizeBytes(),
                Diff.Basis.unread(new CurrentGraph(graph, installation).state()),
                List.of());
    }

    /** Not a managed transaction: what was taken from it cannot be taken back. */
    private void read(String query, Kind kind, Consumer<Record> consumer) {
        try (Session session = graph.readSession();
                Transaction tx = session.beginTransaction()) {
            Iterator<Record> rows =
                    tx.run(query, Map.of("installation", installation, "sync", sync, "kind", kind.name()));
            rows.forEachRemaining(consumer);
        }
    }
}
