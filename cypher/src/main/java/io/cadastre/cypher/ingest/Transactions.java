package io.cadastre.cypher.ingest;

import io.cadastre.cypher.Neo4jGraph;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.function.Function;
import org.neo4j.driver.Session;
import org.neo4j.driver.SimpleQueryRunner;
import org.neo4j.driver.Transaction;
import org.neo4j.driver.exceptions.RetryableException;
import org.neo4j.driver.exceptions.TransientException;

/**
 * Runs the transactions of a publish. The driver's own retry is not used: it takes a lack of memory for something that
 * passes, and tries the same again for 15 seconds.
 *
 * <p>Work must be able to run again although an earlier run was committed: an answer that is lost at the commit looks
 * like a failure.
 */
final class Transactions {
    private static final Logger LOG = System.getLogger(Transactions.class.getName());
    private static final int TRIES = 8;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final Neo4jGraph graph;
    private final Pause pause;

    /** Waits. */
    interface Pause {
        void of(Duration duration) throws InterruptedException;
    }

    Transactions(Neo4jGraph graph) {
        this(graph, Thread::sleep);
    }

    Transactions(Neo4jGraph graph, Pause pause) {
        this.graph = graph;
        this.pause = pause;
    }

    /**
     * Runs work in a transaction, again if it failed in a way that passes.
     *
     * @throws TransactionTooLargeException if the database has no memory for it: to try the same again would not help
     */
    <T> T run(Function<SimpleQueryRunner, T> work) {
        Duration wait = FIRST_PAUSE;
        for (int tries = 1; ; tries++) {
            try {
                return once(work);
            } catch (RuntimeException e) {
                if (e instanceof TransientException transientException
                        && TransactionTooLargeException.isMeantBy(transientException)) {
                    throw new TransactionTooLargeException(transientException);
                }
                if (!(e instanceof RetryableException) || tries == TRIES) {
                    throw e;
                }
                LOG.log(Level.WARNING, "A transaction failed ({0}); trying again in {1}.", e.getMessage(), wait);
                sleep(wait, e);
                wait = wait.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? wait.multipliedBy(2) : LONGEST_PAUSE;
            }
        }
    }

    private <T> T once(Function<SimpleQueryRunner, T> work) {
        try (Session session = graph.writeSession();
                Transaction tx = session.beginTransaction()) {
            T result = work.apply(tx);
            tx.commit();
            return result;
        }
    }

    private void sleep(Duration wait, RuntimeException failure) {
        try {
            pause.of(wait);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw failure;
        }
    }
}
