package io.cadastre.cypher.ingest;

import io.cadastre.cypher.GraphFailures;
import io.cadastre.cypher.InvalidCursorException;
import io.cadastre.cypher.Neo4jGraph;
import io.cadastre.cypher.Page;
import io.cadastre.cypher.ingest.ChangeSpool.Parked;
import io.cadastre.cypher.ingest.DeletionSpool.GoneRelationship;
import io.cadastre.cypher.ingest.HeldCount.Kind;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.Record;
import org.neo4j.driver.Session;
import org.neo4j.driver.Value;

/**
 * The deletions that wait for a person, one list for each installation: kept in the graph's database, so that it
 * survives a restart and any process can answer. Safe for use by several threads.
 *
 * <p>A list is written before its sync publishes and only counts once that is done. From the moment it is begun the list
 * before it no longer does: whatever happens then, nobody can approve what an older sync believed.
 *
 * <p>Queries from outside can name none of its properties.
 */
public final class HeldLists {
    private static final int BATCH = 1_000;

    /** Names are part of the index, whose keys are limited to 8 kB. */
    private static final int SORTED_CHARACTERS = 80;

    private static final String BEGIN = """
            MERGE (l:_HeldList {_heldInstallation: $installation})
            SET l._heldSync = $sync, l._heldState = 'BEGUN'""";

    private static final String ENTITIES = """
            UNWIND $rows AS row
            MATCH (e:Entity {_id: row.id})
            OPTIONAL MATCH (before:_Held {_heldId: row.id}) WHERE before._heldSync <> $sync
            WITH row, e, coalesce(min(before._heldSeenAt), row.seenAt) AS seenAt
            CREATE (h:_Held {_heldKind: 'ENTITY', _heldInstallation: $installation, _heldSync: $sync, _heldId: e._id,
                _heldType: e._type, _heldName: e._displayName, _heldKey: e._key, _heldScope: e._scope,
                _heldSeenAt: seenAt,
                _heldOrder: 'E ' + e._type + ' ' + toLower(left(e._displayName, $sorted)) + ' ' + e._id})""";

    private static final String RELATIONSHIPS = """
            UNWIND $rows AS row
            MATCH (a)-[r]->(b) WHERE elementId(r) = row.elementId AND r._id = row.id
            OPTIONAL MATCH (before:_Held {_heldId: row.id}) WHERE before._heldSync <> $sync
            WITH row, a, r, b, coalesce(min(before._heldSeenAt), row.seenAt) AS seenAt
            CREATE (h:_Held {_heldKind: 'RELATIONSHIP', _heldInstallation: $installation, _heldSync: $sync,
                _heldId: r._id, _heldType: row.type,
                _heldName: a._displayName + ' ' + type(r) + ' ' + b._displayName,
                _heldKey: '', _heldScope: r._scope, _heldSeenAt: seenAt,
                _heldFrom: a._id, _heldFromName: a._displayName, _heldTo: b._id, _heldToName: b._displayName,
                _heldOrder: 'R ' + row.type + ' ' + toLower(left(a._displayName, $sorted)) + ' ' + r._id})""";

    private static final String DROP = """
            MATCH (h:_Held) WHERE h._heldInstallation = $installation AND h._heldSync <> $keep
            CALL (h) { DELETE h } IN TRANSACTIONS OF 5000 ROWS""";

    private static final String MOVE = """
            MATCH (l:_HeldList {_heldInstallation: $installation}) WHERE l._heldSync = $sync
            SET l._heldState = $state""";

    private static final String CURRENT = """
            MATCH (l:_HeldList {_heldInstallation: $installation})
            RETURN l._heldSync AS sync, l._heldState AS state""";

    private static final String ITEMS = """
            MATCH (h:_Held)
            WHERE h._heldInstallation = $installation AND h._heldSync = $sync
              AND h._heldOrder STARTS WITH $prefix AND h._heldOrder > $after
            RETURN properties(h) AS item ORDER BY h._heldOrder LIMIT $limit""";

