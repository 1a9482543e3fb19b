package io.cadastre.connectors.conformance;

/** What a connector does. It has all of these unless it says what it lacks; lacking one is checked where it can be. */
public enum Behaviour {
    /** It fetches by itself. Without it, a sync can only be brought, and starting one is refused. */
    FETCHING,
    /** It speaks HTTP through the host. */
    HTTP,
    /** Its listings come in pages. */
    PAGING,
    /** What its source no longer has is deleted. */
    DELETES,
    /** Its source wants a secret and refuses a wrong one. Without it, no secret is required. */
    CREDENTIALS,
    /** It says whether its source can be reached. Without it, its health is never said to be good. */
    HEALTH,
    /** It can read only what changed. Without it, it has no change feed. */
    INCREMENTAL
}
