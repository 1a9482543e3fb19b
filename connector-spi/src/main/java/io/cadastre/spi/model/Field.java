package io.cadastre.spi.model;

import java.util.List;
import java.util.Set;

/**
 * A typed value of an entity; a property of its node under the same name.
 *
 * @param owner the entity type that declares it
 * @param name the property's name
 * @param kind the kind of its values
 * @param options how it is treated
 * @param <E> the holder class of the entity type
 * @param <V> the Java class of the values
 */
public record Field<E, V>(EntityType<E> owner, String name, FieldKind kind, Options options) implements Loadable<E> {
    /**
     * How a field is treated.
     *
     * @param required an entity without it is refused
     * @param indexed the graph keeps a range index over it; free text is never indexed
     * @param description for people; holds no secret
     * @param allowed the values of an enumeration; empty for every other kind
     */
    public record Options(boolean required, boolean indexed, String description, Set<String> allowed) {
        static final Options NONE = new Options(false, false, "", Set.of());

        public Options {
            allowed = Set.copyOf(allowed);
        }
    }

    /** Whether a value fits this field: its kind, and the allowed set of an enumeration. */
    public boolean accepts(Object value) {
        if (!kind.accepts(value)) {
            return false;
        }
        if (kind.scalar() != ScalarKind.ENUMERATION) {
            return true;
        }
        List<?> values = value instanceof List<?> list ? list : List.of(value);
        return options.allowed().containsAll(values);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Field<?, ?> that && owner == that.owner && name.equals(that.name);
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
