package io.cadastre.cypher.read;

import io.cadastre.cypher.Neo4jGraph;
import io.cadastre.cypher.history.ChangeNode;
import io.cadastre.cypher.history.ChangeOperation;
import io.cadastre.cypher.history.ChangeRecord;
import io.cadastre.cypher.history.ChangeRetention;
import io.cadastre.cypher.read.PastEntity.Deleted;
import io.cadastre.cypher.read.PastEntity.Forgotten;
import io.cadastre.cypher.read.PastEntity.Known;
import io.cadastre.cypher.read.PastEntity.NotYet;
import io.cadastre.cypher.read.PastEntity.Unknown;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.Session;
import org.neo4j.driver.TransactionContext;

/** What entities were at some time: what they are now, with each change since undone. Safe for use by several threads. */
public final class EntityHistory {
    private final Neo4jGraph graph;

    public EntityHistory(Neo4jGraph graph) {
        this.graph = graph;
    }

    /** What an entity was after all that was published at that time or before. */
    public PastEntity at(String id, Instant time) {
        try (Session session = graph.readSession()) {
            return session.executeRead(tx -> at(tx, id, time));
        }
    }

    private static PastEntity at(TransactionContext tx, String id, Instant time) {
        // The entity first: to undo a change that is published just now, and not in it yet, changes nothing.
        Undoing undoing = new Undoing(tx.run("MATCH (e:Entity {_id: $id}) RETURN e", Map.of("id", id)).list().stream()
                .findFirst()
                .map(row -> EntityRows.view(row.get("e").asNode())));
        ChangeFilter ofEntity = ChangeFilter.NONE.ofEntity(id);
        ChangeListing later = new ChangeListing(ofEntity.since(time.plusNanos(1)), true, null);
        tx.run(later.cypher(), later.parameters()).forEachRemaining(row -> undoing.undo(ChangeNode.read(row.get("c"))));
        EntityView past = undoing.entity;
        if (past != null && !past.updatedAt().isAfter(time)) {
            return new Known(past, undoing.until);
        }
        if (past != null && (past.version() > 1 || !past.createdAt().isAfter(time))) {
            return new Forgotten(past.updatedAt());
        }
        // It was created later. Whether it had been there before that?
        ChangeListing earlier = new ChangeListing(ofEntity.until(time.plusNanos(1)), true, null);
        Optional<ChangeRecord> last = tx.run(earlier.cypher() + " LIMIT 1", earlier.parameters()).stream()
                .findFirst()
                .map(row -> ChangeNode.read(row.get("c")));
        if (last.isPresent()) {
            return last.get().operation() == ChangeOperation.DELETE
                    ? new Deleted(last.get().at())
                    : new Unknown();
        }
        Instant createdAt = past == null ? undoing.until : past.createdAt();
        if (createdAt == null) {
            return new Unknown();
        }
        return ChangeRetention.horizon(tx)
                .filter(time::isBefore)
                .<PastEntity>map(Forgotten::new)
                .orElseGet(() -> new NotYet(createdAt));
    }

    /** An entity on its way back. */
    private static final class Undoing {
        private @Nullable EntityView entity;
        private @Nullable Instant until;

        Undoing(Optional<EntityView> current) {
            entity = current.orElse(null);
        }

        void undo(ChangeRecord change) {
            until = change.at();
            entity = switch (change.operation()) {
                case CREATE -> null;
                case UPDATE -> entity == null ? null : EntityRows.before(entity, change);
                case DELETE -> EntityRows.last(change);
            };
        }
    }
}
