package io.cadastre.engine.sync;

import io.cadastre.cypher.schema.IndexedProperties;
import io.cadastre.spi.model.EntityInput;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.Link;
import io.cadastre.spi.model.LinkProperty;
import io.cadastre.spi.model.LinkTarget;
import io.cadastre.spi.model.Loadable;
import io.cadastre.spi.model.Match;
import io.cadastre.spi.model.MatchField;
import io.cadastre.spi.model.Output;
import io.cadastre.spi.model.RawRef;
import io.cadastre.spi.model.RelationshipInput;
import io.cadastre.spi.model.Schema;
import io.cadastre.spi.step.Step;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Refuses what was not declared, with an error that names it (I11), and values of another kind (I12). */
final class EmitCheck {
    private final String step;
    private final Schema schema;
    private final Map<String, EntityType<?>> types = new HashMap<>();
    private final Map<String, EntityType<?>> enriched = new HashMap<>();
    private final Map<String, List<LinkProperty<?>>> relationships = new HashMap<>();
    private final IndexedProperties indexed;

    /**
     * Checks what one step emits.
     *
     * @param indexed what must not be too long
     */
    EmitCheck(Step step, Schema schema, IndexedProperties indexed) {
        this.indexed = indexed;
        this.step = step.id();
        this.schema = schema;
        step.enriches().forEach(type -> enriched.put(type.name(), type));
        for (Output output : step.outputs()) {
            switch (output) {
                case EntityType<?> type -> types.put(type.name(), type);
                case Link<?, ?> link -> relationships.put(link.outputName(), link.properties());
                case MatchField<?> link -> relationships.put(link.outputName(), link.properties());
            }
        }
    }

    void check(EntityInput input) throws UndeclaredException {
        check(input, types);
    }

    /** Checks what only adds to an entity that something else finds. */
    void checkAddition(EntityInput input) throws UndeclaredException {
        check(input, types.containsKey(input.type()) ? types : enriched);
    }

    /** The link of that name to one other entity, here or in another installation. */
    Optional<Loadable<?>> link(String type, String name) {
        return schema.entityType(type).flatMap(declared -> link(declared, name));
    }

    private static Optional<Loadable<?>> link(EntityType<?> type, String name) {
        Optional<? extends Loadable<?>> own = type.refField(name);
        return own.isPresent() ? Optional.of(own.get()) : type.matchField(name).map(match -> match);
    }

    private void check(EntityInput input, Map<String, EntityType<?>> declared) throws UndeclaredException {
        EntityType<?> type = declared.get(input.type());
        if (type == null) {
            throw new UndeclaredException(
                    "Step '" + step + "' does not declare the entity type '" + input.type() + "'.");
        }
        if (input.key().isEmpty()) {
            throw new UndeclaredException("An entity of type '" + input.type() + "' has an empty key.");
        }
        for (Map.Entry<String, ? extends @Nullable Object> entry :
                input.values().entrySet()) {
            Optional<? extends Field<?, ?>> field = type.field(entry.getKey());
            if (field.isEmpty()) {
                throw new UndeclaredException(
                        "Entity type '" + input.type() + "' does not declare the field '" + entry.getKey() + "'.");
            }
            Object value = entry.getValue();
            if (value != null && !field.get().accepts(value)) {
                throw new UndeclaredException("Field '" + input.type() + "." + entry.getKey() + "' is declared "
                        + field.get().kind() + " and was given a " + describe(value) + ".");
            }
            if (value != null && indexed.refuses(type, entry.getKey(), value)) {
                throw new UndeclaredException("Field '" + input.type() + "." + entry.getKey()
                        + "' is indexed, since its connector declares so or another one matches by it, and was given"
                        + " more than " + IndexedProperties.LONGEST_BYTES + " bytes.");
            }
        }
        for (Map.Entry<String, @Nullable LinkTarget> ref : input.refs().entrySet()) {
            checkRef(type, ref.getKey(), ref.getValue());
        }
    }

    private void checkRef(EntityType<?> type, String name, @Nullable LinkTarget target) throws UndeclaredException {
        Loadable<?> link = link(type, name)
                .orElseThrow(() -> new UndeclaredException(
                        "Entity type '" + type + "' does not declare a link '" + name + "' to one other entity."));
        String output = link instanceof Output declared ? declared.outputName() : name;
        List<LinkProperty<?>> properties = relationships.get(output);
        if (properties == null) {
            throw new UndeclaredException("Step '" + step + "' does not declare the relationship '" + output + "'.");
        }
        if (target != null) {
            if (target.key().isEmpty()) {
                throw new UndeclaredException("The link '" + link + "' leads to an empty "
                        + (link instanceof MatchField<?> ? "value." : "key."));
            }
            checkProperties(properties, output, target.properties());
        }
    }

    void check(RelationshipInput input) throws UndeclaredException {
        checkEnd(input, input.from());
        checkEnd(input, input.to());
        List<LinkProperty<?>> properties = relationships.get(outputName(input));
        if (properties == null) {
            throw new UndeclaredException(
                    "Step '" + step + "' does not declare the relationship '" + outputName(input) + "'.");
        }
        if (!input.discriminator().isEmpty()
                && input.to()
                        .match()
                        .or(input.from()::match)
                        .filter(Match::each)
                        .isPresent()) {
            throw new UndeclaredException("The relationship '" + input + "' has a discriminator, and leads into each"
                    + " installation: there is one in each.");
        }
        checkProperties(properties, outputName(input), input.properties());
    }

    private static void checkProperties(List<LinkProperty<?>> declared, String name, Map<String, Object> properties)
            throws UndeclaredException {
        for (Map.Entry<String, Object> entry : properties.entrySet()) {
            LinkProperty<?> property = declared.stream()
                    .filter(candidate -> candidate.name().equals(entry.getKey()))
                    .findFirst()
                    .orElseThrow(() -> new UndeclaredException(
                            "Relationship '" + name + "' does not declare the property '" + entry.getKey() + "'."));
            if (!property.kind().accepts(entry.getValue())) {
                throw new UndeclaredException("Property '" + entry.getKey() + "' of '" + name + "' is declared "
                        + property.kind() + " and was given a " + describe(entry.getValue()) + ".");
            }
        }
    }

    private void checkEnd(RelationshipInput input, RawRef end) throws UndeclaredException {
        if (end.type().isEmpty() || end.key().isEmpty()) {
            throw new UndeclaredException("An end of the relationship '" + input + "' has an empty "
                    + (end.type().isEmpty() ? "type." : "key."));
        }
        if (end.match().isEmpty() && schema.entityType(end.type()).isEmpty()) {
            throw new UndeclaredException(
                    "An end of the relationship '" + input + "' has the undeclared type '" + end.type() + "'.");
        }
    }

    /** Whether evidence can be kept about an output of this name. */
    boolean knows(String output) {
        return schema.entityType(output).isPresent()
                || schema.matchFields().containsKey(output)
                || schema.links().keySet().stream()
                        .anyMatch(type -> type.toString().equals(output));
    }

    static String outputName(RelationshipInput input) {
        return Output.between(input.from(), input.verb(), input.to());
    }

    /** What a value is, never what it holds: it may be a secret (I14). */
    private static String describe(Object value) {
        return switch (value) {
            case Map<?, ?> ignored -> "nested object";
            case List<?> list
            when list.stream().anyMatch(element -> element instanceof Map || element instanceof List) -> "nested list";
            case List<?> list
            when !list.isEmpty() -> "list with a " + list.getFirst().getClass().getSimpleName();
            default -> value.getClass().getSimpleName() + " outside of what it allows or of another kind";
        };
    }
}
