package io.cadastre.spi.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one call of a connector knows about an entity. A field that is <em>absent</em> keeps what another call of the
 * same sync supplied; a field that is <em>null</em> is cleared; a value replaces.
 *
 * <p>Made by {@link #of}; the raw constructor exists for data that arrives by name. The host checks it against the
 * declared schema when it is emitted (I11).
 *
 * @param type the name of the entity type
 * @param key the source's key; not empty (I1)
 * @param displayName what people call it, or null to leave what is there
 * @param values by field name; a null value clears the field
 * @param refs by the name of a {@link RefField} or {@link MatchField}; null says that the link leads nowhere any more
 */
public record EntityInput(
        String type,
        String key,
        @Nullable String displayName,
        Map<String, @Nullable Object> values,
        Map<String, @Nullable LinkTarget> refs) {
    public EntityInput {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        refs = refs.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(refs));
    }

    /** An input without links. */
    public EntityInput(String type, String key, @Nullable String displayName, Map<String, @Nullable Object> values) {
        this(type, key, displayName, values, Map.of());
    }

    /** Starts an input of a typed entity. */
    public static <E> Builder<E> of(EntityType<E> type, String key) {
        return new Builder<>(type, key);
    }

    /**
     * Collects fields of one entity. Not for use by several threads.
     *
     * @param <E> the holder class of the entity type
     */
    public static final class Builder<E> {
        private final EntityType<E> type;
        private final String key;
        private final Map<String, @Nullable Object> values = new LinkedHashMap<>();
        private final Map<String, @Nullable LinkTarget> refs = new LinkedHashMap<>();
        private @Nullable String displayName;

        private Builder(EntityType<E> type, String key) {
            this.type = type;
            this.key = key;
        }

        public Builder<E> displayName(String name) {
            displayName = name;
            return this;
        }

        /** Sets a field. */
        public <V> Builder<E> set(Field<E, V> field, V value) {
            values.put(field.name(), value);
            return this;
        }

        /** Sets a field if there is a value, and leaves it absent otherwise: unknown is not null. */
        public <V> Builder<E> set(Field<E, V> field, Optional<? extends V> value) {
            value.ifPresent(present -> values.put(field.name(), present));
            return this;
        }

        /** Sets a field to what the source says: nothing leaves it absent, none clears it. */
        public <V> Builder<E> set(Field<E, V> field, Presence<? extends V> value) {
            switch (value) {
                case Presence.Absent<? extends V> nothing -> {}
                case Presence.Null<? extends V> none -> values.put(field.name(), null);
                case Presence.Value<? extends V> known -> values.put(field.name(), known.value());
            }
            return this;
        }

        /** Links to another entity by its key. */
        public <T> Builder<E> link(RefField<E, T> link, String targetKey) {
            return link(link, targetKey, Map.of());
        }

        /**
         * Links to another entity.
         *
         * @param properties the relationship's own, by the names declared in {@link RefField#properties()}
         */
        public <T> Builder<E> link(RefField<E, T> link, String targetKey, Map<String, Object> properties) {
            refs.put(link.name(), new LinkTarget(targetKey, properties));
            return this;
        }

        /** Links to what the source says: nothing leaves the link absent, none ends it. */
        public <T> Builder<E> link(RefField<E, T> link, Presence<String> targetKey) {
            switch (targetKey) {
                case Presence.Absent<String> nothing -> {}
                case Presence.Null<String> none -> refs.put(link.name(), null);
                case Presence.Value<String> known -> link(link, known.value());
            }
            return this;
        }

        /** Links to the entity of another installation that has a value, by what the link declares. */
        public Builder<E> match(MatchField<E> link, String value) {
            return match(link, value, Map.of());
        }

        /**
         * Links to an entity of another installation.
         *
         * @param properties the relationship's own, by the names declared in {@link MatchField#properties()}
         */
        public Builder<E> match(MatchField<E> link, String value, Map<String, Object> properties) {
            refs.put(link.name(), new LinkTarget(value, properties));
            return this;
        }

        /** Links to what the source says: nothing leaves the link absent, none ends it. */
        public Builder<E> match(MatchField<E> link, Presence<String> value) {
            switch (value) {
                case Presence.Absent<String> nothing -> {}
                case Presence.Null<String> none -> refs.put(link.name(), null);
                case Presence.Value<String> known -> match(link, known.value());
            }
            return this;
        }

        /** Says that the source has no value: what another call supplied is cleared. */
        public Builder<E> clear(Loadable<E> member) {
            switch (member) {
                case Field<E, ?> field -> values.put(field.name(), null);
                case RefField<E, ?> link -> refs.put(link.name(), null);
                case MatchField<E> link -> refs.put(link.name(), null);
            }
            return this;
        }

        public EntityInput build() {
            return new EntityInput(type.name(), key, displayName, values, refs);
        }
    }
}
