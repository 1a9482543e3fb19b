package io.cadastre.spi.model;

/**
 * What an entity type declares: a field with a value, or a link to other entities.
 *
 * @param <E> the holder class of the entity type
 */
public sealed interface Member<E> permits Loadable, Link {
    /** The entity type that declares it. */
    EntityType<E> owner();

    /** Its name, unique within the entity type, camelCase. */
    String name();
}
