package io.cadastre.spi.model;

import java.util.List;
import java.util.Map;

/**
 * A declared relationship between two entity types: to one ({@link RefField}) or to many ({@link CollectionField}).
 * Every link is a relationship in the graph.
 *
 * @param <E> the holder class of the declaring entity type
 * @param <T> the holder class of the target entity type
 */
public sealed interface Link<E, T> extends Member<E>, Output permits RefField, CollectionField {
    /** The entity type at the other end; resolved late, so that types may refer to each other. */
    EntityType<T> target();

    Verb verb();

    Direction direction();

    /** The properties the relationship itself has, for example a member's role in a group. */
    List<LinkProperty<?>> properties();

    /** The relationship as it stands in the graph. */
    default RelationshipType relationshipType() {
        return direction() == Direction.OUTGOING
                ? new RelationshipType(owner().name(), verb(), target().name())
                : new RelationshipType(target().name(), verb(), owner().name());
    }

    @Override
    default String outputName() {
        return relationshipType().toString();
    }

    /** A relationship between an entity of the declaring type and one of the target type. */
    default RelationshipInput between(EntityRef<E> entity, EntityRef<T> other) {
        return between(entity, other, Map.of());
    }

    /**
     * A relationship with properties.
     *
     * @param properties by the names declared in {@link #properties()}
     */
    default RelationshipInput between(EntityRef<E> entity, EntityRef<T> other, Map<String, Object> properties) {
        return direction() == Direction.OUTGOING
                ? new RelationshipInput(verb().name(), entity.raw(), other.raw(), "", properties)
                : new RelationshipInput(verb().name(), other.raw(), entity.raw(), "", properties);
    }
}
