package io.cadastre.spi.model;

import java.util.List;
import java.util.Locale;

/**
 * The kind of a field: a scalar, or a list of one scalar kind. It decides the field's type in the graph (I12).
 *
 * @param scalar the kind of the value, or of each element
 * @param list whether the field holds a list
 */
public record FieldKind(ScalarKind scalar, boolean list) {
    public FieldKind {
        if (list && scalar == ScalarKind.JSON) {
            throw new IllegalArgumentException("A list of JSON texts is itself JSON: declare the field json.");
        }
    }

    static FieldKind of(ScalarKind scalar) {
        return new FieldKind(scalar, false);
    }

    static FieldKind listOf(ScalarKind scalar) {
        return new FieldKind(scalar, true);
    }

    /** Whether a value may be stored in a field of this kind. */
    public boolean accepts(Object value) {
        if (!list) {
            return acceptsScalar(value);
        }
        return value instanceof List<?> elements && elements.stream().allMatch(this::acceptsScalar);
    }

    private boolean acceptsScalar(Object value) {
        return scalar.javaType().isInstance(value) && !(value instanceof Double number && !Double.isFinite(number));
    }

    @Override
    public String toString() {
        String name = scalar.name().toLowerCase(Locale.ROOT);
        return list ? "list of " + name : name;
    }
}
