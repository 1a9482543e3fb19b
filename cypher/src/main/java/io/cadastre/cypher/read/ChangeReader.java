package io.cadastre.cypher.read;

import io.cadastre.cypher.Neo4jGraph;
import io.cadastre.cypher.Page;
import io.cadastre.cypher.history.ChangeRecord;
import io.cadastre.cypher.history.ChangeRetention;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.Result;
import org.neo4j.driver.Session;

/** Reads what changed when. Safe for use by several threads. */
public final class ChangeReader {
    /** How many nodes come at a time: how many are needed is not known before, and some keep a hundred changes. */
    private static final int FETCHED = 20;

    private final Neo4jGraph graph;

    public ChangeReader(Neo4jGraph graph) {
        this.graph = graph;
    }

    /**
     * A part of a list of changes. What is published in between hides and repeats nothing.
     *
     * @param newestFirst else newest last
     * @param cursor where an earlier part of a list in the same order ended; null for the first
     * @param limit how many at most
     * @throws io.cadastre.cypher.InvalidCursorException if the cursor is not of a list in this order
     */
    public Page<ChangeRecord> list(ChangeFilter filter, boolean newestFirst, @Nullable String cursor, int limit) {
        ChangeListing listing = new ChangeListing(filter, newestFirst, cursor);
        try (Session session = graph.readSession(FETCHED)) {
            return session.executeRead(tx -> page(listing, tx.run(listing.cypher(), listing.parameters()), limit));
        }
    }

    private static Page<ChangeRecord> page(ChangeListing listing, Result nodes, int limit) {
        List<ChangeRecord> items = new ArrayList<>();
        while (nodes.hasNext() && items.size() <= limit) {
            items.addAll(listing.changes(nodes.next().get("c")));
        }
        nodes.consume();
        return items.size() > limit
                ? new Page<>(
                        List.copyOf(items.subList(0, limit)),
                        listing.cursorAfter(items.get(limit - 1).order()))
                : new Page<>(items, null);
    }

    /** The last change of an entity; empty if no record of one is kept. */
    public Optional<ChangeRecord> lastOf(String entity) {
        return list(ChangeFilter.NONE.ofEntity(entity), true, null, 1).items().stream()
                .findFirst();
    }

    /** The time before which records are no longer kept; empty if none was ever forgotten. */
    public Optional<Instant> horizon() {
        return new ChangeRetention(graph).horizon();
    }
}
