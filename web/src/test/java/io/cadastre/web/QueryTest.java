package io.cadastre.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.cadastre.engine.access.Role;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Cypher over HTTP, in its three forms. */
class QueryTest {
    private static final String ENDLESS = "UNWIND range(1, 100000000) AS a UNWIND range(1, 100000000) AS b"
            + " WITH a, b WHERE a + b < 0 RETURN count(*)";

    @RegisterExtension
    final TestServer server = new TestServer();

    private TestServer.Answer query(String accept, String body) {
        return server.send(server.as(Role.VIEWER, "/api/v1/query")
                .header("Content-Type", "application/json")
                .header("Accept", accept)
                .POST(BodyPublishers.ofString(body)));
    }

    @Test
    void theAnswerHasColumnsRowsAndASummary() {
        JsonNode body = server.query("MATCH (h:Host) RETURN h.name AS name, h.cores AS cores ORDER BY name")
                .json();
        assertThat(body.path("columns").toString()).isEqualTo("[\"name\",\"cores\"]");
        // An integer beyond 2^53 is a string, or JavaScript would round it.
        assertThat(body.path("rows").toString())
                .isEqualTo("[[\"alpha, the \\\"first\\\"\",\"9007199254740993\"],[\"beta\",null]]");
        assertThat(body.path("summary").path("rowCount").asInt()).isEqualTo(2);
        assertThat(body.path("summary").path("truncated").asBoolean()).isFalse();
        assertThat(body.path("summary").path("graphVersion").asLong()).isPositive();
        assertThat(body.path("notifications").isArray()).isTrue();
    }

    @Test
    void graphValuesCarryOurIds() {
        JsonNode row = server.query("MATCH p = (h:Host)-[r:HAS]->(u:User {email: 'ann@example.org'}) RETURN h, r, p")
                .json()
                .path("rows")
                .get(0);
        assertThat(row.get(0).path("$type").asText()).isEqualTo("node");
        assertThat(row.get(0).path("labels").toString()).contains("Host", "TestHost");
        assertThat(row.get(1).path("$type").asText()).isEqualTo("relationship");
        assertThat(row.get(1).path("from").asText())
                .isEqualTo(row.get(0).path("id").asText());
        assertThat(row.get(2).path("$type").asText()).isEqualTo("path");
        String id = row.get(0).path("id").asText();
        assertThat(server.get("/api/v1/entities/" + id).status()).isEqualTo(200);
    }

    @Test
    void aResultThatIsCutSaysSo() {
        JsonNode body = query("application/json", "{\"cypher\":\"UNWIND range(1,9) AS n RETURN n\",\"limit\":3}")
                .json();
        assertThat(body.path("rows").size()).isEqualTo(3);
        assertThat(body.path("summary").path("truncated").asBoolean()).isTrue();
    }

    @Test
    void linesStreamAHeaderRowsAndASummary() {
        var answer = query("application/x-ndjson", "{\"cypher\":\"UNWIND [1,'two',null] AS n RETURN n\"}");
        assertThat(answer.header("Content-Type")).startsWith("application/x-ndjson");
        List<String> lines = answer.raw().body().lines().toList();
        assertThat(lines).hasSize(5).startsWith("{\"columns\":[\"n\"]}", "[1]", "[\"two\"]", "[null]");
        assertThat(lines.getLast()).contains("\"rowCount\":3");
    }

