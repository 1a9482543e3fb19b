package io.cadastre.cypher.read;

/** Which way a relationship points, seen from the entity that was asked for. */
public enum Direction {
    /** Away from it. */
    OUT,
    /** To it. */
    IN
}
