package io.cadastre.spi.model;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a source says about a value: nothing, that there is none, or what it is. The three are different things in an
 * {@link EntityInput}: nothing keeps what another call supplied, none clears it.
 *
 * @param <V> the class of the value
 */
public sealed interface Presence<V> {
    /**
     * The source says nothing.
     *
     * @param <V> the class of the value
     */
    record Absent<V>() implements Presence<V> {}

    /**
     * The source says that there is no value.
     *
     * @param <V> the class of the value
     */
    record Null<V>() implements Presence<V> {}

    /**
     * The source says what the value is.
     *
     * @param value the value
     * @param <V> the class of the value
     */
    record Value<V>(V value) implements Presence<V> {
        public Value {
            Objects.requireNonNull(value);
        }
    }

    static <V> Presence<V> absent() {
        return new Absent<>();
    }

    static <V> Presence<V> of(V value) {
        return new Value<>(value);
    }

    /** A value, or none for null. */
    static <V> Presence<V> ofNullable(@Nullable V value) {
        return value == null ? new Null<>() : new Value<>(value);
    }

    /** The value of another kind, if there is one. */
    default <W> Presence<W> map(Function<? super V, ? extends W> mapping) {
        return switch (this) {
            case Absent<V>() -> new Absent<>();
            case Null<V>() -> new Null<>();
            case Value<V>(V value) -> new Value<>(mapping.apply(value));
        };
    }

    /** The value, if there is one. */
    default Optional<V> known() {
        return this instanceof Value<V>(V value) ? Optional.of(value) : Optional.empty();
    }
}
