package io.cadastre.cypher.query;

import io.cadastre.cypher.Neo4jGraph;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.exceptions.Neo4jException;

/**
 * Executes queries from outside: guarded, bounded in rows and time, never held in memory. Safe for use by several
 * threads; how many queries run at once is the caller's to bound.
 *
 * <p>A query executes in a thread of its own while the caller's thread waits. When the time is up or the caller is
 * interrupted, the server's transaction is ended through a second session: the server itself looks at its timeouts now
 * and then only, and a driver that waits for an answer cannot be interrupted.
 */
public final class QueryRunner {
    private static final System.Logger LOG = System.getLogger(QueryRunner.class.getName());
    private static final Duration EXPLAIN_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration PATIENCE_AFTER_THE_END = Duration.ofSeconds(2);

    private final Neo4jGraph graph;
    private final QueryGuard guard;

    public QueryRunner(Neo4jGraph graph, QueryGuard guard) {
        this.graph = graph;
        this.guard = guard;
    }

    /**
     * Executes a query and returns when it has ended.
     *
     * @throws QueryException if it is refused, fails, takes too long or is interrupted; nothing of a refused query was
     *     executed. After an interrupt the thread is interrupted still.
     */
    public QuerySummary run(QueryRequest request, RowSink sink) {
        QueryExecution execution =
                new QueryExecution(graph, guard, request.cypher(), request.parameters(), request.timeout());
        return supervise(execution, new FutureTask<>(() -> execution.stream(sink, request.limit())), request.timeout());
    }

    /**
     * Asks the server how it would execute a query.
     *
     * @throws QueryException if the query would be refused or does not compile
     */
    public PlanNode explain(String cypher, Map<String, @Nullable Object> parameters) {
        QueryExecution execution = new QueryExecution(graph, guard, cypher, parameters, EXPLAIN_TIMEOUT);
        return supervise(execution, new FutureTask<>(execution::explain), EXPLAIN_TIMEOUT);
    }

    private static <T> T supervise(QueryExecution execution, FutureTask<T> task, Duration timeout) {
        Thread worker = Thread.ofVirtual().name("query").start(task);
        try {
            return task.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            end(execution, worker);
            throw new QueryException(
                    QueryException.Kind.TIMEOUT,
                    "The query took more than " + timeout.toMillis()
                            + " ms and was ended. Ask for less, or allow more time.");
        } catch (InterruptedException e) {
            end(execution, worker);
            Thread.currentThread().interrupt();
            throw new QueryException(QueryException.Kind.CANCELLED, "The query was cancelled.");
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RuntimeException failure -> throw failure;
                case Error failure -> throw failure;
                case null, default -> throw new IllegalStateException(e);
            }
        }
    }

    /** Ends a query and waits until it has noticed, though not for ever: the receiver of its rows may hang. */
    private static void end(QueryExecution execution, Thread worker) {
        // In a thread of its own: this one may be interrupted, which the driver would take personally.
        Thread ending = Thread.ofVirtual().name("query-end").start(() -> {
            long patience = System.nanoTime() + PATIENCE_AFTER_THE_END.toNanos();
            try {
                do {
                    execution.end(worker);
                } while (!worker.join(Duration.ofMillis(100)) && System.nanoTime() < patience);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (Neo4jException e) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "A query could not be ended; the server's timeout will end it.",
                        e);
            }
        });
        boolean interrupted = false;
        try {
            ending.join(PATIENCE_AFTER_THE_END);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
