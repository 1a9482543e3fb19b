package io.cadastre.engine.call;

import static io.cadastre.engine.call.Outside.millis;
import static io.cadastre.engine.call.Outside.seconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cadastre.engine.call.FakeSource.Answer;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.ErrorKind;
import io.cadastre.spi.http.HttpAnswer;
import io.cadastre.spi.http.HttpAuth;
import io.cadastre.spi.http.HttpCall;
import io.cadastre.spi.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpAnswersTest {
    private final Outside outside = new Outside();
    private final FakeSource source = new FakeSource();

    @AfterEach
    void close() {
        source.close();
        outside.close();
    }

    private HttpAnswer get(String target) throws Exception {
        return outside.http(source.settings()).send(HttpCall.get(target));
    }

    private ConnectorException error(Answer answer) {
        source.otherwise(request -> answer);
        return catchThrowableOfType(
                ConnectorException.class,
                () -> outside.http(source.settings())
                        .send(HttpCall.get("/tasks").needing("tasks:read")));
    }

    private static byte[] zipped(String text) {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new GZIPOutputStream(bytes)) {
            zip.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return bytes.toByteArray();
    }

    @ParameterizedTest
    @CsvSource({
        "400, BAD_DATA, 1",
        "401, AUTHENTICATION, 1",
        "403, PERMISSION, 1",
        "404, NOT_FOUND, 1",
        "408, UNAVAILABLE, 5",
        "409, BAD_DATA, 1",
        "410, BAD_DATA, 1",
        "429, RATE_LIMITED, 5",
        "500, UNAVAILABLE, 5",
        "502, UNAVAILABLE, 5",
        "503, UNAVAILABLE, 5",
        "504, UNAVAILABLE, 5"
    })
    void aStatusSaysWhatWentWrongAndWhetherToTryAgain(int status, ErrorKind kind, int attempts) {
        ConnectorException error = error(Answer.of(status, "{\"message\": \"hidden\"}"));

        assertThat(error.kind()).isEqualTo(kind);
        assertThat(error.attempts()).isEqualTo(attempts);
        assertThat(source.requests()).hasSize(attempts);
        assertThat(outside.attempts).hasValue(attempts);
        assertThat(error)
                .hasMessageStartingWith("'GET /tasks' at localhost:" + source.port() + " was answered " + status)
                .hasMessageNotContaining("hidden");
    }

    @Test
    void aDenialNamesThePermission() {
        assertThat(error(Answer.of(403)))
                .isInstanceOfSatisfying(
                        ConnectorException.Permission.class,
                        denied -> assertThat(denied.permission()).isEqualTo("tasks:read"))
                .hasMessageEndingWith("Grant 'tasks:read'.");
    }

    @Test
    void a403WithRetryAfterIsALimit() throws Exception {
        source.next(Answer.of(403).with("Retry-After", "7"));

        assertThat(get("/tasks").status()).isEqualTo(200);

        assertThat(outside.time.sleeps()).containsExactly(seconds(7));
    }

    @Test
    void a403WithNothingLeftIsALimitUntilItsReset() throws Exception {
        source.next(Answer.of(403)
                .with("X-RateLimit-Remaining", "0")
                .with("X-RateLimit-Reset", Long.toString(FakeTime.START.getEpochSecond() + 42)));

        assertThat(get("/tasks").status()).isEqualTo(200);

        assertThat(outside.time.sleeps()).containsExactly(seconds(42));
    }

    @Test
    void a403ThatSpeaksOfASecondaryLimitIsALimitOfAMinute() throws Exception {
        source.next(Answer.of(403, "{\"message\": \"You have exceeded a secondary rate limit.\"}"));

        assertThat(get("/tasks").status()).isEqualTo(200);

        assertThat(outside.time.sleeps()).containsExactly(seconds(60));
    }

    @Test
    void retryAfterMayBeADate() throws Exception {
        source.next(Answer.of(429).with("Retry-After", "Sat, 21 Nov 2026 12:00:09 GMT"));

        assertThat(get("/tasks").status()).isEqualTo(200);

        assertThat(outside.time.sleeps()).containsExactly(seconds(9));
    }

    @Test
    void a503MayAlsoSayWhenToComeBack() throws Exception {
        source.next(Answer.of(503).with("Retry-After", "13"));

        assertThat(get("/tasks").status()).isEqualTo(200);

        assertThat(outside.time.sleeps()).containsExactly(seconds(13));
    }

    @Test
    void aPostWithAnEffectIsSentOnce() {
        source.otherwise(request -> Answer.of(503));

        assertThatThrownBy(() -> outside.http(source.settings()).send(HttpCall.post("/orders", Map.of("a", 1))))
                .isInstanceOf(ConnectorException.Unavailable.class);

        assertThat(source.requests()).hasSize(1);
    }

    @Test
    void aPostThatOnlyReadsIsSentAgain() throws Exception {
        source.next(Answer.of(503));

        outside.http(source.settings()).send(HttpCall.postQuery("/search", Map.of("a", 1)));

        assertThat(source.requests()).hasSize(2);
    }

    @Test
    void aBodyIsSentAsJson() throws Exception {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("text", "ä\"");
        body.put("list", List.of(1, 2.5, true));

        outside.http(source.settings()).send(HttpCall.postQuery("/search", body));

        assertThat(source.only().body()).isEqualTo("{\"text\":\"ä\\\"\",\"list\":[1,2.5,true]}");
        assertThat(source.only().header("Content-Type")).contains("application/json");
    }

    @Test
    void numbersAreReadExactly() throws Exception {
        source.next(Answer.json(
                "[1, 9223372036854775807, 92233720368547758070, 0.1, 1e400, 3.14159265358979323846, -2.5e3]"));

        List<Json> numbers = get("/numbers").json().elements();

        assertThat(numbers)
                .extracting(Json::raw)
                .containsExactly(
                        1,
                        Long.MAX_VALUE,
                        new BigInteger("92233720368547758070"),
                        0.1,
                        new BigDecimal("1e400"),
                        new BigDecimal("3.14159265358979323846"),
                        -2500.0);
        assertThatThrownBy(numbers.get(2)::integer).isInstanceOf(ConnectorException.BadData.class);
    }

    @Test
    void allOtherValuesAreRead() throws Exception {
        source.next(Answer.json("{'a': {'b': [null, true, false, 'text \\u00e4']}, 'c': {}}"));

        Map<String, Object> expected = new LinkedHashMap<>();
        expected.put("a", Map.of("b", Arrays.asList(null, true, false, "text ä")));
        expected.put("c", Map.of());
        assertThat(get("/values").json().raw()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[{\"a\": 1}, {\"a\"", "{\"a\": \"secr", "[1,", "{", "[1, 2", "tru"})
    void jsonThatEndsEarlyIsBadData(String text) throws Exception {
        source.next(Answer.of(200, text));

        HttpAnswer answer = get("/tasks");

        assertThatThrownBy(answer::json)
                .isInstanceOf(ConnectorException.BadData.class)
                .hasMessageStartingWith("'GET /tasks' at localhost")
                .hasMessageNotContaining("secr")
                .hasNoCause();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "<html>secret</html>", "{} {}", "{\"a\": secret}", "[1,]", "{\"a\":NaN}", "]"})
    void whatIsNotJsonIsBadData(String text) throws Exception {
        source.next(Answer.of(200, text));

        HttpAnswer answer = get("/tasks");

        assertThatThrownBy(answer::json)
                .isInstanceOf(ConnectorException.BadData.class)
                .hasMessageNotContaining("secret")
                .hasNoCause();
    }

    @Test
    void jsonThatNestsWithoutEndIsBadData() throws Exception {
        source.next(Answer.of(200, "[".repeat(100_000)));

        HttpAnswer answer = get("/tasks");

        assertThatThrownBy(answer::json).isInstanceOf(ConnectorException.BadData.class);
    }

    @Test
    void aCompressedAnswerIsUnpacked() throws Exception {
        source.next(new Answer(200, Map.of("Content-Encoding", "gzip"), zipped("{\"a\": 1}")));

        assertThat(get("/tasks").json().integer("a")).isEqualTo(1);
        assertThat(source.only().header("Accept-Encoding")).contains("gzip");
    }

    @Test
    void aCompressedAnswerThatIsCutIsReadAgain() throws Exception {
        byte[] whole = zipped("{\"a\": 1}");
        source.next(new Answer(200, Map.of("Content-Encoding", "gzip"), Arrays.copyOf(whole, whole.length - 12)));
        source.next(new Answer(200, Map.of("Content-Encoding", "gzip"), whole));

        assertThat(get("/tasks").json().integer("a")).isEqualTo(1);

        assertThat(outside.time.sleeps()).containsExactly(millis(500));
    }

    @Test
    void whatIsNotGzipAlthoughItSaysSoIsBadData() {
        source.otherwise(request -> Answer.of(200, "{\"a\": 1}").with("Content-Encoding", "gzip"));

        assertThatThrownBy(() -> get("/tasks")).isInstanceOf(ConnectorException.BadData.class);
    }

    @Test
    void anotherEncodingIsBadData() {
        source.otherwise(request -> Answer.of(200, "x").with("Content-Encoding", "br"));

        assertThatThrownBy(() -> get("/tasks")).isInstanceOf(ConnectorException.BadData.class);
    }

    @Test
    void anAnswerOfTheLargestSizeIsReadAndALongerOneIsBadData() throws Exception {
        var http = outside.http(source.settings().maxAnswerBytes(10));
        source.next(Answer.of(200, "1234567890"), Answer.of(200, "12345678901"));

        assertThat(http.send(HttpCall.get("/tasks")).text()).isEqualTo("1234567890");
        assertThatThrownBy(() -> http.send(HttpCall.get("/tasks")))
                .isInstanceOf(ConnectorException.BadData.class)
                .hasMessageContaining("more than 10 bytes");
    }

    @Test
    void theSizeIsThatOfTheUnpackedAnswer() {
        var http = outside.http(source.settings().maxAnswerBytes(1000));
        source.next(new Answer(200, Map.of("Content-Encoding", "gzip"), zipped("x".repeat(100_000))));

        assertThatThrownBy(() -> http.send(HttpCall.get("/tasks"))).isInstanceOf(ConnectorException.BadData.class);
    }

    @Test
    void anAnswerShorterThanAnnouncedIsReadAgain() throws Exception {
        try (var raw = new RawSource(number -> number < 3
                ? "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n[1, 2]"
                : "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n[1, 2]")) {
            assertThat(outside.http(raw.settings()).json(HttpCall.get("/tasks")).elements())
                    .hasSize(2);
            assertThat(raw.connections()).isEqualTo(3);
        }
    }

    @Test
    void aChunkedAnswerThatIsCutIsUnavailable() {
        try (var raw =
                new RawSource(number -> "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n6\r\n[1, 2]\r\n")) {
            var error = catchThrowableOfType(
                    ConnectorException.Unavailable.class,
                    () -> outside.http(raw.settings()).send(HttpCall.get("/tasks")));

            assertThat(error.attempts()).isEqualTo(5);
            assertThat(raw.connections()).isEqualTo(5);
        }
    }

    @Test
    void anAnswerThatIsNoHttpIsUnavailable() {
        try (var raw = new RawSource(number -> "secret nonsense\r\n\r\n")) {
            assertThatThrownBy(() -> outside.http(raw.settings()).send(HttpCall.get("/tasks")))
                    .isInstanceOf(ConnectorException.Unavailable.class)
                    .hasMessageNotContaining("secret");
        }
    }

    @Test
    void aSourceThatIsNotThereIsUnavailableAndEvenAnEffectIsTriedAgain() {
        source.close();

        var error = catchThrowableOfType(
                ConnectorException.Unavailable.class,
                () -> outside.http(source.settings()).send(HttpCall.post("/orders", Map.of())));

        assertThat(error).hasMessageContaining("cannot be reached");
        assertThat(error.attempts()).isEqualTo(5);
    }

    @Test
    void anAnswerThatNeverComesIsATimeout() {
        try (var raw = new RawSource(number -> "")) {
            assertThatThrownBy(() ->
                            outside.http(raw.settings().timeout(millis(200))).send(HttpCall.post("/orders", Map.of())))
                    .isInstanceOf(ConnectorException.Timeout.class)
                    .hasMessageContaining("did not end within 200 ms");
        }
    }

    @Test
    void anAnswerWhoseBodyNeverEndsIsATimeout() {
        try (var raw =
                new RawSource(number -> "HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n[1, 2" + RawSource.STAYS)) {
            assertThatThrownBy(() ->
                            outside.http(raw.settings().timeout(millis(300))).send(HttpCall.get("/tasks")))
                    .isInstanceOf(ConnectorException.Timeout.class);
        }
    }

    @Test
    void anEtagIsSentAndNothingChangedIsAnAnswerWithoutBody() throws Exception {
        source.otherwise(request -> request.header("If-None-Match").isPresent()
                ? Answer.of(304).with("ETag", "\"v1\"")
                : Answer.json("[1]").with("ETag", "\"v1\""));
        var http = outside.http(source.settings());

        HttpAnswer first = http.send(HttpCall.get("/tasks"));
        HttpAnswer second =
                http.send(HttpCall.get("/tasks").unlessStill(first.validator().orElseThrow()));

        assertThat(first.notModified()).isFalse();
        assertThat(second.notModified()).isTrue();
        assertThat(second.validator()).contains("\"v1\"");
        assertThat(source.requests().getLast().header("If-None-Match")).contains("\"v1\"");
    }

    @Test
    void textIsReadInItsEncoding() throws Exception {
        source.next(
                new Answer(
                        200,
                        Map.of("Content-Type", "text/plain; charset=ISO-8859-1"),
                        "größer".getBytes(StandardCharsets.ISO_8859_1)),
                Answer.of(200, "größer"));

        assertThat(get("/text").text()).isEqualTo("größer");
        assertThat(get("/text").text()).isEqualTo("größer");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "</page?p=2>; rel=\"next\" | /page?p=2",
                "</page?p=1>; rel=prev, </page?p=3>; rel=next | /page?p=3",
                "</a,b;c>; title=\"x, rel=next\"; rel=\"last next\" | /a,b;c",
                "<?p=9>;REL=Next | /tasks?p=9",
                "</p>; rel=prev; rel=next | ",
                "</p>; rel=\"nextish\" | ",
                "rel=next | ",
            })
    void theLinkOfARelationIsFoundAndMadeWhole(String header, String target) throws Exception {
        source.next(Answer.json("[]").with("Link", header));

        assertThat(get("/tasks").link("next"))
                .isEqualTo(Optional.ofNullable(target).map(path -> source.url() + path));
    }

    @Test
    void afterA401ANewSecretIsTriedOnce() throws Exception {
        var token = new OneSecret("old", "new");
        source.otherwise(
                request -> Answer.of(request.header("Authorization").orElse("").equals("Bearer new") ? 200 : 401));

        var http = outside.http(source.settings().auth(new HttpAuth.Bearer(token)));

        assertThat(http.send(HttpCall.get("/tasks")).status()).isEqualTo(200);
        assertThat(source.requests()).hasSize(2);
        assertThat(outside.time.sleeps()).isEmpty();
    }

    @Test
    void afterTwo401ItIsOver() {
        var token = new OneSecret("one", "two", "three", "four");
        source.otherwise(request -> Answer.of(401));

        assertThatThrownBy(() -> outside.http(source.settings().auth(new HttpAuth.Bearer(token)))
                        .send(HttpCall.get("/tasks")))
                .isInstanceOf(ConnectorException.Authentication.class);

        assertThat(token.rejections()).isEqualTo(2);
        assertThat(source.requests()).hasSize(2);
    }

    @Test
    void whoAsksIsSaidInEachOfTheThreeWays() throws Exception {
        var secret = new OneSecret("s3cret");

        for (HttpAuth auth : List.of(
                new HttpAuth.Bearer(secret),
                new HttpAuth.Basic("ada", secret),
                new HttpAuth.Header("X-Api-Key", "Key ", secret))) {
            outside.http(source.settings().auth(auth)).send(HttpCall.get("/tasks"));
        }

        assertThat(source.requests().get(0).header("Authorization")).contains("Bearer s3cret");
        assertThat(source.requests().get(1).header("Authorization")).contains("Basic YWRhOnMzY3JldA==");
        assertThat(source.requests().get(2).header("X-Api-Key")).contains("Key s3cret");
    }

    @Test
    void attemptsOfOneCallHaveOneIdAndASpanEach() throws Exception {
        source.next(Answer.of(503));

        get("/tasks");

        var first = source.requests().get(0);
        var second = source.requests().get(1);
        String id = first.header("X-Request-Id").orElseThrow();
        assertThat(id).matches("[0-9a-f]{32}");
        assertThat(second.header("X-Request-Id")).contains(id);
        assertThat(first.header("traceparent").orElseThrow()).matches("00-" + id + "-[0-9a-f]{16}-01");
    }

    @Test
    void callsAreCountedByConnectorAndOperation() throws Exception {
        source.next(Answer.of(503), Answer.json("{}"), Answer.of(404));
        var http = outside.http(source.settings());
        http.send(HttpCall.get("/tasks/1").named("task"));
        assertThatThrownBy(() -> http.send(HttpCall.get("/tasks/2").named("task")))
                .isInstanceOf(ConnectorException.NotFound.class);

        assertThat(outside.runtime.counts())
                .containsExactly(new CallCounts.Line(
                        "acme", "task", 2, 3, Map.of(ErrorKind.NOT_FOUND, 1L), millis(500), millis(500)));
    }
}
