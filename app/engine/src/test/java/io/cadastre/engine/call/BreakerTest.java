package io.cadastre.engine.call;

import static io.cadastre.engine.call.Outside.seconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.Env;
import io.cadastre.spi.operation.Limit;
import io.cadastre.spi.operation.Operation;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BreakerTest {
    private static final RetryPolicy ONCE = new RetryPolicy(1, seconds(1), seconds(1), Duration.ofMinutes(5));
    private final ConnectorException down = new ConnectorException.Unavailable("Down.", null);

    private final Outside outside = new Outside(ONCE);
    private final AtomicReference<@Nullable ConnectorException> error = new AtomicReference<>(down);
    private final Operation<String, String> lookup = operation("lookup");

    @AfterEach
    void close() {
        outside.close();
    }

    private Operation<String, String> operation(String name) {
        return Operation.define(name, input -> {
            ConnectorException now = error.get();
            if (now != null) {
                throw now;
            }
            return input;
        });
    }

    private void fail(Env env, Operation<String, String> operation, int times) {
        for (int i = 0; i < times; i++) {
            assertThatThrownBy(() -> env.ops().execute(operation, "x")).isSameAs(error.get());
        }
    }

    private void assertRefused(Env env) {
        int before = outside.attempts.get();
        assertThatThrownBy(() -> env.ops().execute(lookup, "x"))
                .isInstanceOf(ConnectorException.Unavailable.class)
                .hasMessage("'lookup' is left alone for 30 s, because the last 10 calls failed. Check the source; after"
                        + " that time it is asked again.");
        assertThat(outside.attempts).hasValue(before);
    }

    @Test
    void afterTenFailuresInARowTheSourceIsLeftAlone() {
        fail(outside.env(), lookup, 10);

        assertRefused(outside.env());
    }

    @Test
    void timeoutsCountAsFailures() {
        error.set(new ConnectorException.Timeout("Slow."));
        fail(outside.env(), lookup, 10);

        assertRefused(outside.env());
    }

    @Test
    void afterARestOneCallTriesAndOpensTheWay() throws Exception {
        fail(outside.env(), lookup, 10);
        outside.time.advance(seconds(31));
        error.set(null);

        assertThat(outside.env().ops().execute(lookup, "x")).isEqualTo("x");
        assertThat(outside.env().ops().execute(lookup, "y")).isEqualTo("y");
    }

    @Test
    void ifTheTryFailsTheSourceRestsAgain() {
        fail(outside.env(), lookup, 10);
        outside.time.advance(seconds(31));

        fail(outside.env(), lookup, 1);

        assertRefused(outside.env());
    }

    @Test
    void oneSuccessAmongFailuresKeepsTheWayOpen() throws Exception {
        fail(outside.env(), lookup, 9);
        error.set(null);
        outside.env().ops().execute(lookup, "x");
        error.set(down);

        fail(outside.env(), lookup, 9);
    }

    @Test
    void answersThatSayNoAreNoFailuresOfTheSource() {
        error.set(new ConnectorException.NotFound("None."));

        fail(outside.env(), lookup, 30);
    }

    @Test
    void limitsOfTheSourceAreNoFailuresOfIt() {
        error.set(new ConnectorException.RateLimited("Slower.", seconds(1)));

        fail(outside.env(), lookup, 30);
    }

    @Test
    void otherOperationsAndIdentitiesGoOn() {
        fail(outside.env(), lookup, 10);

        fail(outside.env(), operation("other"), 1);
        fail(outside.env("acme", "two"), lookup, 1);
        assertRefused(outside.env());
    }

    @Test
    void whoWaitsForItsTurnWhenTheSourceFailsDoesNotAskIt() throws Exception {
        var slow = lookup.limitedBy(Limit.rate("slow", 1, seconds(5)));
        error.set(null);
        outside.env().ops().execute(slow, "x");
        error.set(down);
        outside.time.duringNextSleep(() -> fail(outside.env(), lookup, 10));

        assertThatThrownBy(() -> outside.env().ops().execute(slow, "x")).hasMessageContaining("is left alone");

        assertThat(outside.attempts).hasValue(11);
    }
}
