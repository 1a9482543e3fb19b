package io.cadastre.spi.step;

import io.cadastre.spi.model.EntityRef;
import io.cadastre.spi.model.Field;
import java.util.Map;
import java.util.Optional;

/**
 * An entity as collected so far in this sync.
 *
 * @param ref what it is
 * @param values its fields by name; cleared fields are not there
 * @param <E> the holder class of its type
 */
public record CollectedEntity<E>(EntityRef<E> ref, Map<String, Object> values) {
    public CollectedEntity {
        values = Map.copyOf(values);
    }

    /** The value of a field, if it has one. */
    @SuppressWarnings("unchecked")
    public <V> Optional<V> value(Field<E, V> field) {
        return Optional.ofNullable((V) values.get(field.name()));
    }
}
