package io.cadastre.cypher.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.cadastre.cypher.TestGraph;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ChangeRetentionTest {
    @RegisterExtension
    static final TestGraph GRAPH = new TestGraph();

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    private final ChangeRetention retention = new ChangeRetention(GRAPH.graph(), 7);

    private static void given(List<Instant> times) {
        List<Map<String, Object>> records = new ArrayList<>();
        for (int i = 0; i < times.size(); i++) {
            records.add(Map.of("_order", ChangeOrder.of(times.get(i), "sync", 0, "subject" + i)));
        }
        try (var session = GRAPH.graph().writeSession()) {
            session.run("UNWIND $records AS record CREATE (c:_Change) SET c = record", Map.of("records", records))
                    .consume();
        }
    }

    private static List<Instant> kept() {
        try (var session = GRAPH.graph().readSession()) {
            return session.run("MATCH (c:_Change) RETURN c._order AS order ORDER BY order")
                    .list(row -> ChangeOrder.at(row.get("order").asString()));
        }
    }

    @Test
    void nothingNewerThanTheHorizonIsEverForgottenAndNothingOlderIsKept() {
        // Given changes at random times, and some right at the horizon
        Random random = new Random(20261121);
        List<Instant> times = new ArrayList<>(List.of(NOW, NOW.minusNanos(1), NOW.plusNanos(1)));
        for (int i = 0; i < 60; i++) {
            times.add(NOW.plusNanos(random.nextLong(-1_000_000_000_000L, 1_000_000_000_000L)));
        }
        given(times);

        long forgotten = retention.forgetBefore(NOW);

        List<Instant> newer =
                times.stream().filter(time -> !time.isBefore(NOW)).sorted().toList();
        assertThat(newer).isNotEmpty();
        assertThat(kept()).isEqualTo(newer);
        assertThat(forgotten).isEqualTo(times.size() - newer.size());
        assertThat(retention.horizon()).contains(NOW);
    }

    @Test
    void nothingIsWrittenWhenThereIsNothingToForget() {
        given(List.of(NOW));
        long before = GRAPH.transactionLogBytes();

        assertThat(retention.forgetBefore(NOW)).isZero();

        assertThat(GRAPH.transactionLogBytes()).isEqualTo(before);
        assertThat(retention.horizon()).isEmpty();
    }

    @Test
    void theHorizonNeverGoesBack() {
        given(List.of(NOW.minus(Duration.ofDays(3)), NOW.minus(Duration.ofDays(1))));
        retention.forgetBefore(NOW);
        given(List.of(NOW.minus(Duration.ofDays(3))));

        retention.forgetBefore(NOW.minus(Duration.ofDays(2)));

        assertThat(retention.horizon()).contains(NOW);
    }

    @Test
    void severalProcessesForgetAtOnceWithoutHarm() throws Exception {
        List<Instant> times = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            times.add(NOW.plusSeconds(i - 150));
        }
        given(times);
        List<Callable<Long>> processes = List.of(
                () -> new ChangeRetention(GRAPH.graph(), 7).forgetBefore(NOW),
                () -> new ChangeRetention(GRAPH.graph(), 11).forgetBefore(NOW),
                () -> new ChangeRetention(GRAPH.graph(), 5).forgetBefore(NOW));

        long forgotten = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var process : threads.invokeAll(processes)) {
                forgotten += process.get();
            }
        }

        assertThat(forgotten).isEqualTo(150);
        assertThat(kept()).hasSize(50);
    }

    @Test
    void ordersSortByTimeWhateverItsFraction() {
        List<String> orders = List.of(
                ChangeOrder.of(NOW, "b", 0, "s"),
                ChangeOrder.of(NOW.plusNanos(1), "a", 0, "s"),
                ChangeOrder.of(NOW.plusMillis(5), "a", 0, "s"),
                ChangeOrder.of(NOW.plusMillis(5), "a", 1, "a"),
                ChangeOrder.of(NOW.plusMillis(5), "b", 0, "a"),
                ChangeOrder.of(NOW.plusSeconds(1), "a", 0, "s"));

        assertThat(orders).isSorted();
        assertThat(orders.getFirst()).isGreaterThan(ChangeOrder.from(NOW));
        assertThat(ChangeOrder.from(NOW.plusNanos(1))).isBetween(orders.get(0), orders.get(1));
        assertThat(ChangeOrder.at(orders.get(2))).isEqualTo(NOW.plusMillis(5));
        assertThat(ChangeOrder.from(Instant.MIN)).isLessThan(orders.getFirst());
        assertThat(ChangeOrder.from(Instant.MAX)).isGreaterThan(orders.getLast());
    }
}
