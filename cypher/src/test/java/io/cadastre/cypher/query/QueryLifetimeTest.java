package io.cadastre.cypher.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cadastre.cypher.TestGraph;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** When queries end, and that the server's transactions end with them. */
class QueryLifetimeTest {
    private static final String RUNAWAY =
            "UNWIND range(1, 100000000) AS i UNWIND range(1, 100000) AS j " + "WITH i, j WHERE i * j = -1 RETURN i";

    @RegisterExtension
    static final TestGraph GRAPH = new TestGraph();

    private final QueryRunner runner = new QueryRunner(GRAPH.graph(), new QueryGuard());

    @Test
    @DisplayName("Q2: a runaway query is ended on time, and its transaction is gone within a second")
    void endsARunawayQuery() {
        long start = System.nanoTime();

        QueryException failure = catchThrowableOfType(
                QueryException.class, () -> runner.run(request(RUNAWAY, Duration.ofMillis(500)), new CollectingSink()));

        assertThat(failure.kind()).isEqualTo(QueryException.Kind.TIMEOUT);
        assertThat(failure).hasMessageContaining("500 ms");
        assertThat(since(start)).isBetween(Duration.ofMillis(500), Duration.ofMillis(1_500));
        awaitWithin(Duration.ofSeconds(1), () -> runningQueries() == 0);
    }

    @Test
    @DisplayName("Q2: so is one that computes between rows, or before its plan is known")
    void endsAQueryWhileItGivesOutRows() {
        QueryException failure = catchThrowableOfType(
                QueryException.class,
                () -> runner.run(
                        request(
                                "UNWIND range(1, 100000000) AS i WITH i WHERE i < 100 OR i = -1 RETURN i",
                                Duration.ofMillis(300)),
                        new CollectingSink()));

        assertThat(failure.kind()).isEqualTo(QueryException.Kind.TIMEOUT);
        awaitWithin(Duration.ofSeconds(1), () -> runningQueries() == 0);
    }

    @Test
    @DisplayName("Q2: a receiver that hangs does not keep the transaction")
    void endsAQueryWhoseReceiverHangs() {
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        RowSink hanging = new RowSink() {
            @Override
            public void columns(List<String> names) {}

            @Override
            public boolean row(List<@Nullable Object> values) {
                try {
                    never.await();
                } catch (InterruptedException e) {
                    interrupted.countDown();
                    Thread.currentThread().interrupt();
                }
                return true;
            }
        };

        QueryException failure = catchThrowableOfType(
                QueryException.class,
                () -> runner.run(request("UNWIND range(1, 10) AS i RETURN i", Duration.ofMillis(300)), hanging));

        assertThat(failure.kind()).isEqualTo(QueryException.Kind.TIMEOUT);
        awaitWithin(Duration.ofSeconds(10), () -> runningQueries() == 0 && interrupted.getCount() == 0);
    }

    @Test
    @DisplayName("Q3: an interrupt of the caller ends the transaction")
    void endsWithItsCaller() throws Exception {
        FutureTask<QueryException> task = new FutureTask<>(() -> {
            QueryException failure = catchThrowableOfType(
                    QueryException.class,
                    () -> runner.run(request(RUNAWAY, Duration.ofSeconds(30)), new CollectingSink()));
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
            return failure;
        });
        Thread caller = Thread.ofPlatform().start(task);
        awaitWithin(Duration.ofSeconds(10), () -> runningQueries() == 1);

        caller.interrupt();

        assertThat(task.get(2, TimeUnit.SECONDS).kind()).isEqualTo(QueryException.Kind.CANCELLED);
        awaitWithin(Duration.ofSeconds(1), () -> runningQueries() == 0);
    }

    @Test
    @DisplayName("Q3: a million rows stream through")
    void streamsAMillionRows() {
        CountingSink sink = new CountingSink(Long.MAX_VALUE);

        QuerySummary summary = runner.run(
                new QueryRequest(
                        "UNWIND range(1, 1000000) AS i RETURN i, 'row ' + i AS text",
                        Map.of(),
                        Integer.MAX_VALUE,
                        Duration.ofSeconds(60)),
                sink);

        assertThat(summary.rowCount()).isEqualTo(1_000_000);
        assertThat(summary.truncated()).isFalse();
        assertThat(sink.rows).isEqualTo(1_000_000);
    }

    @Test
    @DisplayName("Q3: a receiver that goes ends the transaction")
    void endsWithItsReceiver() {
        CountingSink sink = new CountingSink(1_000);
        long start = System.nanoTime();

        QuerySummary summary =
                runner.run(request("UNWIND range(1, 100000000) AS i RETURN i", Duration.ofSeconds(60)), sink);

        assertThat(sink.rows).isEqualTo(1_000);
        assertThat(summary.rowCount()).isEqualTo(1_000);
        assertThat(summary.truncated()).isTrue();
        assertThat(since(start)).isLessThan(Duration.ofSeconds(10));
        awaitWithin(Duration.ofSeconds(1), () -> runningQueries() == 0);
    }

    @Test
    void passesOnWhatTheReceiverThrows() {
        RowSink failing = new RowSink() {
            @Override
            public void columns(List<String> names) {}

            @Override
            public boolean row(List<@Nullable Object> values) {
                throw new IllegalArgumentException("receiver");
            }
        };

        IllegalArgumentException failure = catchThrowableOfType(
                IllegalArgumentException.class,
                () -> runner.run(request("UNWIND range(1, 10) AS i RETURN i", Duration.ofSeconds(10)), failing));

        assertThat(failure).hasMessage("receiver");
        awaitWithin(Duration.ofSeconds(1), () -> runningQueries() == 0);
    }

    @Test
    void saysWhenTheServersMemoryIsUsedUp() {
        QueryException failure = catchThrowableOfType(
                QueryException.class,
                () -> runner.run(
                        request("UNWIND range(1, 200000000) AS i RETURN collect(i)", Duration.ofSeconds(60)),
                        new CollectingSink()));

        assertThat(failure.kind()).isEqualTo(QueryException.Kind.MEMORY);
        awaitWithin(Duration.ofSeconds(1), () -> runningQueries() == 0);
    }

    private static final class CountingSink implements RowSink {
        private final long wanted;
        private long rows;

        CountingSink(long wanted) {
            this.wanted = wanted;
        }

        @Override
        public void columns(List<String> names) {}

        @Override
        public boolean row(List<@Nullable Object> values) {
            rows++;
            return rows < wanted;
        }
    }

    private static QueryRequest request(String cypher, Duration timeout) {
        return new QueryRequest(cypher, Map.of(), Integer.MAX_VALUE, timeout);
    }

    private static long runningQueries() {
        try (var session = GRAPH.graph().readSession()) {
            return session.run(
                            "SHOW TRANSACTIONS YIELD metaData WHERE metaData.cadastreQuery IS NOT NULL RETURN count(*)")
                    .single()
                    .get(0)
                    .asLong();
        }
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static void awaitWithin(Duration patience, BooleanSupplier condition) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            assertThat(since(start)).isLessThan(patience);
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }
}
