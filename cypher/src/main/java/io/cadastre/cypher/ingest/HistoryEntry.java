package io.cadastre.cypher.ingest;

import io.cadastre.cypher.history.ChangeNode;
import io.cadastre.cypher.history.ChangeValues;
import io.cadastre.cypher.ingest.Change.Operation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One change as its record is to tell it.
 *
 * @param operation what happened
 * @param subject the id of the entity or relationship
 * @param edge the relationship; null if the subject is an entity
 * @param properties what is known of the subject, by the names of {@link ChangeNode}
 */
record HistoryEntry(
        Operation operation, String subject, @Nullable Edge edge, Map<String, Object> properties) {
    /** What people see of an entity beside its fields. */
    private static final Set<String> VISIBLE = Set.of("_displayName", "_class");

    /** What a record says in its own properties, and what nobody sees. */
    private static final Set<String> SAID_ELSEWHERE =
            Set.of("_id", "_installation", "_type", "_version", "_updatedAt", "_hash", "_scope");

    /**
     * A relationship and its ends, by id.
     *
     * @param verb its type in the graph
     */
    record Edge(String id, String from, String verb, String to) {
        static Edge of(StagedRelationship relationship) {
            return new Edge(relationship.id(), relationship.from(), relationship.verb(), relationship.to());
        }
    }

    static HistoryEntry created(StagedEntity entity) {
        Map<String, Object> properties = ofEntity(entity.type(), name(entity), 1);
        putValues(properties, ChangeNode.AFTER, GraphValues.of(entity.fields()));
        return new HistoryEntry(Operation.CREATE_ENTITY, entity.id(), null, properties);
    }

    /**
     * An entity of which some values are set.
     *
     * @param current its properties so far, as the graph has them
     * @param set what is set, system properties too; null for what goes
     */
    static HistoryEntry updated(
            StagedEntity entity, Map<String, Object> current, Map<String, ? extends @Nullable Object> set) {
        Map<String, @Nullable Object> before = new HashMap<>();
        Map<String, @Nullable Object> after = new HashMap<>();
        set.forEach((name, value) -> {
            if (isVisible(name)) {
                before.put(name, current.get(name));
                after.put(name, value);
            }
        });
        Map<String, Object> properties = ofEntity(entity.type(), name(entity), version(current) + 1);
        putSince(properties, current);
        putValues(properties, ChangeNode.BEFORE, before);
        putValues(properties, ChangeNode.AFTER, after);
        return new HistoryEntry(Operation.UPDATE_ENTITY, entity.id(), null, properties);
    }

    /**
     * An entity that goes.
     *
     * @param current its last properties, as the graph has them
     */
    static HistoryEntry deleted(String id, Map<String, Object> current) {
        Map<String, Object> properties = ofEntity(
                String.valueOf(current.get("_type")), String.valueOf(current.get("_displayName")), version(current));
        putSince(properties, current);
        Map<String, Object> before = new HashMap<>(current);
        before.keySet().removeAll(SAID_ELSEWHERE);
        putValues(properties, ChangeNode.BEFORE, before);
        return new HistoryEntry(Operation.DELETE_ENTITY, id, null, properties);
    }

    static HistoryEntry created(StagedRelationship relationship) {
        Edge edge = Edge.of(relationship);
        Map<String, Object> properties = ofRelationship(edge);
        putValues(properties, ChangeNode.AFTER, GraphValues.of(relationship.properties()));
        return new HistoryEntry(Operation.CREATE_RELATIONSHIP, edge.id(), edge, properties);
    }

    /**
     * A relationship whose properties are replaced.
     *
     * @param current its properties so far, as the graph has them
     */
    static HistoryEntry updated(StagedRelationship relationship, Map<String, Object> current) {
        Map<String, Object> wanted = GraphValues.of(relationship.properties());
        Map<String, @Nullable Object> before = new HashMap<>();
        Map<String, @Nullable Object> after = new HashMap<>();
        fields(current).forEach((name, value) -> {
            if (!value.equals(wanted.get(name))) {
                before.put(name, value);
                after.put(name, wanted.get(name));
            }
        });
        wanted.forEach((name, value) -> {
            if (!current.containsKey(name)) {
                before.put(name, null);
                after.put(name, value);
            }
        });
        Edge edge = Edge.of(relationship);
        Map<String, Object> properties = ofRelationship(edge);
        putValues(properties, ChangeNode.BEFORE, before);
        putValues(properties, ChangeNode.AFTER, after);
        return new HistoryEntry(Operation.UPDATE_RELATIONSHIP, edge.id(), edge, properties);
    }

    /**
     * A relationship of another installation, which goes with an end.
     *
     * @param current its last properties, as the graph has them
     */
    static HistoryEntry deletedRelationship(Edge edge, Map<String, Object> current) {
        Map<String, Object> properties = ofRelationship(edge);
        Object owner = current.get("_installation");
        if (owner != null) {
            properties.put(ChangeNode.OWNER, owner);
        }
        putValues(properties, ChangeNode.BEFORE, fields(current));
        return new HistoryEntry(Operation.DELETE_RELATIONSHIP, edge.id(), edge, properties);
    }

    /**
     * Whether people can see a difference. A move to another enumeration, for example, is none; and what nobody here wrote
     * has no id to call it by.
     */
    boolean isVisible() {
        return switch (operation) {
            case CREATE_ENTITY, DELETE_ENTITY, CREATE_RELATIONSHIP -> true;
            case DELETE_RELATIONSHIP -> !subject.isEmpty();
            case UPDATE_ENTITY, UPDATE_RELATIONSHIP -> properties.containsKey(ChangeNode.AFTER);
            case PUT_PENDING, DELETE_PENDING -> false;
        };
    }

    /** Of some properties those that people see, as they call them, ascending. */
    static List<String> visible(Set<String> properties) {
        return properties.stream()
                .filter(HistoryEntry::isVisible)
                .map(name -> name.replaceFirst("^_", ""))
                .sorted()
                .toList();
    }

    private static boolean isVisible(String property) {
        return !property.startsWith("_") || VISIBLE.contains(property);
    }

    /** Without what belongs to Cadastre. */
    static Map<String, Object> fields(Map<String, Object> properties) {
        Map<String, Object> fields = new HashMap<>(properties);
        fields.keySet().removeIf(name -> name.startsWith("_"));
        return fields;
    }

    static String name(StagedEntity entity) {
        return Objects.requireNonNullElse(entity.displayName(), entity.key());
    }

    private static long version(Map<String, Object> current) {
        return current.get("_version") instanceof Long version ? version : 0;
    }

    private static Map<String, Object> ofEntity(String type, String name, long version) {
        Map<String, Object> properties = new HashMap<>();
        properties.put(ChangeNode.TYPE, type);
        properties.put(ChangeNode.NAME, name);
        properties.put(ChangeNode.VERSION, version);
        return properties;
    }

    private static Map<String, Object> ofRelationship(Edge edge) {
        Map<String, Object> properties = new HashMap<>();
        properties.put(ChangeNode.FROM, edge.from());
        properties.put(ChangeNode.TO, edge.to());
        return properties;
    }

    private static void putSince(Map<String, Object> properties, Map<String, Object> current) {
        Object since = current.get("_updatedAt");
        if (since != null) {
            properties.put(ChangeNode.SINCE, since);
        }
    }

    private static void putValues(
            Map<String, Object> properties, String name, Map<String, ? extends @Nullable Object> values) {
        if (!values.isEmpty()) {
            properties.put(name, ChangeValues.write(values));
        }
    }
}