    @Test
    void csvQuotesWhatNeedsIt() {
        var answer = query(
                "text/csv",
                "{\"cypher\":\"MATCH (h:Host) RETURN h.name AS name, h.cores AS cores, ['a','b'] AS"
                        + " list ORDER BY name\"}");
        assertThat(answer.header("Content-Type")).startsWith("text/csv");
        assertThat(answer.header("X-Truncated")).isEqualTo("false");
        assertThat(answer.raw().body())
                .isEqualTo(
                        "name,cores,list\r\n\"alpha, the \"\"first\"\"\",9007199254740993,\"[\"\"a\"\",\"\"b\"\"]\"\r\n"
                                + "beta,,\"[\"\"a\"\",\"\"b\"\"]\"\r\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "RETURN 1 +                                    | 400 | cypher-syntax",
                "RETURN 1 / 0                                  | 400 | cypher-failed",
                "UNWIND ['x', 'y'] AS d RETURN date(d)         | 400 | cypher-failed",
                "RETURN $missing                               | 400 | cypher-parameter",
                "CREATE (n) RETURN n                           | 403 | cypher-not-allowed",
                "LOAD CSV FROM 'file:///etc/passwd' AS r RETURN r | 403 | cypher-not-allowed",
                "/* hidden */ SHOW SETTINGS                    | 403 | cypher-not-allowed",
                "EXPLAIN CREATE (n) RETURN n                   | 403 | cypher-not-allowed",
                "CALL dbms.listConfig()                        | 403 | cypher-not-allowed",
            })
    void aQueryThatCannotRunSaysWhy(String cypher, int status, String code) {
        for (String accept : List.of("application/json", "application/x-ndjson", "text/csv")) {
            var answer = query(
                    accept,
                    TestServer.JSON.createObjectNode().put("cypher", cypher).toString());
            assertThat(answer.status()).as(accept).isEqualTo(status);
            assertThat(answer.code()).isEqualTo(code);
            assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        }
    }

    @Test
    void aSyntaxErrorNamesItsPlace() {
        JsonNode body = server.query("MATCH (h:Host)\nRETURM h").json();
        assertThat(body.path("code").asText()).isEqualTo("cypher-syntax");
        assertThat(body.path("line").asInt()).isEqualTo(2);
        assertThat(body.path("column").asInt()).isPositive();
    }

    @Test
    void aQueryThatTakesTooLongIsEnded() {
        var answer = query("application/json", "{\"cypher\":\"" + ENDLESS + "\",\"timeoutMs\":300}");
        assertThat(answer.status()).isEqualTo(408);
        assertThat(answer.code()).isEqualTo("query-timeout");
    }

    @ParameterizedTest
    @CsvSource({"limit,0", "limit,100001", "timeoutMs,0", "timeoutMs,300001"})
    void boundsAreChecked(String field, long value) {
        var answer = query("application/json", "{\"cypher\":\"RETURN 1\",\"" + field + "\":" + value + "}");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("errors").get(0).path("field").asText()).isEqualTo(field);
    }

    @Test
    void explainShowsThePlanAndTheVerdict() {
        JsonNode good = server.post(
                        Role.VIEWER, "/api/v1/query/explain", "{\"cypher\":\"MATCH (h:Host) RETURN h.name\"}")
                .json();
        assertThat(good.path("verdict").path("allowed").asBoolean()).isTrue();
        assertThat(good.path("plan").path("operator").asText()).isEqualTo("ProduceResults");
        JsonNode bad = server.post(Role.VIEWER, "/api/v1/query/explain", "{\"cypher\":\"CREATE (n)\"}")
                .json();
        assertThat(bad.path("verdict").path("allowed").asBoolean()).isFalse();
        assertThat(bad.path("verdict").path("reason").asText()).isNotBlank();
    }

    @Test
    void aCallerThatRunsTooManyQueriesWaitsWhileOthersGoOn() throws Exception {
        List<Socket> running = new ArrayList<>();
        try {
            for (int i = 0; i < 2; i++) {
                running.add(sendEndless());
            }
            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(
                            () -> assertThat(server.query("RETURN 1").code()).isEqualTo("too-many-queries"));
            assertThat(server.post(Role.ADMIN, "/api/v1/query", "{\"cypher\":\"RETURN 1\"}")
                            .status())
                    .isEqualTo(200);
        } finally {
            for (Socket socket : running) {
                socket.close();
            }
        }
    }

    @Test
    void aClientThatGoesAwayEndsItsQuery() throws Exception {
        Socket first = sendEndless();
        Socket second = sendEndless();
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(server.query("RETURN 1").code()).isEqualTo("too-many-queries"));
        first.close();
        second.close();
        // Both permits come back long before the queries would have ended by themselves.
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(
                        () -> assertThat(server.query("RETURN 1").status()).isEqualTo(200));
    }

    private Socket sendEndless() throws java.io.IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        String body = "{\"cypher\":\"" + ENDLESS + "\",\"timeoutMs\":60000}";
        socket.getOutputStream()
                .write(("POST /api/v1/query HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                                + server.token(Role.VIEWER) + "\r\nContent-Type: application/json\r\nContent-Length: "
                                + body.length() + "\r\n\r\n" + body)
                        .getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
        return socket;
    }
}
