package io.cadastre.spi.model;

import java.time.Instant;
import java.time.LocalDate;

/** The kinds of single values a field can hold, each with the one Java class that carries it. */
public enum ScalarKind {
    STRING(String.class),
    INTEGER(Long.class),
    DECIMAL(Double.class),
    BOOL(Boolean.class),
    /** A point in time; a zoned date-time in UTC in the graph. */
    INSTANT(Instant.class),
    DATE(LocalDate.class),
    /** A string out of a declared set. */
    ENUMERATION(String.class),
    /** A JSON text; the only way to keep nested data. */
    JSON(String.class);

    private final Class<?> javaType;

    ScalarKind(Class<?> javaType) {
        this.javaType = javaType;
    }

    /** The class of the values. */
    public Class<?> javaType() {
        return javaType;
    }
}
