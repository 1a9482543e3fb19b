package io.cadastre.connectors.kubernetes.model;

import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.FieldOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What every object has.
 *
 * @param name the object's name
 * @param namespace of those that are in one
 * @param created when it was made
 * @param tags its labels, each as key=value
 * @param <E> the holder class of the entity type
 */
public record Common<E>(
        Field<E, String> name,
        Optional<Field<E, String>> namespace,
        Field<E, Instant> created,
        Field<E, List<String>> tags) {
    static <E> Common<E> of(EntityType<E> type) {
        return new Common<>(name(type), Optional.empty(), created(type), tags(type));
    }

    static <E> Common<E> namespaced(EntityType<E> type) {
        Field<E, String> namespace = type.string("namespace", FieldOption.indexed());
        return new Common<>(name(type), Optional.of(namespace), created(type), tags(type));
    }

    private static <E> Field<E, String> name(EntityType<E> type) {
        return type.string("name", FieldOption.required(), FieldOption.indexed());
    }

    private static <E> Field<E, Instant> created(EntityType<E> type) {
        return type.instant("createdOn");
    }

    private static <E> Field<E, List<String>> tags(EntityType<E> type) {
        return type.strings("tags", FieldOption.described("Its labels, each as key=value."));
    }
}
