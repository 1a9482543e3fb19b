package io.cadastre.spi.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Everything a connector may emit.
 *
 * @param namespace the prefix of the connector's entity types, for example {@code acme}
 * @param entityTypes all entity types
 * @param roots the entity types at which collecting begins; only a pipeline needs them
 */
public record Schema(String namespace, List<EntityType<?>> entityTypes, List<EntityType<?>> roots) {
    public Schema {
        entityTypes = List.copyOf(entityTypes);
        roots = List.copyOf(roots);
    }

    public static Schema of(String namespace, EntityType<?>... entityTypes) {
        return new Schema(namespace, List.of(entityTypes), List.of());
    }

    /** The same schema with the types at which collecting begins. */
    public Schema rootedAt(EntityType<?>... types) {
        return new Schema(namespace, entityTypes, List.of(types));
    }

    /** The entity type of that name. */
    public Optional<EntityType<?>> entityType(String name) {
        for (EntityType<?> type : entityTypes) {
            if (type.name().equals(name)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    /** The links that assert a relationship, each by its relationship type; two links may declare the same one. */
    public Map<RelationshipType, Link<?, ?>> links() {
        Map<RelationshipType, Link<?, ?>> links = new LinkedHashMap<>();
        for (EntityType<?> type : entityTypes) {
            for (Link<?, ?> link : type.links()) {
                links.putIfAbsent(link.relationshipType(), link);
            }
        }
        return links;
    }

    /** The links into other installations, each by its output name; two links may declare the same one. */
    public Map<String, MatchField<?>> matchFields() {
        Map<String, MatchField<?>> links = new LinkedHashMap<>();
        for (EntityType<?> type : entityTypes) {
            for (MatchField<?> link : type.matchFields()) {
                links.putIfAbsent(link.outputName(), link);
            }
        }
        return links;
    }

    /** Everything that is wrong with this schema, in words for its author; empty if it can be used. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        Set<String> names = new HashSet<>();
        Map<String, String> labels = new HashMap<>();
        for (EntityType<?> type : entityTypes) {
            if (!names.add(type.name())) {
                problems.add("Entity type '" + type.name() + "' is declared twice.");
            }
            if (!type.name().startsWith(namespace + "_")) {
                problems.add("Entity type '" + type.name() + "' does not begin with '" + namespace + "_'.");
            }
            if (type.classes().isEmpty()) {
                problems.add("Entity type '" + type.name() + "' has no class.");
            }
            String other = labels.putIfAbsent(type.label(), type.name());
            if (other != null && !other.equals(type.name())) {
                problems.add(
                        "Entity types '" + other + "' and '" + type.name() + "' share the label " + type.label() + ".");
            }
        }
        for (EntityType<?> type : entityTypes) {
            for (Link<?, ?> link : type.links()) {
                if (!names.contains(link.target().name())) {
                    problems.add("Link '" + link + "' points to '"
                            + link.target().name() + "', which the schema does not contain.");
                }
            }
        }
        problems.addAll(matchProblems());
        for (EntityType<?> root : roots) {
            if (!entityTypes.contains(root)) {
                problems.add("Root '" + root.name() + "' is not among the entity types.");
            }
        }
        return problems;
    }

    private List<String> matchProblems() {
        List<String> problems = new ArrayList<>();
        Map<String, MatchField<?>> byValue = new HashMap<>();
        for (EntityType<?> type : entityTypes) {
            for (MatchField<?> link : type.matchFields()) {
                if (link.match() instanceof Match.OnProperty on) {
                    String alike = new MatchField<>(
                                    link.owner(),
                                    link.name(),
                                    Match.on(on.entityClass(), on.property()),
                                    link.verb(),
                                    link.direction(),
                                    List.of())
                            .outputName();
                    MatchField<?> other = byValue.putIfAbsent(alike, link);
                    if (other != null && !other.match().equals(link.match())) {
                        problems.add("Links '" + other + "' and '" + link
                                + "' match the same property in two ways: '" + other.match() + "' and '" + link.match()
                                + "'.");
                    }
                    entityTypes.stream()
                            .filter(own -> own.classes().contains(on.entityClass()))
                            .flatMap(own -> own.fields().stream())
                            .filter(field -> field.name().equals(on.property()))
                            .filter(field -> field.kind().scalar().javaType() != String.class
                                    || field.kind().list() != (on.comparison() == Match.Comparison.AMONG))
                            .forEach(field -> problems.add("Link '" + link + "' matches '" + on.name() + "' by "
                                    + (on.comparison() == Match.Comparison.AMONG ? "a list of texts" : "text")
                                    + ", and '" + field + "' is declared " + field.kind() + "."));
                }
            }
        }
        return problems;
    }
}
