package io.cadastre.spi.model;

/**
 * Points to an entity by names alone, as it arrives from outside the type system. Checked when it is emitted.
 *
 * @param type the name of the entity type
 * @param key the source's key
 */
public record RawRef(String type, String key) {
    @Override
    public String toString() {
        return type + " '" + key + "'";
    }
}
