package io.cadastre.cypher.ingest;

/** The database has no memory for a transaction of this size. To try the same again would not help. */
final class TransactionTooLargeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TransactionTooLargeException(RuntimeException cause) {
        super("The database has no memory for the transaction. Give it more, or set smaller limits.", cause);
    }
}
