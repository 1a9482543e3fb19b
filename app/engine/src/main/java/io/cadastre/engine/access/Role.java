package io.cadastre.engine.access;

/** What a token may do. Each role may do all that the ones before it may. */
public enum Role {
    /** Read and query. */
    VIEWER,
    /** Run and cancel syncs, change schedules. */
    OPERATOR,
    /** Everything. */
    ADMIN;

    /** Whether this role may do what asks for another. */
    public boolean includes(Role needed) {
        return compareTo(needed) >= 0;
    }
}