    private static final String MARKS = """
            UNWIND $ids AS id
            MATCH (h:_Held {_heldId: id})
            MATCH (l:_HeldList {_heldInstallation: h._heldInstallation})
            WHERE l._heldSync = h._heldSync AND l._heldState IN ['WAITING', 'REJECTED']
            RETURN id, l._heldSync AS sync, l._heldState = 'REJECTED' AS rejected, h._heldSeenAt AS seenAt""";

    private final Neo4jGraph graph;

    HeldLists(Neo4jGraph graph) {
        this.graph = graph;
    }

    /** How far a list is. */
    public enum State {
        /** Its sync has not been published, or only in part. */
        BEGUN,
        /** Nobody has decided. */
        WAITING,
        /** A person decided that everything stays. */
        REJECTED,
        /** There is nothing to decide. */
        EMPTY
    }

    /**
     * An installation's list.
     *
     * @param sync the sync that it belongs to
     * @param state how far it is
     */
    public record Head(String sync, State state) {}

    /**
     * Begins the list of a sync that is about to be published, in place of the one before. Nothing is written if there is
     * nothing to hold and nothing was held before.
     *
     * @param held what is held
     * @param lastSeen when something of an output and scopes was last seen, if it was not held before; null for unknown
     */
    public void begin(
            String installation,
            String sync,
            DeletionSpool held,
            BiFunction<String, String, @Nullable Instant> lastSeen) {
        Iterator<Parked> entities = held.heldEntities();
        Iterator<GoneRelationship> relationships = held.heldRelationships();
        boolean nothing = !entities.hasNext() && !relationships.hasNext();
        State before = current(installation).map(Head::state).orElse(State.EMPTY);
        if (nothing && before == State.EMPTY) {
            return;
        }
        write(BEGIN, Map.of("installation", installation, "sync", sync));
        writeAll(installation, sync, ENTITIES, entities, entity -> {
            Map<String, @Nullable Object> row = new HashMap<>();
            row.put("id", entity.id());
            row.put("seenAt", time(lastSeen.apply(entity.type(), entity.scope())));
            return row;
        });
        writeAll(installation, sync, RELATIONSHIPS, relationships, gone -> {
            Map<String, @Nullable Object> row = new HashMap<>();
            row.put("id", gone.id());
            row.put("elementId", gone.elementId());
            row.put("type", gone.output());
            row.put("seenAt", time(lastSeen.apply(gone.output(), gone.scope())));
            return row;
        });
        drop(installation, sync);
        if (nothing) {
            move(installation, sync, State.EMPTY);
        }
    }

    private static @Nullable ZonedDateTime time(@Nullable Instant instant) {
        return instant == null ? null : GraphValues.time(instant);
    }

    private <T> void writeAll(
            String installation,
            String sync,
            String query,
            Iterator<T> held,
            Function<T, Map<String, @Nullable Object>> row) {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        while (held.hasNext()) {
            rows.add(row.apply(held.next()));
            if (rows.size() == BATCH || !held.hasNext()) {
                write(
                        query,
                        Map.of(
                                "rows",
                                List.copyOf(rows),
                                "installation",
                                installation,
                                "sync",
                                sync,
                                "sorted",
                                SORTED_CHARACTERS));
                rows.clear();
            }
        }
    }

    /** The sync is published: its list waits for a person from now on. */
    public void await(String installation, String sync) {
        move(installation, sync, State.WAITING);
    }

    /** The sync did not end as it should: its list does not count. */
    public void abandon(String installation, String sync) {
        move(installation, sync, State.BEGUN);
    }

    /** Everything on the list stays. It is kept, so that what stays is not shown as if it had been seen. */
    public void reject(String installation, String sync) {
        move(installation, sync, State.REJECTED);
    }

    /** Everything on the list has gone: nothing is left to decide. */
    public void close(String installation, String sync) {
        move(installation, sync, State.EMPTY);
        drop(installation, "");
    }

    /** Removes what is kept of an installation that is no longer there. */
    public void forget(String installation) {
        drop(installation, "");
        write("MATCH (l:_HeldList {_heldInstallation: $installation}) DELETE l", Map.of("installation", installation));
    }

