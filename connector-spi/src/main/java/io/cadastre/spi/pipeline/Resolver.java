package io.cadastre.spi.pipeline;

import io.cadastre.spi.model.CollectionField;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Loadable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Says which loader fills which member of an entity type: wiring only. Immutable; each method gives a changed copy.
 *
 * @param type the entity type
 * @param fields the loader of each field and link
 * @param collections the loaders of its collections
 * @param <E> the holder class of the entity type
 */
public record Resolver<E>(
        EntityType<E> type, Map<Loadable<E>, Loader.OfEntity<E>> fields, List<Loader.OfCollection<E, ?>> collections) {
    public Resolver {
        fields = Map.copyOf(fields);
        collections = List.copyOf(collections);
    }

    public static <E> Resolver<E> of(EntityType<E> type) {
        return new Resolver<>(type, Map.of(), List.of());
    }

    /** A field or link is filled by this loader. */
    public Resolver<E> field(Loadable<E> member, Loader.OfEntity<E> loader) {
        Map<Loadable<E>, Loader.OfEntity<E>> more = new LinkedHashMap<>(fields);
        more.put(member, loader);
        return new Resolver<>(type, more, collections);
    }

    /** All that the loader says it fills, is filled by it. */
    public Resolver<E> fields(Loader.OfEntity<E> loader) {
        Map<Loadable<E>, Loader.OfEntity<E>> more = new LinkedHashMap<>(fields);
        loader.fills().forEach(member -> more.put(member, loader));
        return new Resolver<>(type, more, collections);
    }

    /** A collection is filled by this loader or derivation. */
    public <T> Resolver<E> collection(CollectionField<E, T> field, Loader.OfCollection<E, T> loader) {
        if (!loader.field().equals(field)) {
            throw new IllegalArgumentException("The loader of '" + loader.field() + "' cannot fill '" + field + "'.");
        }
        List<Loader.OfCollection<E, ?>> more = new ArrayList<>(collections);
        more.add(loader);
        return new Resolver<>(type, fields, more);
    }

    /** The loader of a collection. */
    public Optional<Loader.OfCollection<E, ?>> loaderOf(CollectionField<?, ?> field) {
        return collections.stream()
                .filter(loader -> loader.field().equals(field))
                .findFirst();
    }
}
