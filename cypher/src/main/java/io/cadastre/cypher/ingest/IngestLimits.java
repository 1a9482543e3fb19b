package io.cadastre.cypher.ingest;

import java.time.Duration;

/**
 * How much is written at once, by the memory that the transaction is estimated to take, and how long digests are
 * believed.
 *
 * @param oneTransactionBytes up to here a change set is one transaction
 * @param chunkBytes the size of a transaction above that
 * @param batchBytes the size of one statement's rows
 * @param compareInFullEvery after this long all that an installation has is read again, whatever the digests say
 */
public record IngestLimits(long oneTransactionBytes, long chunkBytes, long batchBytes, Duration compareInFullEvery) {
    /** 64 MiB in one transaction, 16 MiB a chunk, 4 MiB a statement, a full comparison every week. */
    public static final IngestLimits DEFAULT = new IngestLimits(64L << 20, 16L << 20, 4L << 20);

    /** Limits with the default time between full comparisons. */
    public IngestLimits(long oneTransactionBytes, long chunkBytes, long batchBytes) {
        this(oneTransactionBytes, chunkBytes, batchBytes, Duration.ofDays(7));
    }

    /** The default with another limit for one transaction and another time between full comparisons. */
    public static IngestLimits of(long oneTransactionBytes, Duration compareInFullEvery) {
        return new IngestLimits(oneTransactionBytes, DEFAULT.chunkBytes(), DEFAULT.batchBytes(), compareInFullEvery);
    }
}
