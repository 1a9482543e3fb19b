package io.cadastre.cypher.ingest;

import io.cadastre.cypher.ingest.Change.Operation;

/** The changes that a comparison finds, with what a transaction needs to write them. */
final class Changes {
    /**
     * What a transaction holds in memory for one change with its history record, beside its content. Measured on Neo4j
     * 2026.08 with what the database itself counts: an entity with 29 fields took 12.6 kB until the commit, a relationship
     * 1.3 kB, a record 2.1 kB; the commit took as much again and twice that.
     */
    static final long OVERHEAD_BYTES = 10_240;

    /** How much more memory content takes in a transaction than in staging: properties are kept one by one. */
    private static final long CONTENT_FACTOR = 16;

    /** The same for a relationship that goes along, in terms of content. */
    static final long DEGREE_BYTES = OVERHEAD_BYTES / CONTENT_FACTOR;

    private final ChangeSpool spool;
    private long count;
    private long sizeBytes;

    Changes(ChangeSpool spool) {
        this.spool = spool;
    }

    void add(Operation operation, String id, String from, String elementId, long contentBytes) {
        long changeBytes = OVERHEAD_BYTES + CONTENT_FACTOR * contentBytes;
        count++;
        sizeBytes += changeBytes;
        spool.append(new Change(operation, id, from, elementId, changeBytes));
    }

    long count() {
        return count;
    }

    long sizeBytes() {
        return sizeBytes;
    }
}
