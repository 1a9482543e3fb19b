package io.cadastre.cypher.read;

import io.cadastre.cypher.history.ChangeRecord;
import io.cadastre.cypher.query.GraphValues;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.Value;
import org.neo4j.driver.types.Entity;
import org.neo4j.driver.types.MapAccessor;

/** Makes views out of what the graph keeps. What is missing there is empty here. */
final class EntityRows {
    /** What a summary needs of a node called {@code o}, instead of all its properties. */
    static final String SUMMARY = "o {._id, ._type, ._class, ._displayName, ._key, ._installation}";

    private EntityRows() {}

    static EntityView view(Entity node) {
        return new EntityView(
                text(node, "_id"),
                text(node, "_type"),
                classes(node),
                displayName(node),
                text(node, "_installation"),
                text(node, "_connector"),
                text(node, "_key"),
                text(node, "_scope"),
                time(node, "_createdAt"),
                time(node, "_updatedAt"),
                node.get("_version").asLong(0),
                properties(node));
    }

    static EntitySummary summary(MapAccessor node) {
        return new EntitySummary(
                text(node, "_id"), text(node, "_type"), classes(node), displayName(node), text(node, "_installation"));
    }

    /** What an entity was before it was updated. */
    static EntityView before(EntityView entity, ChangeRecord update) {
        Map<String, Object> properties = new TreeMap<>(entity.properties());
        update.after().keySet().forEach(properties::remove);
        properties.putAll(fields(update.before()));
        Map<String, @Nullable Object> before = update.before();
        return new EntityView(
                entity.id(),
                entity.type(),
                before.containsKey("_class") ? classes(before) : entity.classes(),
                before.containsKey("_displayName") ? text(before, "_displayName") : entity.displayName(),
                entity.installation(),
                entity.connector(),
                entity.key(),
                entity.scope(),
                entity.createdAt(),
                Objects.requireNonNullElse(update.since(), Instant.EPOCH),
                Objects.requireNonNullElse(update.version(), 1L) - 1,
                properties);
    }

    /** What an entity was when it was deleted. */
    static EntityView last(ChangeRecord deletion) {
        Map<String, @Nullable Object> before = deletion.before();
        return new EntityView(
                deletion.subject(),
                deletion.type(),
                classes(before),
                deletion.name(),
                deletion.installation(),
                text(before, "_connector"),
                text(before, "_key"),
                "",
                before.get("_createdAt") instanceof String time ? Instant.parse(time) : Instant.EPOCH,
                Objects.requireNonNullElse(deletion.since(), Instant.EPOCH),
                Objects.requireNonNullElse(deletion.version(), 1L),
                fields(before));
    }

    private static Map<String, Object> fields(Map<String, @Nullable Object> values) {
        Map<String, Object> fields = new TreeMap<>();
        values.forEach((name, value) -> {
            if (value != null && !name.startsWith("_")) {
                fields.put(name, value);
            }
        });
        return fields;
    }

    private static List<String> classes(Map<String, @Nullable Object> values) {
        return values.get("_class") instanceof List<?> classes
                ? classes.stream().map(String::valueOf).toList()
                : List.of();
    }

    private static String text(Map<String, @Nullable Object> values, String name) {
        return Objects.requireNonNullElse(values.get(name), "").toString();
    }

    /** What a connector said, in the order of names. */
    static Map<String, Object> properties(MapAccessor entity) {
        Map<String, Object> properties = new TreeMap<>();
        for (String name : entity.keys()) {
            Object value = name.startsWith("_")
                    ? null
                    : GraphValues.property(entity.get(name).asObject());
            if (value != null) {
                properties.put(name, value);
            }
        }
        return properties;
    }

    private static String displayName(MapAccessor node) {
        String name = text(node, "_displayName");
        return name.isEmpty() ? text(node, "_key") : name;
    }

    private static List<String> classes(MapAccessor node) {
        Value classes = node.get("_class");
        return classes.isNull() ? List.of() : classes.asList(Value::asString);
    }

    private static String text(MapAccessor entity, String name) {
        Value value = entity.get(name);
        return value.isNull() ? "" : value.asObject().toString();
    }

    private static Instant time(MapAccessor entity, String name) {
        return entity.get(name).asObject() instanceof ZonedDateTime time ? time.toInstant() : Instant.EPOCH;
    }
}
