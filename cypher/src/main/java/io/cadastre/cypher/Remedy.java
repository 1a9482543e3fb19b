package io.cadastre.cypher;

import java.util.Set;
import org.neo4j.driver.exceptions.Neo4jException;
import org.neo4j.driver.exceptions.RetryableException;

/** What helps after a transaction failed. Decided here alone, by the code that the database gave. */
public enum Remedy {
    /**
     * It passes: a deadlock, a connection that was lost, a server that starts again. The same once more, after a while;
     * the driver does so itself within a managed transaction. A connection that was lost at a commit leaves open
     * whether it was done, so what is tried again must bear having been done.
     */
    RETRY,

    /** The database has no memory for so much at once. To try the same again would not help; half of it may fit. */
    HALVE,

    /** The same would fail again: a constraint, a lease that another holds, a statement that is wrong, a full disk. */
    GIVE_UP;

    /** The driver takes some of them for what passes. */
    private static final Set<String> MEMORY = Set.of(
            "Neo.ClientError.General.TransactionOutOfMemoryError",
            "Neo.TransientError.General.TransactionOutOfMemoryError",
            "Neo.TransientError.General.MemoryPoolOutOfMemoryError",
            "Neo.TransientError.General.TransactionMemoryLimit",
            "Neo.TransientError.General.OutOfMemoryError");

    /** The driver takes it for what passes, but the same statement would take the same stack. */
    private static final String STACK = "Neo.TransientError.General.StackOverFlowError";

    /** Something went after the statement had found it. The next try will not find it. */
    private static final String GONE_MEANWHILE = "Neo.ClientError.Statement.EntityNotFound";

    /** What helps after this failure; GIVE_UP for what is none of the database's. */
    public static Remedy of(Throwable failure) {
        if (!(failure instanceof Neo4jException known) || STACK.equals(known.code())) {
            return GIVE_UP;
        }
        if (MEMORY.contains(known.code())) {
            return HALVE;
        }
        return known instanceof RetryableException || GONE_MEANWHILE.equals(known.code()) ? RETRY : GIVE_UP;
    }
}
