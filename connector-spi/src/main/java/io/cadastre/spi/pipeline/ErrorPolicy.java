package io.cadastre.spi.pipeline;

/** What becomes of a step when a loader fails for one entity. */
public enum ErrorPolicy {
    /** The others go on; what the loader fills is PARTIAL for this entity, and keeps what it had. */
    SKIP_ENTITY,
    /** The step ends as FAILED. */
    FAIL_STEP
}
