package io.cadastre.cypher.query;

import io.cadastre.cypher.Neo4jGraph;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.Result;
import org.neo4j.driver.Session;
import org.neo4j.driver.Transaction;
import org.neo4j.driver.TransactionConfig;
import org.neo4j.driver.exceptions.ClientException;
import org.neo4j.driver.exceptions.Neo4jException;
import org.neo4j.driver.summary.ResultSummary;

/**
 * One query in one transaction of the server. One thread executes it; another may end it at any time, because a driver
 * that waits for the server does not listen to interrupts.
 */
final class QueryExecution {
    /** On a line of its own, so that columns in messages are those of the query. */
    private static final String EXPLAIN = "EXPLAIN\n";

    private static final int LINES_OF_EXPLAIN = 1;
    private static final String MARK = "cadastreQuery";
    private static final String END = "SHOW TRANSACTIONS YIELD transactionId AS id, metaData WHERE metaData." + MARK
            + " = $mark TERMINATE TRANSACTIONS id YIELD message RETURN count(message) AS ended";

    private final Neo4jGraph graph;
    private final QueryGuard guard;
    private final String cypher;
    private final Map<String, @Nullable Object> parameters;
    private final Duration timeout;
    private final String mark = UUID.randomUUID().toString();
    private final long start = System.nanoTime();
    private volatile boolean ended;
    private volatile boolean inSink;

    QueryExecution(
            Neo4jGraph graph,
            QueryGuard guard,
            String cypher,
            Map<String, @Nullable Object> parameters,
            Duration timeout) {
        this.graph = graph;
        this.guard = guard;
        this.cypher = cypher;
        this.parameters = parameters;
        this.timeout = timeout;
    }

    /** Executes the query and gives out its rows. */
    QuerySummary stream(RowSink sink, int limit) {
        guard.check(cypher);
        try (Session session = graph.readSession();
                Transaction transaction = begin(session)) {
            ResultSummary explained = explain(transaction);
            long version = transaction
                    .run("MATCH (v:_GraphVersion) RETURN coalesce(sum(v.version), 0) AS version")
                    .single()
                    .get("version")
                    .asLong();
            RowSink watched = new WatchedSink(sink);
            Result result = run(transaction, cypher);
            watched.columns(result.keys());
            RowTranslation rows = new RowTranslation(transaction, watched);
            boolean truncated = !pass(result, rows, limit);
            return new QuerySummary(
                    rows.rows(),
                    truncated,
                    Duration.ofNanos(System.nanoTime() - start).toMillis(),
                    version,
                    Notification.of(explained, LINES_OF_EXPLAIN, rows.hidingRows()));
        } catch (Neo4jException e) {
            throw QueryException.whileRunning(e);
        }
    }

    /** Asks for the plan only. */
    PlanNode explain() {
        guard.check(cypher);
        try (Session session = graph.readSession();
                Transaction transaction = begin(session)) {
            return PlanNode.of(explain(transaction).queryPlan().orElseThrow());
        } catch (Neo4jException e) {
            throw QueryException.of(e, 0);
        }
    }

    /** Whether all rows went through; false when there was one more, or the receiver has gone. */
    private boolean pass(Result result, RowTranslation rows, int limit) {
        while (result.hasNext()) {
            if (rows.rows() + rows.waiting() == limit) {
                rows.flush();
                return false;
            }
            if (!rows.accept(result.next())) {
                return false;
            }
        }
        return rows.flush();
    }

    private Transaction begin(Session session) {
        return session.beginTransaction(TransactionConfig.builder()
                .withTimeout(timeout)
                .withMetadata(Map.of(MARK, mark))
                .build());
    }

    private ResultSummary explain(Transaction transaction) {
        try {
            ResultSummary explained = run(transaction, EXPLAIN + cypher).consume();
            guard.check(cypher, explained);
            return explained;
        } catch (Neo4jException e) {
            throw QueryException.of(e, LINES_OF_EXPLAIN);
        }
    }

    private Result run(Transaction transaction, String text) {
        try {
            return transaction.run(text, parameters);
        } catch (ClientException e) {
            if (e.getMessage() != null && e.getMessage().startsWith("Unable to convert")) {
                throw new QueryException(
                        QueryException.Kind.PARAMETER,
                        "A parameter has a value that is no text, number, boolean, list or map.",
                        null,
                        null,
                        e);
            }
            throw e;
        }
    }

    /**
     * Ends the server's transaction, wherever its execution is. May be called again until the execution has returned,
     * in case the transaction had not begun yet.
     *
     * @param worker the thread that executes
     */
    void end(Thread worker) {
        ended = true;
        try (Session session = graph.readSession()) {
            session.run(END, Map.of("mark", mark)).consume();
        }
        if (inSink) {
            worker.interrupt();
        }
    }

    /** Stops giving out rows once the query was ended, and knows whether the receiver holds it up. */
    private final class WatchedSink implements RowSink {
        private final RowSink sink;

        WatchedSink(RowSink sink) {
            this.sink = sink;
        }

        @Override
        public void columns(List<String> names) {
            inSink = true;
            try {
                sink.columns(names);
            } finally {
                inSink = false;
            }
        }

        @Override
        public boolean row(List<@Nullable Object> values) {
            inSink = true;
            try {
                return !ended && sink.row(values) && !ended;
            } finally {
                inSink = false;
            }
        }
    }
}
