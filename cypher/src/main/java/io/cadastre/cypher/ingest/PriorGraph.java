package io.cadastre.cypher.ingest;

import io.cadastre.cypher.GraphFailures;
import io.cadastre.cypher.Neo4jGraph;
import io.cadastre.spi.model.Direction;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.Loadable;
import io.cadastre.spi.model.Match;
import io.cadastre.spi.model.MatchField;
import io.cadastre.spi.model.Output;
import io.cadastre.spi.model.RawRef;
import io.cadastre.spi.model.RefField;
import io.cadastre.spi.model.Verb;
import java.time.ZonedDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.Record;
import org.neo4j.driver.Session;

/** What one installation has in the graph with its content: what stands where a sync did not look. */
public final class PriorGraph {
    private static final String ENTITY = """
            e._id AS id, e._type AS type, e._key AS key, e._displayName AS displayName, e._scope AS scope,
            e._hash AS hash, properties(e) AS properties""";

    private static final String BY_ID =
            "UNWIND $ids AS id MATCH (e:Entity {_id: id}) WHERE e._installation = $installation RETURN " + ENTITY;

    private static final String KNOWN =
            "UNWIND $ids AS id MATCH (e:Entity {_id: id}) WHERE e._installation = $installation RETURN e._id AS id";

    private static final String OF_TYPES_AT_ROOT = """
            MATCH (e:Entity) USING INDEX SEEK e:Entity(_installation, _id)
            WHERE e._installation = $installation AND e._id >= '' AND e._type IN $types
              AND $scope IN split(e._scope, ' ')
            RETURN\s""" + ENTITY;

    // What a parent's listing found is next to the parent: there is no index over scopes to pay for at each write.
    private static final String UNDER_PARENT = """
            MATCH (:Entity {_id: $scope})--(e:Entity)
            WHERE e._installation = $installation AND e._type IN $types AND $scope IN split(e._scope, ' ')
            WITH DISTINCT e RETURN\s""" + ENTITY;

    private static final String RELATIONSHIP = """
            r._id AS id, type(r) AS verb, r._scope AS scope, properties(r) AS properties,
            startNode(r)._id AS from, startNode(r)._type AS fromType, startNode(r)._key AS fromKey,
            endNode(r)._id AS to, endNode(r)._type AS toType, endNode(r)._key AS toKey,
            r._match AS match, r._matchValue AS matchValue, startNode(r)._installation = $installation AS outgoing""";

    private static final String RELATIONSHIPS = """
            UNWIND $ids AS id MATCH (e:Entity {_id: id})-[r]-()
            WHERE r._installation = $installation AND $scope IN split(r._scope, ' ')
            WITH DISTINCT r RETURN\s""" + RELATIONSHIP;

    private static final String LINKED = """
            MATCH (e:Entity {_id: $id})-[r]-(o:Entity)
            WHERE r._installation = $installation AND type(r) = $verb AND o._type = $other
              AND (startNode(r) = e) = $outgoing AND r._match IS NULL
            RETURN r._id AS id""";

    private static final String MATCHED = """
            MATCH (e:Entity {_id: $id})-[r]-() WHERE r._installation = $installation
              AND type(r) = $verb AND r._match = $other AND (startNode(r) = e) = $outgoing
            RETURN r._id AS id""";

    private static final String WAITING_FROM = """
            MATCH (p:_Pending {_pendingFrom: $id}) WHERE p._pendingOf = $installation
              AND p._pendingVerb = $verb AND p._pendingToType = $other
            RETURN p._pendingId AS id""";

    private static final String WAITING_TO = """
            MATCH (p:_Pending {_pendingTo: $id}) WHERE p._pendingOf = $installation
              AND p._pendingVerb = $verb AND p._pendingFromType = $other
            RETURN p._pendingId AS id""";

    private final Neo4jGraph graph;
    private final String installation;

    public PriorGraph(Neo4jGraph graph, String installation) {
        this.graph = graph;
        this.installation = installation;
    }

    /**
     * An entity as it is in the graph.
     *
     * @param hash over the content as it was published; if somebody else changed the entity since, it is another's
     * @param values its fields by name, as a connector would give them
     */
    public record PriorEntity(
            String id,
            String type,
            String key,
            @Nullable String displayName,
            String scope,
            String hash,
            Map<String, Object> values) {
        /** The same entity, as another enumeration would find it. */
        public PriorEntity foundIn(String otherScope) {
            return new PriorEntity(id, type, key, displayName, otherScope, hash, values);
        }
    }

