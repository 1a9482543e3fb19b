package io.cadastre.cypher.query;

import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.types.Entity;
import org.neo4j.driver.types.Node;
import org.neo4j.driver.types.Path;
import org.neo4j.driver.types.Point;
import org.neo4j.driver.types.Relationship;

/**
 * Says values of the graph in what JSON knows: text, numbers, booleans, lists and maps. A number that a JavaScript
 * client cannot hold is text.
 */
public final class GraphValues {
    private static final long EXACT_IN_A_DOUBLE = 1L << 53;

    private final Function<String, @Nullable String> idByElementId;

    /**
     * Makes a translation.
     *
     * @param idByElementId our {@code _id} of a node, by the server's id of it
     */
    GraphValues(Function<String, @Nullable String> idByElementId) {
        this.idByElementId = idByElementId;
    }

    /** A property's value, which is neither node nor relationship nor path. */
    public static @Nullable Object property(@Nullable Object value) {
        return new GraphValues(elementId -> null).json(value);
    }

    /** Whether it is of the platform, which no answer shows. */
    static boolean isPrivate(Node node) {
        for (String label : node.labels()) {
            if (label.startsWith("_")) {
                return true;
            }
        }
        return false;
    }

    /** Visits all nodes and relationships within a value, those of paths too. */
    static void visit(@Nullable Object value, Consumer<Entity> visitor) {
        switch (value) {
            case Node node -> visitor.accept(node);
            case Relationship relationship -> visitor.accept(relationship);
            case Path path -> {
                path.nodes().forEach(visitor);
                path.relationships().forEach(visitor);
            }
            case List<?> list -> list.forEach(element -> visit(element, visitor));
            case Map<?, ?> map -> map.values().forEach(element -> visit(element, visitor));
            case null, default -> {}
        }
    }

    /** Translates what the driver gives out. */
    @Nullable
    Object json(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case String text -> text;
            case Boolean bool -> bool;
            case Long number -> number > EXACT_IN_A_DOUBLE || number < -EXACT_IN_A_DOUBLE ? number.toString() : number;
            case Double number -> Double.isFinite(number) ? number : number.toString();
            case byte[] bytes -> Base64.getEncoder().encodeToString(bytes);
            case List<?> list -> list(list);
            case Map<?, ?> map -> map(map);
            case Node node -> node(node);
            case Relationship relationship -> relationship(relationship);
            case Path path -> path(path);
            case ZonedDateTime time -> DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time);
            case LocalDateTime time -> DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(time);
            case OffsetTime time -> DateTimeFormatter.ISO_OFFSET_TIME.format(time);
            case LocalTime time -> DateTimeFormatter.ISO_LOCAL_TIME.format(time);
            case Point point -> point(point);
            default -> value.toString();
        };
    }

    private List<@Nullable Object> list(List<?> values) {
        List<@Nullable Object> list = new ArrayList<>(values.size());
        values.forEach(value -> list.add(json(value)));
        return list;
    }

    private Map<String, @Nullable Object> map(Map<?, ?> values) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        values.forEach((key, value) -> map.put(String.valueOf(key), json(value)));
        return map;
    }

    private @Nullable Object node(Node node) {
        if (isPrivate(node)) {
            return null;
        }
        Map<String, @Nullable Object> map = typed("node");
        map.put("id", id(node));
        map.put("labels", list(toList(node.labels())));
        map.put("properties", map(node.asMap()));
        return map;
    }

    private Map<String, @Nullable Object> relationship(Relationship relationship) {
        Map<String, @Nullable Object> map = typed("relationship");
        map.put("id", id(relationship));
        map.put("type", relationship.type());
        map.put("from", idByElementId.apply(relationship.startNodeElementId()));
        map.put("to", idByElementId.apply(relationship.endNodeElementId()));
        map.put("properties", map(relationship.asMap()));
        return map;
    }

    private @Nullable Object path(Path path) {
        List<Node> nodes = toList(path.nodes());
        if (nodes.stream().anyMatch(GraphValues::isPrivate)) {
            return null;
        }
        Map<String, @Nullable Object> map = typed("path");
        map.put("nodes", list(nodes));
        map.put("relationships", list(toList(path.relationships())));
        return map;
    }

    private static Map<String, @Nullable Object> point(Point point) {
        Map<String, @Nullable Object> map = typed("point");
        map.put("srid", (long) point.srid());
        map.put("x", point.x());
        map.put("y", point.y());
        if (!Double.isNaN(point.z())) {
            map.put("z", point.z());
        }
        return map;
    }

    /** Our id; the server's for what procedures make up, which is in no graph. */
    static String id(Entity entity) {
        return entity.get("_id").isNull()
                ? entity.elementId()
                : entity.get("_id").asObject().toString();
    }

    private static Map<String, @Nullable Object> typed(String type) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("$type", type);
        return map;
    }

    private static <T> List<T> toList(Iterable<? extends T> values) {
        List<T> list = new ArrayList<>();
        values.forEach(list::add);
        return list;
    }
}
