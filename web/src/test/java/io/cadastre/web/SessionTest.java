package io.cadastre.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cadastre.engine.access.Role;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How browsers log in, and what protects them. */
class SessionTest {
    @RegisterExtension
    final TestServer server = new TestServer();

    private TestServer.Answer login(String body) {
        return server.send(post("/api/v1/session", body));
    }

    private HttpRequest.Builder post(String path, String body) {
        return server.request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(body));
    }

    private TestServer.Answer loginWithToken(Role role) {
        return login("{\"token\":\"" + server.token(role) + "\"}");
    }

    private static String cookie(TestServer.Answer answer) {
        return answer.header("Set-Cookie").replaceFirst(";.*", "");
    }

    @Test
    void withoutASessionTheAnswerSaysSo() {
        var answer = server.send(server.request("/api/v1/session").GET());
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.raw().body()).isEqualTo("{\"authenticated\":false}");
    }

    @Test
    void aTokenBeginsASessionWhoseCookieScriptsCannotRead() {
        var answer = loginWithToken(Role.OPERATOR);
        JsonNode body = answer.json();
        assertThat(body.path("authenticated").asBoolean()).isTrue();
        assertThat(body.path("name").asText()).isEqualTo("operator");
        assertThat(body.path("role").asText()).isEqualTo("operator");
        assertThat(answer.header("Set-Cookie")).contains("HttpOnly").contains("SameSite=Strict");
        var again = server.send(server.request("/api/v1/session")
                .header("Cookie", cookie(answer))
                .GET());
        assertThat(again.json()).isEqualTo(body);
    }

    @Test
    void aLoginCodeWorksOnce() {
        var minted = server.post(Role.ADMIN, "/api/v1/session/codes", "");
        assertThat(minted.status()).isEqualTo(201);
        String body = "{\"code\":\"" + minted.json().path("code").asText() + "\"}";
        assertThat(login(body).json().path("role").asText()).isEqualTo("admin");
        var second = login(body);
        assertThat(second.status()).isEqualTo(401);
        assertThat(second.code()).isEqualTo("session-refused");
    }

    @Test
    void aWriteNeedsTheSecretThatOnlyOurOwnScriptKnows() {
        var session = loginWithToken(Role.VIEWER);
        String csrf = session.json().path("csrfToken").asText();
        String query = "{\"cypher\":\"RETURN 1\"}";
        var without = server.send(post("/api/v1/query", query).header("Cookie", cookie(session)));
        assertThat(without.status()).isEqualTo(403);
        assertThat(without.code()).isEqualTo("csrf");
        var wrong = server.send(
                post("/api/v1/query", query).header("Cookie", cookie(session)).header("X-CSRF-Token", "guess"));
        assertThat(wrong.code()).isEqualTo("csrf");
        var with = server.send(
                post("/api/v1/query", query).header("Cookie", cookie(session)).header("X-CSRF-Token", csrf));
        assertThat(with.status()).isEqualTo(200);
    }

    @Test
    void aWriteFromAPageOfAnotherOriginIsRefused() {
        var session = loginWithToken(Role.VIEWER);
        var answer = server.send(post("/api/v1/query", "{\"cypher\":\"RETURN 1\"}")
                .header("Cookie", cookie(session))
                .header("X-CSRF-Token", session.json().path("csrfToken").asText())
                .header("Origin", "https://evil.example"));
        assertThat(answer.code()).isEqualTo("csrf");
        var ours = server.send(post("/api/v1/query", "{\"cypher\":\"RETURN 1\"}")
                .header("Cookie", cookie(session))
                .header("X-CSRF-Token", session.json().path("csrfToken").asText())
                .header("Origin", "http://127.0.0.1:" + server.port()));
        assertThat(ours.status()).isEqualTo(200);
    }

    @Test
    void loggingOutEndsTheSession() {
        var session = loginWithToken(Role.VIEWER);
        var out = server.send(server.request("/api/v1/session")
                .header("Cookie", cookie(session))
                .header("X-CSRF-Token", session.json().path("csrfToken").asText())
                .DELETE());
        assertThat(out.status()).isEqualTo(204);
        var after = server.send(server.request("/api/v1/stats")
                .header("Cookie", cookie(session))
                .GET());
        assertThat(after.status()).isEqualTo(401);
    }

    @Test
    void guessingIsSlowedDown() {
        for (int i = 0; i < 10; i++) {
            assertThat(login("{\"token\":\"guess\"}").status()).isEqualTo(401);
        }
        assertThat(loginWithToken(Role.VIEWER).code()).isEqualTo("too-many-attempts");
    }

    @Test
    void tokenAndCodeTogetherAreRefused() {
        assertThat(login("{\"token\":\"a\",\"code\":\"b\"}").status()).isEqualTo(400);
        assertThat(login("{}").status()).isEqualTo(400);
    }
}