    private void move(String installation, String sync, State state) {
        write(MOVE, Map.of("installation", installation, "sync", sync, "state", state.name()));
    }

    private void write(String query, Map<String, Object> parameters) {
        GraphFailures.toldOf("keeping held deletions", () -> {
            try (Session session = graph.writeSession()) {
                session.executeWriteWithoutResult(
                        tx -> tx.run(query, parameters).consume());
            }
        });
    }

    private void drop(String installation, String exceptSync) {
        GraphFailures.toldOf("dropping held deletions", () -> {
            try (Session session = graph.writeSession()) {
                session.run(DROP, Map.of("installation", installation, "keep", exceptSync))
                        .consume();
            }
        });
    }

    /** The list of an installation, if it ever had one. */
    public Optional<Head> current(String installation) {
        return read(CURRENT, Map.of("installation", installation)).stream()
                .map(row -> new Head(
                        row.get("sync").asString(),
                        State.valueOf(row.get("state").asString())))
                .findFirst();
    }

    /**
     * A part of a list, entities first, by type and name.
     *
     * @param type only of this entity type or {@code from VERB to}; null for all
     * @param cursor where an earlier part of the same list ended; null for the first
     * @param limit how many at most
     * @throws InvalidCursorException if the cursor is not of such a list
     */
    public Page<HeldItem> items(
            String installation, String sync, @Nullable String type, @Nullable String cursor, int limit) {
        String prefix = type == null ? "" : (type.contains(" ") ? "R " : "E ") + type + ' ';
        List<Record> found = read(
                ITEMS,
                Map.of(
                        "installation", installation,
                        "sync", sync,
                        "after", cursor == null ? prefix : decode(cursor),
                        "prefix", prefix,
                        "limit", limit + 1));
        boolean more = found.size() > limit;
        List<Record> items = more ? found.subList(0, limit) : found;
        return new Page<>(
                items.stream().map(row -> item(row.get("item"))).toList(),
                more ? encode(items.getLast().get("item").get("_heldOrder").asString()) : null);
    }

    private static String encode(String order) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(order.getBytes(StandardCharsets.UTF_8));
    }

    private static String decode(String cursor) {
        try {
            String order = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            if (order.startsWith("E ") || order.startsWith("R ")) {
                return order;
            }
        } catch (IllegalArgumentException e) {
            // Answered below, like a cursor of another list.
        }
        throw new InvalidCursorException();
    }

    private static HeldItem item(Value item) {
        Kind kind = Kind.valueOf(item.get("_heldKind").asString());
        return new HeldItem(
                kind,
                item.get("_heldId").asString(),
                item.get("_heldType").asString(),
                item.get("_heldName").asString(),
                item.get("_heldKey").asString(),
                item.get("_heldScope").asString(),
                kind == Kind.ENTITY ? null : end(item, "_heldFrom"),
                kind == Kind.ENTITY ? null : end(item, "_heldTo"),
                instant(item.get("_heldSeenAt")));
    }

    private static HeldItem.End end(Value item, String name) {
        return new HeldItem.End(
                item.get(name).asString(), item.get(name + "Name").asString());
    }

    private static @Nullable Instant instant(Value time) {
        return time.isNull() ? null : time.asZonedDateTime().toInstant();
    }

    /** Those of the entities and relationships that only stay because their deletion is held or was rejected. */
    public Map<String, HeldMark> among(Collection<String> ids) {
        Map<String, HeldMark> marks = new HashMap<>();
        read(MARKS, Map.of("ids", List.copyOf(ids)))
                .forEach(row -> marks.put(
                        row.get("id").asString(),
                        new HeldMark(
                                row.get("sync").asString(),
                                row.get("rejected").asBoolean(),
                                instant(row.get("seenAt")))));
        return marks;
    }

    private List<Record> read(String query, Map<String, Object> parameters) {
        return GraphFailures.told("reading held deletions", () -> {
            try (Session session = graph.readSession()) {
                return session.executeRead(tx -> tx.run(query, parameters).list());
            }
        });
    }
}
