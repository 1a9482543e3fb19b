package io.cadastre.cypher.read;

import io.cadastre.cypher.InvalidCursorException;
import io.cadastre.cypher.Neo4jGraph;
import io.cadastre.cypher.Page;
import io.cadastre.cypher.ingest.PendingGraph;
import io.cadastre.cypher.ingest.PendingGraph.Waiting;
import io.cadastre.cypher.ingest.StagedRelationship;
import io.cadastre.spi.model.RawRef;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.Session;

/** Reads the relationships that wait for an end. Safe for use by several threads. */
public final class PendingReader {
    private static final String ORDER = "pending";

    private static final String ENDS =
            "UNWIND $ids AS id MATCH (o:Entity {_id: id}) RETURN " + EntityRows.SUMMARY + " AS entity";

    private final Neo4jGraph graph;
    private final PendingGraph pending;

    public PendingReader(Neo4jGraph graph) {
        this.graph = graph;
        this.pending = new PendingGraph(graph);
    }

    /**
     * A part of those of an installation.
     *
     * @param cursor where an earlier part ended; null for the first
     * @param limit how many at most
     * @throws InvalidCursorException if the cursor is none of this list
     */
    public Page<PendingView> list(String installation, @Nullable String cursor, int limit) {
        String after = cursor == null ? "" : Cursor.decode(cursor, ORDER, 1).text(0);
        List<Waiting> found = pending.page(installation, after, limit + 1);
        boolean more = found.size() > limit;
        List<Waiting> items = more ? found.subList(0, limit) : found;
        Map<String, EntitySummary> entities = entities(items);
        return new Page<>(
                items.stream().map(item -> view(item, entities)).toList(),
                more
                        ? new Cursor(
                                        ORDER,
                                        List.of(items.getLast()
                                                .pending()
                                                .relationship()
                                                .id()))
                                .encode()
                        : null);
    }

    private Map<String, EntitySummary> entities(List<Waiting> items) {
        Set<String> ids = new HashSet<>();
        for (Waiting item : items) {
            ids.add(item.pending().relationship().from());
            ids.add(item.pending().relationship().to());
            ids.addAll(item.pending().candidates());
        }
        Map<String, EntitySummary> entities = new HashMap<>();
        try (Session session = graph.readSession()) {
            session.executeRead(tx -> tx.run(ENDS, Map.of("ids", List.copyOf(ids)))
                            .list(row -> EntityRows.summary(row.get("entity"))))
                    .forEach(entity -> entities.put(entity.id(), entity));
        }
        return entities;
    }

    private static PendingView view(Waiting item, Map<String, EntitySummary> entities) {
        StagedRelationship relationship = item.pending().relationship();
        return new PendingView(
                relationship.id(),
                relationship.verb(),
                end(relationship.fromRef(), entities.get(relationship.from())),
                end(relationship.toRef(), entities.get(relationship.to())),
                item.pending().reason(),
                item.since(),
                item.pending().matches(),
                item.pending().candidates().stream()
                        .distinct()
                        .map(entities::get)
                        .filter(Objects::nonNull)
                        .toList());
    }

    private static PendingView.End end(RawRef ref, @Nullable EntitySummary entity) {
        return new PendingView.End(ref.type(), ref.key(), entity);
    }
}
