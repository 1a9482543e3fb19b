package io.cadastre.spi.model;

/**
 * Points to an entity by its type and the source's own key, within one installation.
 *
 * @param type the entity's type
 * @param key the key the source gives it; not empty
 * @param <E> the holder class of the entity type
 */
public record EntityRef<E>(EntityType<E> type, String key) {
    public EntityRef {
        if (key.isEmpty()) {
            throw new IllegalArgumentException("An entity of type '" + type.name() + "' needs a key.");
        }
    }

    RawRef raw() {
        return new RawRef(type.name(), key);
    }
}
