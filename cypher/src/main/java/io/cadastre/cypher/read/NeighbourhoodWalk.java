package io.cadastre.cypher.read;

import io.cadastre.cypher.read.Neighbourhood.Edge;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.neo4j.driver.Record;
import org.neo4j.driver.TransactionContext;

/**
 * Walks outwards from an entity, one relationship at a time, and stops when it has met enough. The server stops with it:
 * of a hub it looks at no more relationships than could still be shown.
 */
final class NeighbourhoodWalk {
    private static final int RELATIONSHIPS_PER_NODE = 4;
    private static final String STEP = """
            UNWIND $ids AS id
            MATCH (e:Entity {_id: id})
            CALL (e) { MATCH (e)-[r]-(o:Entity) RETURN r, o LIMIT $perNode }
            WITH r, o, e LIMIT $most
            RETURN r._id AS id, type(r) AS verb, startNode(r) = e AS leaves, e._id AS here, %s AS entity
            """.formatted(EntityRows.SUMMARY);

    private final TransactionContext transaction;
    private final int limit;
    private final Map<String, EntitySummary> nodes = new LinkedHashMap<>();
    private final Map<String, Edge> edges = new LinkedHashMap<>();
    private boolean truncated;

    NeighbourhoodWalk(TransactionContext transaction, int limit) {
        this.transaction = transaction;
        this.limit = limit;
    }

    Optional<Neighbourhood> around(String id, int depth) {
        List<Record> start = transaction
                .run("MATCH (o:Entity {_id: $id}) RETURN " + EntityRows.SUMMARY + " AS entity", Map.of("id", id))
                .list();
        if (start.isEmpty()) {
            return Optional.empty();
        }
        nodes.put(id, EntityRows.summary(start.getFirst().get("entity")));
        List<String> frontier = List.of(id);
        for (int step = 0; step < depth && !frontier.isEmpty(); step++) {
            frontier = step(frontier);
        }
        return Optional.of(new Neighbourhood(List.copyOf(nodes.values()), List.copyOf(edges.values()), truncated));
    }

    /** Looks once around each of these, and tells whom it met for the first time. */
    private List<String> step(List<String> frontier) {
        int most = limit * RELATIONSHIPS_PER_NODE;
        List<Record> found = transaction
                .run(STEP, Map.of("ids", frontier, "perNode", most + 1, "most", most + 1))
                .list();
        if (found.size() > most) {
            truncated = true;
            found = found.subList(0, most);
        }
        List<String> met = new ArrayList<>();
        for (Record row : found) {
            EntitySummary other = EntityRows.summary(row.get("entity"));
            if (!nodes.containsKey(other.id())) {
                if (nodes.size() >= limit) {
                    truncated = true;
                    continue;
                }
                nodes.put(other.id(), other);
                met.add(other.id());
            }
            String here = row.get("here").asString();
            boolean leaves = row.get("leaves").asBoolean();
            String id = row.get("id").asString("");
            edges.putIfAbsent(
                    id,
                    new Edge(id, row.get("verb").asString(), leaves ? here : other.id(), leaves ? other.id() : here));
        }
        return met;
    }
}
