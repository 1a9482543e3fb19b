package io.cadastre.cypher.ingest;

/**
 * How much is written at once, by the memory that the transaction is estimated to take.
 *
 * @param oneTransactionBytes up to here a change set is one transaction
 * @param chunkBytes the size of a transaction above that
 * @param batchBytes the size of one statement's rows
 */
public record IngestLimits(long oneTransactionBytes, long chunkBytes, long batchBytes) {
    /** 64 MiB in one transaction, 16 MiB a chunk, 4 MiB a statement. */
    public static final IngestLimits DEFAULT = upTo(64L << 20);

    /** The default with another limit for one transaction. */
    public static IngestLimits upTo(long oneTransactionBytes) {
        return new IngestLimits(oneTransactionBytes, 16L << 20, 4L << 20);
    }
}
