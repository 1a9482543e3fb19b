package io.cadastre.engine.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import io.cadastre.engine.call.FakeSource.Answer;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.http.HttpAuth;
import io.cadastre.spi.http.HttpCall;
import io.cadastre.spi.http.HttpSettings;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

@DisplayName("I14: no secret in a message, a stack trace or a log")
class NoSecretTest {
    private final Logger root = (Logger) LoggerFactory.getLogger("io.cadastre");
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final Outside outside = new Outside();
    private final FakeSource source = new FakeSource();
    private final HttpSettings settings =
            source.settings().auth(new HttpAuth.Bearer(new OneSecret("s3cret"))).header("X-Key", "s3cret");

    @BeforeEach
    void listen() {
        lines.start();
        root.addAppender(lines);
        root.setLevel(Level.TRACE);
    }

    @AfterEach
    void close() {
        root.detachAppender(lines);
        root.setLevel(null);
        source.close();
        outside.close();
    }

    private void assertNoSecret(ConnectorException error) {
        StringWriter trace = new StringWriter();
        error.printStackTrace(new PrintWriter(trace));
        assertThat(trace.toString()).doesNotContain("s3cret");
        assertThat(outside.log).noneMatch(line -> line.contains("s3cret"));
        assertThat(lines.list)
                .isNotEmpty()
                .noneMatch(event -> event.getFormattedMessage().contains("s3cret")
                        || event.getMDCPropertyMap().toString().contains("s3cret")
                        || (event.getThrowableProxy() != null
                                && ThrowableProxyUtil.asString(event.getThrowableProxy())
                                        .contains("s3cret")));
        assertThat(outside.runtime.counts().toString()).doesNotContain("s3cret");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 429, 500, 503})
    void whateverTheSourceAnswers(int status) {
        source.otherwise(request -> Answer.of(status, "{\"token\": \"s3cret\"}"));

        assertNoSecret(catchThrowableOfType(
                ConnectorException.class,
                () -> outside.http(settings)
                        .send(HttpCall.postQuery("/search?key=s3cret", Map.of("password", "s3cret"))
                                .query("token", "s3cret"))));
    }

    @Test
    void whenTheAnswerIsNotJson() {
        source.otherwise(request -> Answer.of(200, "{\"token\": s3cret"));

        assertNoSecret(catchThrowableOfType(
                ConnectorException.class, () -> outside.http(settings).json(HttpCall.get("/tasks?key=s3cret"))));
    }

    @Test
    void whenTheSourceIsNotThere() {
        source.close();

        assertNoSecret(catchThrowableOfType(
                ConnectorException.class, () -> outside.http(settings).json(HttpCall.get("/tasks?key=s3cret"))));
    }

    @Test
    void whenTheCredentialCannotBeAHeader() {
        var broken = settings.auth(new HttpAuth.Header("X-Key", "", new OneSecret("s3cret\n")));

        var error = catchThrowableOfType(
                ConnectorException.Configuration.class,
                () -> outside.http(broken).json(HttpCall.get("/tasks")));

        assertThat(error).hasMessageContaining("The credential 'apiKey' cannot be sent as the header 'X-Key'");
        assertNoSecret(error);
    }

    @Test
    void whenAHeaderCannotBeSent() {
        assertNoSecret(catchThrowableOfType(
                ConnectorException.Configuration.class,
                () -> outside.http(settings.header("X-Other", "s3cret\r\n")).json(HttpCall.get("/tasks"))));
    }

    @Test
    void linesOfACallCarryItsId() throws Exception {
        outside.http(settings).send(HttpCall.get("/tasks"));

        assertThat(lines.list)
                .filteredOn(event -> event.getLoggerName().equals(CallChain.class.getName()))
                .isNotEmpty()
                .allSatisfy(event -> assertThat(event.getMDCPropertyMap().get(CallChain.MDC_KEY))
                        .isEqualTo(source.requests()
                                .getFirst()
                                .header("X-Request-Id")
                                .orElseThrow()));
    }
}
