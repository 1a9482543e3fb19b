package io.cadastre.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.cadastre.engine.access.Role;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever goes wrong has one shape, a request id and no internals. */
class ProblemsTest {
    private static final String BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

    @RegisterExtension
    final TestServer server = new TestServer();

    private static void assertProblem(TestServer.Answer answer, int status, String code) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        var body = answer.json();
        assertThat(body.path("code").asText()).isEqualTo(code);
        assertThat(body.path("status").asInt()).isEqualTo(status);
        assertThat(body.path("type").asText()).isEqualTo("urn:cadastre:problem:" + code);
        assertThat(body.path("title").asText()).isNotBlank();
        assertThat(body.path("detail").asText()).isNotBlank();
        assertThat(body.path("requestId").asText()).isEqualTo(answer.header("X-Request-Id"));
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/entities/none, 404, not-found",
        "/api/v1/installations/none, 404, not-found",
        "/api/v1/connectors/none, 404, not-found",
        "/api/v1/syncs/none, 404, not-found",
        "/api/v1/nowhere, 404, not-found",
        "/api/nowhere, 404, not-found",
        "/assets/none.js, 404, not-found",
        "/nowhere, 404, not-found",
        "/api/v1/entities?limit=0, 400, invalid-input",
        "/api/v1/entities?limit=1001, 400, invalid-input",
        "/api/v1/entities?limit=x, 400, invalid-input",
        "/api/v1/entities?sort=colour, 400, invalid-input",
        "/api/v1/entities?cursor=made-up, 400, invalid-cursor",
        "/api/v1/syncs?state=odd, 400, invalid-input",
        "/api/v1/query, 405, method-not-allowed",
    })
    void aWrongRequestIsAProblem(String path, int status, String code) {
        assertProblem(server.get(path), status, code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/installations", "/held", "/nosuchpage", "/syncs/one/two", "/entities/"})
    void aBrowserThatVisitsNothingGetsTheApplicationWhichSaysSo(String path) {
        var answer = visit(path);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.header("Content-Type")).startsWith("text/html");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.raw().body()).isEqualTo(visit("/").raw().body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api", "/api/v1/nowhere", "/api/v1/syncs/none", "/assets", "/assets/none.js"})
    void whereNoPagesAreABrowserGetsAProblemToo(String path) {
        var answer = server.send(
                server.as(Role.VIEWER, path).header("Accept", BROWSER).GET());

        assertProblem(answer, 404, "not-found");
    }

    private TestServer.Answer visit(String path) {
        return server.send(server.request(path).header("Accept", BROWSER).GET());
    }

    @Test
    void malformedJsonSaysWhereAndWhat() {
        var answer = server.post(Role.VIEWER, "/api/v1/query", "{\"cypher\": \n  oops}");
        assertProblem(answer, 400, "malformed-json");
        assertThat(answer.json().path("line").asInt()).isEqualTo(2);
        assertThat(answer.json().path("detail").asText()).contains("Line 2").doesNotContain("com.fasterxml");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "null", "7", "\"text\"", "{\"cypher\":1}", "{\"cypher\":\"RETURN 1\"} x"})
    void aBodyOfTheWrongShapeIsRefused(String body) {
        assertThat(server.post(Role.VIEWER, "/api/v1/query", body).status()).isEqualTo(400);
    }

    @Test
    void anUnknownMemberIsNamedWithTheKnownOnes() {
        var answer = server.post(Role.VIEWER, "/api/v1/query", "{\"cypher\":\"RETURN 1\",\"limits\":5}");
        assertProblem(answer, 400, "invalid-input");
        assertThat(answer.json().path("errors").get(0).path("field").asText()).isEqualTo("limits");
        assertThat(answer.json().path("detail").asText()).contains("limit", "timeoutMs");
    }

    @Test
    void aBodyThatIsNotJsonIsRefused() {
        assertProblem(
                server.send(server.as(Role.VIEWER, "/api/v1/query")
                        .header("Content-Type", "text/plain")
                        .POST(BodyPublishers.ofString("RETURN 1"))),
                415,
                "unsupported-media-type");
    }

    @Test
    void aHugeBodyIsRefused() {
        assertProblem(
                server.post(Role.VIEWER, "/api/v1/query", "{\"cypher\":\"" + "x".repeat(2 << 20) + "\"}"),
                413,
                "body-too-large");
    }

    @Test
    void theCallersRequestIdIsKeptIfItIsWellFormed() {
        assertThat(server.send(server.request("/healthz")
                                .header("X-Request-Id", "abc-123")
                                .GET())
                        .header("X-Request-Id"))
                .isEqualTo("abc-123");
        assertThat(server.send(server.request("/healthz")
                                .header("X-Request-Id", "<script>")
                                .GET())
                        .header("X-Request-Id"))
                .matches("[0-9a-f]{20}");
        assertThat(server.send(server.request("/api/v1/stats").GET()).header("X-Request-Id"))
                .isNotEmpty();
    }

    @Test
    void everyAnswerTellsTheBrowserWhatItMayNotDo() {
        for (String path : new String[] {"/healthz", "/nowhere", "/api/v1/stats"}) {
            var answer = server.send(server.request(path).GET());
            assertThat(answer.header("Content-Security-Policy"))
                    .contains("default-src 'none'")
                    .doesNotContain("unsafe");
            assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
            assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        }
    }

    @Test
    void aNameThatWasPointedAtLoopbackIsRefused() throws IOException {
        assertThat(rawGet("evil.example")).startsWith("HTTP/1.1 421").contains("wrong-host");
        assertThat(rawGet("localhost")).startsWith("HTTP/1.1 200");
        assertThat(rawGet("127.0.0.1:" + server.port())).startsWith("HTTP/1.1 200");
    }

    private String rawGet(String host) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream()
                    .write(("GET /healthz HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
