package io.cadastre.engine.call;

import static io.cadastre.engine.call.Outside.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.Env;
import io.cadastre.spi.operation.Limit;
import io.cadastre.spi.operation.Operation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LimitTest {
    private final Outside outside = new Outside();
    private final List<Duration> moments = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void close() {
        outside.close();
    }

    /** A call that notes when it is made. */
    private Operation<String, String> noting(Limit... limits) {
        return Operation.<String, String>define("lookup", input -> {
                    moments.add(outside.time.passed());
                    return input;
                })
                .limitedBy(limits);
    }

    private void call(Env env, Operation<String, String> operation, int times) throws Exception {
        for (int i = 0; i < times; i++) {
            env.ops().execute(operation, "x");
        }
    }

    @Test
    @DisplayName("M6: at 0.2 calls per second there is one call per 5 s")
    void aRateBelowOnePerSecond() throws Exception {
        call(outside.env(), noting(Limit.rate("slow", 1, seconds(5))), 4);

        assertThat(moments).containsExactly(seconds(0), seconds(5), seconds(10), seconds(15));
    }

    @Test
    void aRateHoldsInEveryWindowOfItsLength() throws Exception {
        var twoPerSecond = noting(Limit.perSecond("api", 2));
        call(outside.env(), twoPerSecond, 1);
        outside.time.advance(Duration.ofMillis(900));

        call(outside.env(), twoPerSecond, 4);

        assertThat(moments).extracting(Duration::toMillis).containsExactly(0L, 900L, 1000L, 1900L, 2000L);
    }

    @Test
    void aLargeRateIsKeptInParts() throws Exception {
        call(outside.env(), noting(Limit.perHour("api", 5000)), 1001);

        assertThat(moments.get(999)).isZero();
        assertThat(moments.get(1000))
                .isBetween(Duration.ofMinutes(12), Duration.ofMinutes(12).plusMillis(1));
    }

    @Test
    void everyAttemptCountsAgainstTheRate() throws Exception {
        var failures = new AtomicInteger();
        var shaky = Operation.<String, String>define("lookup", input -> {
                    moments.add(outside.time.passed());
                    if (failures.incrementAndGet() <= 2) {
                        throw new ConnectorException.Unavailable("Down.", null);
                    }
                    return input;
                })
                .limitedBy(Limit.rate("slow", 1, seconds(60)));

        call(outside.env(), shaky, 1);

        assertThat(moments).containsExactly(seconds(0), seconds(60), seconds(120));
    }

    @Test
    void ofTwoRatesBothHold() throws Exception {
        call(outside.env(), noting(Limit.perSecond("burst", 2), Limit.rate("long", 3, seconds(60))), 4);

        assertThat(moments).containsExactly(seconds(0), seconds(0), seconds(1), seconds(60));
    }

    @Test
    @DisplayName("M9: of 100 calls under a limit of 10, never more than 10 and at least 8 are made at once")
    void concurrentCallsAreLimitedButNotFewer() throws Exception {
        var atOnce = new AtomicInteger();
        var most = new AtomicInteger();
        // Nobody passes before ten are there: fewer at once would never end.
        var ten = new CyclicBarrier(10);
        var lookup = Operation.<Integer, Integer>define("lookup", input -> {
                    most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
                    ten.await();
                    atOnce.decrementAndGet();
                    return input;
                })
                .limitedBy(Limit.concurrent("api", 10));

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Integer>> calls = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                int input = i;
                calls.add(() -> outside.env().ops().execute(lookup, input));
            }
            for (Future<Integer> call : threads.invokeAll(calls)) {
                call.get();
            }
        }

        assertThat(most).hasValue(10);
        assertThat(outside.attempts).hasValue(100);
    }

    @Test
    @DisplayName("M10: two installations with the same connector and credential share a limit by its name")
    void aLimitIsSharedByItsName() throws Exception {
        Env first = outside.env("acme", "one");
        Env second = outside.env("acme", "one");
        var slow = noting(Limit.rate("slow", 1, seconds(5)));

        call(first, slow, 1);
        call(second, slow, 1);
        call(first, slow, 1);

        assertThat(moments).containsExactly(seconds(0), seconds(5), seconds(10));
    }

    @Test
    void anotherIdentityConnectorOrNameSharesNothing() throws Exception {
        call(outside.env("acme", "one"), noting(Limit.rate("slow", 1, seconds(5))), 1);
        call(outside.env("acme", "two"), noting(Limit.rate("slow", 1, seconds(5))), 1);
        call(outside.env("other", "one"), noting(Limit.rate("slow", 1, seconds(5))), 1);
        call(outside.env("acme", "one"), noting(Limit.rate("other", 1, seconds(5))), 1);

        assertThat(moments).containsOnly(seconds(0)).hasSize(4);
    }

    @Test
    void whereTwoSetALimitDifferentlyEachKeepsToItsOwnAndBothCount() throws Exception {
        call(outside.env(), noting(Limit.rate("slow", 1, seconds(5))), 1);
        call(outside.env(), noting(Limit.rate("slow", 1, seconds(20))), 1);

        call(outside.env(), noting(Limit.rate("slow", 1, seconds(20))), 1);
        call(outside.env(), noting(Limit.rate("slow", 1, seconds(5))), 1);

        assertThat(moments).containsExactly(seconds(0), seconds(0), seconds(20), seconds(25));
    }

    @Test
    void aPlaceIsFreeAgainAfterAnErrorAndWhileACallWaitsForItsNextAttempt() throws Exception {
        var one = Limit.concurrent("api", 1);
        var failures = new AtomicInteger();
        Env env = outside.env();
        var shaky = Operation.<String, String>define("shaky", input -> {
                    if (failures.incrementAndGet() == 1) {
                        throw new ConnectorException.Unavailable("Down.", null);
                    }
                    return input;
                })
                .limitedBy(one);

        call(env, shaky, 1);
        call(env, noting(one), 1);

        assertThat(moments).hasSize(1);
    }

    @Test
    void anInterruptedCallLeavesNoTraceInTheQueue() throws Exception {
        var inside = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        var holding = Operation.<String, String>define("holding", input -> {
                    inside.countDown();
                    go.await();
                    return input;
                })
                .limitedBy(Limit.concurrent("api", 1));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = threads.submit(() -> outside.env().ops().execute(holding, "x"));
            inside.await();
            var waiting = Thread.ofVirtual().start(() -> {
                try {
                    outside.env().ops().execute(noting(Limit.concurrent("api", 1)), "x");
                } catch (ConnectorException | InterruptedException e) {
                    // This is what is tested: no call is noted.
                }
            });
            waiting.interrupt();
            waiting.join();
            go.countDown();
            first.get();
        }

        call(outside.env(), noting(Limit.concurrent("api", 1)), 1);

        assertThat(moments).hasSize(1);
    }
}
