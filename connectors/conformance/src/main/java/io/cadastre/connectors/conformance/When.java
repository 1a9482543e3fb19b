package io.cadastre.connectors.conformance;

/** With which calls of a listing something goes wrong. */
public enum When {
    /** With every call. */
    ALWAYS,
    /** With the next call only. */
    ONCE,
    /** With every call after the next: in the middle of the listing. */
    LATER;

    /** Whether a call goes wrong, by how many were before it. */
    boolean holdsAfter(int calls) {
        return switch (this) {
            case ALWAYS -> true;
            case ONCE -> calls == 0;
            case LATER -> calls > 0;
        };
    }
}
