package io.cadastre.cypher.read;

import io.cadastre.cypher.Neo4jGraph;
import io.cadastre.cypher.Page;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.Record;
import org.neo4j.driver.Session;
import org.neo4j.driver.Value;

/** Reads entities and what is around them. Safe for use by several threads. */
public final class EntityReader {
    private static final String RELATIONSHIP_ORDER = "relationships";

    private final Neo4jGraph graph;

    public EntityReader(Neo4jGraph graph) {
        this.graph = graph;
    }

    /**
     * A part of a list of entities.
     *
     * @param sort null for relevance if the filter has words to search for, else for the display name
     * @param cursor where an earlier part of the same list ended; null for the first
     * @param limit how many at most
     * @throws io.cadastre.cypher.InvalidCursorException if the cursor is not of this list
     */
    public Page<EntityView> list(EntityFilter filter, @Nullable EntitySort sort, @Nullable String cursor, int limit) {
        EntityListing listing = new EntityListing(filter, sort, cursor, limit);
        List<Record> found = read(listing.cypher(), listing.parameters());
        boolean more = found.size() > limit;
        List<Record> items = more ? found.subList(0, limit) : found;
        return new Page<>(
                items.stream()
                        .map(item -> EntityRows.view(item.get("e").asNode()))
                        .toList(),
                more ? listing.cursorAfter(items.getLast()) : null);
    }

    /** The entity of that id. */
    public Optional<EntityView> get(String id) {
        return read("MATCH (e:Entity {_id: $id}) RETURN e", Map.of("id", id)).stream()
                .map(row -> EntityRows.view(row.get("e").asNode()))
                .findFirst();
    }

    /** How many relationships of each kind an entity has, most first; empty for an unknown id. */
    public List<RelationshipCount> relationshipCounts(String id) {
        String counted =
                " WITH type(r) AS verb, o._type AS type, coalesce(head(o._class), '') AS class, count(*) AS count"
                        + " RETURN verb, type, class, count, ";
        return read(
                        "MATCH (e:Entity {_id: $id}) CALL (e) { MATCH (e)-[r]->(o:Entity)" + counted
                                + "'OUT' AS direction UNION ALL MATCH (e)<-[r]-(o:Entity)" + counted
                                + "'IN' AS direction } RETURN verb, type, class, count, direction"
                                + " ORDER BY count DESC, verb, direction, type, class",
                        Map.of("id", id))
                .stream()
                .map(row -> new RelationshipCount(
                        row.get("verb").asString(),
                        Direction.valueOf(row.get("direction").asString()),
                        row.get("type").asString(""),
                        row.get("class").asString(),
                        row.get("count").asLong()))
                .toList();
    }

    /**
     * A part of an entity's relationships, ordered by verb. One from the entity to itself is there once in each
     * direction.
     *
     * @param direction null for both
     * @param verb null for all
     * @param type of the entities at the other end; null for all
     * @param cursor where an earlier part of the same list ended; null for the first
     * @param limit how many at most
     * @throws io.cadastre.cypher.InvalidCursorException if the cursor is not of such a list
     */
    public Page<RelationshipView> relationships(
            String id,
            @Nullable Direction direction,
            @Nullable String verb,
            @Nullable String type,
            @Nullable String cursor,
            int limit) {
        Map<String, Object> parameters = new HashMap<>(Map.of("id", id, "limit", limit + 1));
        List<String> conditions = new ArrayList<>();
        if (verb != null) {
            parameters.put("verb", verb);
            conditions.add("verb = $verb");
        }
        if (type != null) {
            parameters.put("type", type);
            conditions.add("o._type = $type");
        }
        if (cursor != null) {
            Cursor after = Cursor.decode(cursor, RELATIONSHIP_ORDER, 3);
            parameters.put("afterVerb", after.text(0));
            parameters.put("afterDirection", after.text(1));
            parameters.put("afterId", after.text(2));
            conditions.add("(verb > $afterVerb OR (verb = $afterVerb AND (direction > $afterDirection"
                    + " OR (direction = $afterDirection AND r._id > $afterId))))");
        }
        String where = conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
        List<Record> found = read(
                "MATCH (e:Entity {_id: $id}) CALL (e) { " + branches(direction)
                        + " } WITH r, o, direction, type(r) AS verb" + where
                        + " RETURN verb, direction, r AS relationship,"
                        + " " + EntityRows.SUMMARY + " AS entity ORDER BY verb, direction, r._id LIMIT $limit",
                parameters);
        boolean more = found.size() > limit;
        List<Record> items = more ? found.subList(0, limit) : found;
        return new Page<>(
                items.stream().map(EntityReader::relationship).toList(), more ? cursorAfter(items.getLast()) : null);
    }

    /**
     * What is around an entity, the nearest first.
     *
     * @param depth how many relationships away at most
     * @param limit how many entities at most, the one itself included
     */
    public Optional<Neighbourhood> graph(String id, int depth, int limit) {
        try (Session session = graph.readSession()) {
            return session.executeRead(tx -> new NeighbourhoodWalk(tx, limit).around(id, depth));
        }
    }

    private static String branches(@Nullable Direction direction) {
        String out = "MATCH (e)-[r]->(o:Entity) RETURN r, o, 'OUT' AS direction";
        String in = "MATCH (e)<-[r]-(o:Entity) RETURN r, o, 'IN' AS direction";
        if (direction == null) {
            return out + " UNION ALL " + in;
        }
        return switch (direction) {
            case OUT -> out;
            case IN -> in;
        };
    }

    private static RelationshipView relationship(Record row) {
        Value relationship = row.get("relationship");
        return new RelationshipView(
                relationship.get("_id").asString(""),
                row.get("verb").asString(),
                Direction.valueOf(row.get("direction").asString()),
                EntityRows.properties(relationship.asRelationship()),
                EntityRows.summary(row.get("entity")),
                relationship.get("_installation").asString(""),
                relationship.get("_scope").asString(""));
    }

    private static String cursorAfter(Record row) {
        return new Cursor(
                        RELATIONSHIP_ORDER,
                        List.of(
                                row.get("verb").asString(),
                                row.get("direction").asString(),
                                row.get("relationship").get("_id").asString("")))
                .encode();
    }

    private List<Record> read(String cypher, Map<String, Object> parameters) {
        try (Session session = graph.readSession()) {
            return session.executeRead(tx -> tx.run(cypher, parameters).list());
        }
    }
}
