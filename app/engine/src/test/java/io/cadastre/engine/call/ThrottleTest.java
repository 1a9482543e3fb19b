package io.cadastre.engine.call;

import static io.cadastre.engine.call.Outside.seconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cadastre.engine.call.FakeSource.Answer;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.http.HttpCall;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a source asks for holds for everybody who shares the identity. */
class ThrottleTest {
    private static final HttpCall ORDER = HttpCall.post("/orders", Map.of());
    private static final HttpCall TASKS = HttpCall.get("/tasks");

    private final Outside outside = new Outside();
    private final FakeSource source = new FakeSource();

    @AfterEach
    void close() {
        source.close();
        outside.close();
    }

    private void send(String identity, HttpCall call) throws Exception {
        outside.env("acme", identity).http(source.settings()).send(call);
    }

    private void sendToo(String identity) {
        assertThatThrownBy(() -> send(identity, ORDER)).isInstanceOf(ConnectorException.class);
    }

    private static Answer left(Answer answer, long remaining, long reset) {
        return answer.with("RateLimit-Limit", "100")
                .with("RateLimit-Remaining", Long.toString(remaining))
                .with("RateLimit-Reset", Long.toString(reset));
    }

    @Test
    void afterRetryAfterAllOthersWaitToo() throws Exception {
        source.next(Answer.of(429).with("Retry-After", "30"));

        sendToo("one");
        send("one", TASKS);

        assertThat(outside.time.sleeps()).containsExactly(seconds(30));
    }

    @Test
    void anotherIdentityDoesNotWait() throws Exception {
        source.next(Answer.of(429).with("Retry-After", "30"));

        sendToo("one");
        send("two", TASKS);

        assertThat(outside.time.sleeps()).isEmpty();
    }

    static Stream<Arguments> usedUp() {
        long inTwenty = FakeTime.START.getEpochSecond() + 20;
        return Stream.of(
                Arguments.of(Map.of("X-RateLimit-Remaining", "0", "X-RateLimit-Reset", Long.toString(inTwenty))),
                Arguments.of(Map.of("X-RateLimit-Remaining", "0", "X-RateLimit-Reset", Long.toString(inTwenty * 1000))),
                Arguments.of(Map.of("X-RateLimit-Remaining", "0", "X-RateLimit-Reset", "20")),
                Arguments.of(Map.of("x-rate-limit-remaining", "0", "x-rate-limit-reset", Long.toString(inTwenty))),
                Arguments.of(Map.of("RateLimit-Remaining", "0", "RateLimit-Reset", "20")),
                Arguments.of(Map.of("RateLimit", "limit=100, remaining=0, reset=20")),
                Arguments.of(Map.of("RateLimit", "\"default\";r=0;t=20")));
    }

    @ParameterizedTest
    @MethodSource("usedUp")
    void whenNothingIsLeftAllWaitForTheReset(Map<String, String> headers) throws Exception {
        Answer last = Answer.json("{}");
        for (Map.Entry<String, String> header : headers.entrySet()) {
            last = last.with(header.getKey(), header.getValue());
        }
        source.next(last);

        send("one", TASKS);
        assertThat(outside.time.sleeps()).isEmpty();
        send("one", TASKS);

        assertThat(outside.time.sleeps()).containsExactly(seconds(20));
    }

    @Test
    void whenLittleIsLeftCallsAreSpreadOverTheTime() throws Exception {
        source.next(left(Answer.json("{}"), 10, 60));

        for (int i = 0; i < 4; i++) {
            send("one", TASKS);
        }

        assertThat(outside.time.sleeps()).containsExactly(seconds(6), seconds(6), seconds(6));
    }

    @Test
    void afterTheResetNobodyIsSlow() throws Exception {
        source.next(left(Answer.json("{}"), 10, 60));
        send("one", TASKS);
        outside.time.advance(seconds(60));

        send("one", TASKS);
        send("one", TASKS);

        assertThat(outside.time.sleeps()).isEmpty();
    }

    @Test
    void whenEnoughIsLeftNobodyIsSlow() throws Exception {
        source.otherwise(request -> left(Answer.json("{}"), 50, 60));

        send("one", TASKS);
        send("one", TASKS);

        assertThat(outside.time.sleeps()).isEmpty();
    }

    @Test
    void a429WithoutATimeStopsTheOthersForAsLongAsTheOneWaits() throws Exception {
        source.next(Answer.of(429));

        send("one", TASKS);

        assertThat(outside.time.sleeps()).containsExactly(Duration.ofMillis(500));
    }

    @Test
    void aPauseThatIsTooLongIsNotWaitedForAndTheSourceIsLeftInPeace() {
        source.next(Answer.of(429).with("Retry-After", "7200"));
        sendToo("one");

        var error = catchThrowableOfType(ConnectorException.RateLimited.class, () -> send("one", TASKS));

        assertThat(error)
                .hasMessage("'GET /tasks' at localhost:" + source.port()
                        + " may not be asked for another 2 h, as the source said. That is longer than the 5 min that a"
                        + " call waits; sync again after that time.");
        assertThat(error.retryAfter()).contains(Duration.ofHours(2));
        assertThat(source.requests()).hasSize(1);
        assertThat(outside.time.sleeps()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("nonsense")
    void headersThatMakeNoSenseChangeNothing(String name, String value) throws Exception {
        source.next(Answer.json("{}").with(name, value).with("X-RateLimit-Remaining", "0"));

        send("one", TASKS);
        send("one", TASKS);

        assertThat(outside.time.sleeps()).isEmpty();
    }

    static Stream<Arguments> nonsense() {
        return Stream.of(
                Arguments.of("X-RateLimit-Reset", "soon"),
                Arguments.of("X-RateLimit-Reset", "-5"),
                Arguments.of("X-RateLimit-Reset", "99999999999999999999"),
                Arguments.of("X-RateLimit-Reset", "1000000001"),
                Arguments.of("RateLimit", "remaining=0"));
    }
}