    /**
     * A relationship as it is in the graph.
     *
     * @param from the id of the entity it leaves
     * @param to the id of the entity it enters
     * @param fromRef the same for people, or what it is matched by in another installation
     * @param toRef the same for people, or what it is matched by in another installation
     * @param properties its own, as a connector would give them
     */
    public record PriorRelationship(
            String id,
            String from,
            String to,
            String verb,
            RawRef fromRef,
            RawRef toRef,
            String scope,
            Map<String, Object> properties) {
        /** Whether it is one of several that follow from what was asserted once, and that waits for more beside the graph. */
        public boolean oneOfEach() {
            return fromRef.match().or(toRef::match).filter(Match::each).isPresent();
        }

        /** The name under which evidence about it is kept. */
        public String output() {
            return Output.between(fromRef, verb, toRef);
        }
    }

    /** Those of the entities that are there, by id. */
    public Map<String, PriorEntity> entities(Collection<String> ids) {
        Map<String, PriorEntity> found = new HashMap<>();
        if (ids.isEmpty()) {
            return found;
        }
        read(BY_ID, Map.of("ids", List.copyOf(ids)), row -> {
            PriorEntity entity = entity(row);
            found.put(entity.id(), entity);
        });
        return found;
    }

    /** Those of the ids that belong to an entity that is there. */
    public Set<String> known(Collection<String> ids) {
        Set<String> found = new HashSet<>();
        read(
                KNOWN,
                Map.of("ids", List.copyOf(ids)),
                row -> found.add(row.get("id").asString()));
        return found;
    }

    /** The entities of these types that an enumeration found. */
    public void inScope(String scope, Collection<String> types, Consumer<PriorEntity> consumer) {
        read(
                scope.equals(Scopes.ROOT) ? OF_TYPES_AT_ROOT : UNDER_PARENT,
                Map.of("scope", scope, "types", List.copyOf(types)),
                row -> consumer.accept(entity(row)));
    }

    /** The relationships at these entities that an enumeration found. */
    public void relationshipsInScope(String scope, Collection<String> ids, Consumer<PriorRelationship> consumer) {
        read(RELATIONSHIPS, Map.of("scope", scope, "ids", List.copyOf(ids)), row -> consumer.accept(relationship(row)));
    }

    /** The ids of the relationships of one entity by a link, and of those that wait for their end. */
    public Set<String> linked(String id, Loadable<?> member) {
        return switch (member) {
            case Field<?, ?> field -> Set.of();
            case RefField<?, ?> link ->
                linked(LINKED, id, link.verb(), link.direction(), link.target().name());
            case MatchField<?> link ->
                linked(MATCHED, id, link.verb(), link.direction(), link.match().name());
        };
    }

    private Set<String> linked(String query, String id, Verb verb, Direction direction, String other) {
        boolean outgoing = direction == Direction.OUTGOING;
        Map<String, Object> parameters = Map.of("id", id, "verb", verb.name(), "outgoing", outgoing, "other", other);
        Set<String> ids = new HashSet<>();
        for (String each : List.of(query, outgoing ? WAITING_FROM : WAITING_TO)) {
            read(each, parameters, row -> ids.add(row.get("id").asString()));
        }
        return ids;
    }

    private void read(String query, Map<String, Object> parameters, Consumer<Record> consumer) {
        Map<String, Object> all = new HashMap<>(parameters);
        all.put("installation", installation);
        GraphFailures.toldOf("reading what the graph has", () -> {
            try (Session session = graph.readSession()) {
                session.run(query, all).forEachRemaining(consumer);
            }
        });
    }

    private static PriorEntity entity(Record row) {
        return new PriorEntity(
                row.get("id").asString(),
                row.get("type").asString(),
                row.get("key").asString(),
                row.get("displayName").isNull() ? null : row.get("displayName").asString(),
                row.get("scope").asString(),
                row.get("hash").asString(""),
                values(row));
    }

    private static PriorRelationship relationship(Record row) {
        RawRef from =
                new RawRef(row.get("fromType").asString(), row.get("fromKey").asString());
        RawRef to = new RawRef(row.get("toType").asString(), row.get("toKey").asString());
        boolean matched = !row.get("match").isNull();
        boolean outgoing = row.get("outgoing").asBoolean();
        RawRef wanted =
                new RawRef(row.get("match").asString(""), row.get("matchValue").asString(""));
        return new PriorRelationship(
                row.get("id").asString(),
                row.get("from").asString(),
                row.get("to").asString(),
                row.get("verb").asString(),
                matched && !outgoing ? wanted : from,
                matched && outgoing ? wanted : to,
                row.get("scope").asString(),
                values(row));
    }

    private static Map<String, Object> values(Record row) {
        return values(row.get("properties").asMap());
    }

    /** What a connector gave, out of all that is kept. */
    static Map<String, Object> values(Map<String, Object> properties) {
        Map<String, Object> values = new HashMap<>();
        properties.forEach((name, value) -> {
            if (!name.startsWith("_")) {
                values.put(name, value(value));
            }
        });
        return values;
    }

    /** The way back from {@link GraphValues}. */
    static Object value(Object stored) {
        return switch (stored) {
            case ZonedDateTime time -> time.toInstant();
            case List<?> list -> list.stream().map(PriorGraph::value).toList();
            default -> stored;
        };
    }
}
