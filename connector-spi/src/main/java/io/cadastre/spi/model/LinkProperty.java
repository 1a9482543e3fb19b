package io.cadastre.spi.model;

/**
 * A property that a relationship has, for example a member's role in a group.
 *
 * @param name camelCase
 * @param kind the kind of its values
 * @param <V> the Java class of the values
 */
public record LinkProperty<V>(String name, FieldKind kind) {
    public LinkProperty {
        EntityType.requireFieldName(name);
    }

    public static LinkProperty<String> string(String name) {
        return new LinkProperty<>(name, FieldKind.of(ScalarKind.STRING));
    }

    public static LinkProperty<Long> integer(String name) {
        return new LinkProperty<>(name, FieldKind.of(ScalarKind.INTEGER));
    }

    public static LinkProperty<Boolean> bool(String name) {
        return new LinkProperty<>(name, FieldKind.of(ScalarKind.BOOL));
    }
}
