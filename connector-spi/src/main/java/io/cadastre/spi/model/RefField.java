package io.cadastre.spi.model;

import java.util.List;
import java.util.function.Supplier;

/**
 * A link to at most one entity of another type.
 *
 * @param owner the entity type that declares it
 * @param name its name, unique within the entity type
 * @param targetSupplier gives the target type when first asked
 * @param verb the relationship's verb
 * @param direction which way the relationship points, seen from {@code owner}
 * @param properties the properties of the relationship
 * @param <E> the holder class of the declaring entity type
 * @param <T> the holder class of the target entity type
 */
public record RefField<E, T>(
        EntityType<E> owner,
        String name,
        Supplier<EntityType<T>> targetSupplier,
        Verb verb,
        Direction direction,
        List<LinkProperty<?>> properties)
        implements Link<E, T>, Loadable<E> {
    public RefField {
        properties = List.copyOf(properties);
    }

    @Override
    public EntityType<T> target() {
        return targetSupplier.get();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RefField<?, ?> that && owner == that.owner && name.equals(that.name);
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
