package io.cadastre.spi.pipeline;

import io.cadastre.spi.model.EntityInput;
import io.cadastre.spi.model.LinkProperty;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One element of a parent's collection: an entity with what the listing knows of it, or only a pointer to one that
 * something else finds; and the properties of the relationship that leads to it.
 *
 * @param key the entity's key
 * @param input what the listing knows; null if it only points
 * @param properties the relationship's own, by name
 * @param <T> the holder class of the collection's entity type
 */
public record Item<T>(String key, @Nullable EntityInput input, Map<String, Object> properties) {
    public Item {
        properties = Map.copyOf(properties);
    }

    /** An entity that the listing describes. */
    public static <T> Item<T> of(EntityInput input) {
        return new Item<>(input.key(), input, Map.of());
    }

    /** An entity that something else finds. */
    public static <T> Item<T> pointer(String key) {
        return new Item<>(key, null, Map.of());
    }

    /** The same element with a property of the relationship, for example a member's role. */
    public <V> Item<T> with(LinkProperty<V> property, V value) {
        Map<String, Object> more = new LinkedHashMap<>(properties);
        more.put(property.name(), value);
        return new Item<>(key, input, more);
    }

    /** What the listing knows of the entity, unless it only points. */
    public Optional<EntityInput> described() {
        return Optional.ofNullable(input);
    }
}
