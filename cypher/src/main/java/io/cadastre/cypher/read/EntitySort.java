package io.cadastre.cypher.read;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * The order of a list of entities. Those that are equal in it follow by id.
 *
 * @param key what it looks at
 * @param descending whether the greatest is first; entities without a value are last, or first when descending
 */
public record EntitySort(Key key, boolean descending) {
    /** By display name. */
    public static final EntitySort DEFAULT = new EntitySort(Key.DISPLAY_NAME, false);

    /** What entities can be ordered by. */
    public enum Key {
        DISPLAY_NAME("displayName", "e._displayName"),
        TYPE("type", "e._type"),
        // Two times of one instant in different zones are neither equal nor one before the other.
        UPDATED_AT("updatedAt", "e._updatedAt.epochMillis"),
        CREATED_AT("createdAt", "e._createdAt.epochMillis");

        private final String text;
        private final String expression;

        Key(String text, String expression) {
            this.text = text;
            this.expression = expression;
        }

        String expression() {
            return expression;
        }

        boolean isTime() {
            return this == UPDATED_AT || this == CREATED_AT;
        }
    }

    /**
     * Reads an order such as {@code -updatedAt}.
     *
     * @throws IllegalArgumentException with the allowed values
     */
    public static EntitySort parse(String text) {
        boolean descending = text.startsWith("-");
        String name = descending ? text.substring(1) : text;
        for (Key key : Key.values()) {
            if (key.text.equals(name)) {
                return new EntitySort(key, descending);
            }
        }
        throw new IllegalArgumentException("Not a sort order: '" + text + "'. Use "
                + Arrays.stream(Key.values()).map(key -> key.text).collect(Collectors.joining(", "))
                + ", with - in front for descending.");
    }

    @Override
    public String toString() {
        return (descending ? "-" : "") + key.text;
    }
}
