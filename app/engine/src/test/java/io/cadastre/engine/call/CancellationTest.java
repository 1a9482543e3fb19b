package io.cadastre.engine.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.Env;
import io.cadastre.spi.http.HttpCall;
import io.cadastre.spi.operation.Limit;
import io.cadastre.spi.operation.Operation;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayName("M16: whoever is interrupted stops to wait, wherever it waits")
@Timeout(60)
class CancellationTest {
    /** Time in which a sleep never ends. */
    private static final class EndlessSleep implements Time {
        private final CountDownLatch asleep = new CountDownLatch(1);

        @Override
        public Instant now() {
            return FakeTime.START;
        }

        @Override
        public long nanos() {
            return 0;
        }

        @Override
        public void sleep(Duration duration) throws InterruptedException {
            asleep.countDown();
            new CountDownLatch(1).await();
        }
    }

    private final EndlessSleep time = new EndlessSleep();
    private final Outside outside = new Outside();
    private final CallRuntime runtime = new CallRuntime(time, Outside.MIDDLE, RetryPolicy.DEFAULT);
    private final Env env = runtime.env(outside.caller("acme", "one"));

    @AfterEach
    void close() {
        runtime.close();
        outside.close();
    }

    /** Makes a call, interrupts it when it waits, and expects that it says so. */
    private static void interrupt(FutureTask<?> call, CountDownLatch waiting) throws Exception {
        Thread thread = Thread.ofVirtual().start(call);
        waiting.await();
        thread.interrupt();
        assertThatThrownBy(call::get)
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(InterruptedException.class);
    }

    @Test
    void duringAnAttemptWhichIsInterruptedToo() throws Exception {
        var working = new CountDownLatch(1);
        var interrupted = new CountDownLatch(1);
        var lookup = Operation.<String, String>define("lookup", input -> {
            working.countDown();
            try {
                new CountDownLatch(1).await();
            } finally {
                interrupted.countDown();
            }
            return input;
        });

        interrupt(new FutureTask<>(() -> env.ops().execute(lookup, "x")), working);

        interrupted.await();
    }

    @Test
    void duringAnHttpCallWhoseConnectionIsClosed() throws Exception {
        var asked = new CountDownLatch(1);
        try (var raw = new RawSource(number -> {
            asked.countDown();
            return "";
        })) {
            interrupt(new FutureTask<>(() -> env.http(raw.settings()).send(HttpCall.get("/tasks"))), asked);

            raw.awaitHangUp();
        }
    }

    @Test
    void beforeTheNextAttempt() throws Exception {
        var lookup = Operation.<String, String>define("lookup", input -> {
            throw new ConnectorException.Unavailable("Down.", null);
        });

        interrupt(new FutureTask<>(() -> env.ops().execute(lookup, "x")), time.asleep);
    }

    @Test
    void whileTheRateIsUsedUp() throws Exception {
        var lookup = Operation.<String, String>define("lookup", input -> input)
                .limitedBy(Limit.rate("slow", 1, Duration.ofHours(1)));
        env.ops().execute(lookup, "x");

        interrupt(new FutureTask<>(() -> env.ops().execute(lookup, "x")), time.asleep);
    }

    @Test
    void whatIsNoLongerWantedIsNotBegun() {
        outside.cancelled.set(true);

        assertThatThrownBy(() -> env.ops().execute(Operation.define("lookup", input -> input), "x"))
                .isInstanceOf(InterruptedException.class);

        assertThat(outside.attempts).hasValue(0);
    }
}
