package io.cadastre.engine.call;

import static io.cadastre.engine.call.Outside.millis;
import static io.cadastre.engine.call.Outside.seconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.operation.Operation;
import io.cadastre.spi.operation.Operation.Handler;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RetryTest {
    private final Outside outside = new Outside();

    @AfterEach
    void close() {
        outside.close();
    }

    /** Fails with these errors, one after the other, and then answers. */
    private static Handler<String, String> failing(Exception... errors) {
        Queue<Exception> left = new ArrayDeque<>(List.of(errors));
        return input -> {
            Exception error = left.poll();
            if (error != null) {
                throw error;
            }
            return "answer to " + input;
        };
    }

    private String call(Operation<String, String> operation) throws Exception {
        return outside.env().ops().execute(operation, "x");
    }

    private static ConnectorException unavailable() {
        return new ConnectorException.Unavailable("It is down.", null);
    }

    @Test
    void delaysDoubleAndAreRandomInTheirWholeRange() throws Exception {
        var lookup = Operation.define(
                "lookup", failing(unavailable(), unavailable(), new IOException("cut"), unavailable()));

        assertThat(call(lookup)).isEqualTo("answer to x");

        assertThat(outside.time.sleeps()).containsExactly(millis(500), seconds(1), seconds(2), seconds(4));
        assertThat(outside.attempts).hasValue(5);
    }

    @Test
    void afterFiveAttemptsItGivesUpWithTheLastErrorAndTheirNumber() {
        var lookup = Operation.<String, String>define("lookup", input -> {
            throw unavailable();
        });

        var error = catchThrowableOfType(ConnectorException.Unavailable.class, () -> call(lookup));

        assertThat(error).hasMessage("It is down.");
        assertThat(error.attempts()).isEqualTo(5);
        assertThat(outside.attempts).hasValue(5);
        assertThat(outside.time.sleeps()).hasSize(4);
    }

    @Test
    void delaysStopGrowing() {
        assertThat(RetryPolicy.DEFAULT.delay(60, Outside.MIDDLE)).isEqualTo(seconds(15));
    }

    @Test
    void theSourceSaysHowLongToWait() throws Exception {
        var lookup = Operation.define(
                "lookup",
                failing(
                        new ConnectorException.RateLimited("Slower.", seconds(7)),
                        new ConnectorException.RateLimited("Slower.", seconds(11))));

        assertThat(call(lookup)).isEqualTo("answer to x");

        assertThat(outside.time.sleeps()).containsExactly(seconds(7), seconds(11));
    }

    @Test
    void aSourceThatAsksForNoWaitAtAllIsNotStormed() throws Exception {
        call(Operation.define(
                "lookup",
                failing(
                        new ConnectorException.RateLimited("Slower.", Duration.ZERO),
                        new ConnectorException.RateLimited("Slower.", Duration.ZERO))));

        assertThat(outside.time.sleeps()).containsExactly(millis(500), seconds(1));
    }

    @Test
    void itDoesNotWaitLongerThanFiveMinutesAndSaysSo() {
        var lookup =
                Operation.define("lookup", failing(new ConnectorException.RateLimited("Slower.", Duration.ofHours(3))));

        var error = catchThrowableOfType(ConnectorException.RateLimited.class, () -> call(lookup));

        assertThat(error)
                .hasMessage("'lookup' should be asked again only in 3 h. A call waits 5 min at most; sync again after"
                        + " that time. (Slower.)");
        assertThat(error.retryAfter()).contains(Duration.ofHours(3));
        assertThat(error.attempts()).isEqualTo(1);
        assertThat(outside.time.sleeps()).isEmpty();
    }

    @Test
    void itDoesNotWaitLongerThanFiveMinutesInAll() {
        var lookup = Operation.define(
                "lookup",
                failing(
                        new ConnectorException.RateLimited("Slower.", Duration.ofMinutes(3)),
                        new ConnectorException.RateLimited("Slower.", Duration.ofMinutes(3))));

        var error = catchThrowableOfType(ConnectorException.RateLimited.class, () -> call(lookup));

        assertThat(error.attempts()).isEqualTo(2);
        assertThat(outside.time.sleeps()).containsExactly(Duration.ofMinutes(3));
    }

    static List<ConnectorException> lasting() {
        return List.of(
                new ConnectorException.Configuration("no"),
                new ConnectorException.Authentication("no"),
                new ConnectorException.Permission("p", "no"),
                new ConnectorException.NotFound("no"),
                new ConnectorException.PositionLost("no"),
                new ConnectorException.BadData("no", null));
    }

    @ParameterizedTest
    @MethodSource("lasting")
    void whatDoesNotPassIsNotTriedAgain(ConnectorException lasting) {
        assertThatThrownBy(() -> call(Operation.define("lookup", failing(lasting))))
                .isSameAs(lasting);

        assertThat(outside.attempts).hasValue(1);
    }

    @Test
    void aCallWithAnEffectIsNotRepeatedAfterItPerhapsArrived() {
        var order = Operation.define("order", failing(new SocketException("Connection reset")))
                .notIdempotent();

        assertThatThrownBy(() -> call(order))
                .isInstanceOf(ConnectorException.Unavailable.class)
                .hasMessage("'order' was cut off: SocketException.");

        assertThat(outside.attempts).hasValue(1);
    }

    @Test
    void aCallWithAnEffectIsNotRepeatedAfterTheSourceAnsweredThatItIsTooMuch() {
        var order = Operation.define("order", failing(new ConnectorException.RateLimited("Slower.", seconds(1))))
                .notIdempotent();

        assertThatThrownBy(() -> call(order)).isInstanceOf(ConnectorException.RateLimited.class);

        assertThat(outside.attempts).hasValue(1);
    }

    @Test
    void aCallWithAnEffectIsRepeatedIfItCertainlyDidNotArrive() throws Exception {
        var order = Operation.define(
                        "order",
                        failing(
                                new ConnectException("Connection refused"),
                                new ConnectorException.Unavailable("No.", new ConnectException("refused"))))
                .notIdempotent();

        assertThat(call(order)).isEqualTo("answer to x");

        assertThat(outside.attempts).hasValue(3);
    }

    @Test
    void anAttemptThatTakesTooLongIsInterruptedAndTriedAgain() throws Exception {
        var interrupted = new CountDownLatch(1);
        var first = new AtomicBoolean(true);
        var slowAtFirst = Operation.<String, String>define("lookup", input -> {
                    if (!first.getAndSet(false)) {
                        return "second";
                    }
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        interrupted.countDown();
                        throw e;
                    }
                    return "first";
                })
                .timeout(millis(200));

        assertThat(call(slowAtFirst)).isEqualTo("second");
        interrupted.await();

        assertThat(outside.log).singleElement().asString().contains("'lookup' did not end within 200 ms.");
    }

    @Test
    void aMistakeInTheConnectorComesOutAsItIs() {
        var mistake = new IllegalStateException("oops");

        assertThatThrownBy(() -> call(Operation.define("lookup", failing(mistake))))
                .isSameAs(mistake);

        assertThat(outside.attempts).hasValue(1);
    }

    @Test
    void peopleSeeThatACallIsTriedAgain() throws Exception {
        call(Operation.define("lookup", failing(unavailable())));

        assertThat(outside.log).containsExactly("'lookup': attempt 2 of 5 in 500 ms. It is down.");
    }
}
