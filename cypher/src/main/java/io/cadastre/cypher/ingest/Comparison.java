package io.cadastre.cypher.ingest;

/** How a sync is compared with the graph. */
public enum Comparison {
    /** Ranges of ids whose digests in the graph equal those of what was collected are not read. */
    BY_RANGE,
    /** Everything is read. */
    FULL
}
