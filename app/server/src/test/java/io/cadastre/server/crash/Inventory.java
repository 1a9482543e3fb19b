package io.cadastre.server.crash;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Entities and relationships by the names that people know them by. What the graph must hold is worked out here, without
 * anything of the server.
 */
record Inventory(SortedMap<Entity, Map<String, Object>> entities, SortedMap<Relation, Map<String, Object>> relations) {
    /** An entity: the name of its type, and its key. */
    record Entity(String type, String key) implements Comparable<Entity> {
        @Override
        public int compareTo(Entity other) {
            int byType = type.compareTo(other.type);
            return byType == 0 ? key.compareTo(other.key) : byType;
        }

        @Override
        public String toString() {
            return type + " '" + key + "'";
        }
    }

    /** A relationship: whatever else is known of it are its fields. */
    record Relation(Entity from, String verb, Entity to) implements Comparable<Relation> {
        @Override
        public int compareTo(Relation other) {
            return toString().compareTo(other.toString());
        }

        @Override
        public String toString() {
            return from + " " + verb + " " + to;
        }
    }

    static Inventory empty() {
        return new Inventory(new TreeMap<>(), new TreeMap<>());
    }

    Inventory copy() {
        Inventory copy = empty();
        entities.forEach((entity, fields) -> copy.entities.put(entity, new TreeMap<>(fields)));
        relations.forEach((relation, fields) -> copy.relations.put(relation, new TreeMap<>(fields)));
        return copy;
    }

    /** What is left without some entities, and without what they say of others. */
    Inventory without(Iterable<Entity> gone) {
        Inventory left = copy();
        for (Entity entity : gone) {
            left.entities.remove(entity);
            left.relations.keySet().removeIf(relation -> relation.from.equals(entity));
        }
        return left;
    }

    /** What is known after a listing that was not seen whole: what it said, and all else that was known before (I7). */
    Inventory and(Inventory listing) {
        Inventory both = copy();
        // Nor does a listing that is not whole clear a field.
        listing.entities.forEach((entity, fields) -> both.entities
                .computeIfAbsent(entity, ignored -> new TreeMap<>())
                .putAll(fields));
        listing.relations.forEach((relation, fields) -> both.relations
                .computeIfAbsent(relation, ignored -> new TreeMap<>())
                .putAll(fields));
        return both;
    }

    /** What a graph can show of it: a relationship has both ends (I3). */
    Inventory visible() {
        Inventory visible = copy();
        visible.relations
                .keySet()
                .removeIf(relation -> !entities.containsKey(relation.from) || !entities.containsKey(relation.to));
        return visible;
    }

    /** The first few differences, for people; empty if there are none. */
    List<String> differencesFrom(Inventory expected) {
        List<String> differences = new ArrayList<>();
        compare(expected.entities, entities, differences);
        compare(expected.relations, relations, differences);
        return differences.size() <= 8
                ? differences
                : List.of(differences.size() + " differences, such as " + differences.subList(0, 8));
    }

    private static <K> void compare(
            Map<K, Map<String, Object>> expected, Map<K, Map<String, Object>> actual, List<String> differences) {
        expected.forEach((key, fields) -> {
            Map<String, Object> found = actual.get(key);
            if (found == null) {
                differences.add(key + " is missing");
            } else if (!found.equals(fields)) {
                differences.add(key + " is " + found + " instead of " + fields);
            }
        });
        actual.keySet().stream()
                .filter(key -> !expected.containsKey(key))
                .forEach(key -> differences.add(key + " should not be there"));
    }
}
