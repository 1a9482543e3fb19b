package io.cadastre.spi.model;

/** Which way the relationship of a link points, seen from the entity type that declares the link. */
public enum Direction {
    /** From the declaring entity to the target. */
    OUTGOING,
    /** From the target to the declaring entity. */
    INCOMING
}
