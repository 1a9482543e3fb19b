package io.cadastre.cypher.ingest;

import io.cadastre.cypher.ingest.Change.Operation;

/** The changes that a comparison finds, with what a transaction needs to write them. */
final class Changes {
    /**
     * What a transaction holds in memory for one change with its history record, beside its content: measured on Neo4j
     * 2026.08, where an entity with 24 properties took 7.1 kB, a relationship with 6 took 3.4 kB, a record 2.1 kB.
     */
    static final long OVERHEAD_BYTES = 4_096;

    /** How much more memory content takes in a transaction than in staging: properties are kept one by one. */
    private static final long CONTENT_FACTOR = 8;

    /** The same for a relationship that goes along, in terms of content. */
    static final long DEGREE_BYTES = OVERHEAD_BYTES / CONTENT_FACTOR;

    private final ChangeSpool spool;
    private long sizeBytes;

    Changes(ChangeSpool spool) {
        this.spool = spool;
    }

    void add(Operation operation, String id, String from, String elementId, long contentBytes) {
        long changeBytes = OVERHEAD_BYTES + CONTENT_FACTOR * contentBytes;
        sizeBytes += changeBytes;
        spool.append(new Change(operation, id, from, elementId, changeBytes));
    }

    long sizeBytes() {
        return sizeBytes;
    }
}
