package io.cadastre.spi.model;

import java.util.List;
import java.util.Map;

/**
 * A link into other installations: to the one entity there that has a value. Which installation that is, this one need
 * not know. Where none has it, or several have it, there is no relationship; it waits until there is exactly one. One that
 * {@linkplain Match.OnProperty#inEach may lead into each installation} counts in each of them apart.
 *
 * @param owner the entity type that declares it
 * @param name its name, unique within the entity type
 * @param match by what the other entity is known
 * @param verb the relationship's verb
 * @param direction which way the relationship points, seen from {@code owner}
 * @param properties the properties of the relationship
 * @param <E> the holder class of the declaring entity type
 */
public record MatchField<E>(
        EntityType<E> owner, String name, Match match, Verb verb, Direction direction, List<LinkProperty<?>> properties)
        implements Loadable<E>, Output {
    public MatchField {
        properties = List.copyOf(properties);
    }

    /** The kind of relationship, for example {@code github_user IS User(email)}. */
    @Override
    public String outputName() {
        return direction == Direction.OUTGOING
                ? owner.name() + " " + verb + " " + match.outputName()
                : match.outputName() + " " + verb + " " + owner.name();
    }

    /** A relationship between an entity of the declaring type and the one elsewhere that has the value. */
    public RelationshipInput to(EntityRef<E> entity, String value) {
        return to(entity, value, Map.of());
    }

    /**
     * A relationship with properties.
     *
     * @param properties by the names declared in {@link #properties()}
     */
    public RelationshipInput to(EntityRef<E> entity, String value, Map<String, Object> properties) {
        RawRef other = new RawRef(match.name(), value);
        return direction == Direction.OUTGOING
                ? new RelationshipInput(verb.name(), entity.raw(), other, "", properties)
                : new RelationshipInput(verb.name(), other, entity.raw(), "", properties);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MatchField<?> that && owner == that.owner && name.equals(that.name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public String toString() {
        return owner.name() + "." + name;
    }
}
