package io.cadastre.engine.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cadastre.engine.call.FakeSource.Answer;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.http.HttpAuth;
import io.cadastre.spi.http.HttpCall;
import io.cadastre.spi.http.HttpSettings;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where requests go, and that credentials never go anywhere else. */
class HttpOriginTest {
    private static final OneSecret SECRET = new OneSecret("s3cret");

    private final Outside outside = new Outside();
    private final FakeSource source = new FakeSource();
    private final FakeSource elsewhere = new FakeSource();

    @AfterEach
    void close() {
        source.close();
        elsewhere.close();
        outside.close();
    }

    private HttpSettings signed() {
        return source.settings().auth(new HttpAuth.Bearer(SECRET)).header("X-Tenant", "t1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://h          | /tasks           | https://h/tasks",
                "https://h/         | tasks            | https://h/tasks",
                "https://h/api/v2   | /tasks           | https://h/api/v2/tasks",
                "https://h/api/v2/  | tasks?x=1        | https://h/api/v2/tasks?x=1",
                "https://h/api      | ''               | https://h/api",
                "https://h/api      | ?x=1             | https://h/api?x=1",
                "https://h:8443/a   | //evil/x         | https://h:8443/a//evil/x",
                "https://h          | @evil/x          | https://h/@evil/x",
                "https://h          | /a b/ä%20%zz/😀  | https://h/a%20b/%C3%A4%20%25zz/%F0%9F%98%80",
                "https://h          | /a#b[c]          | https://h/a%23b%5Bc%5D",
                "https://h/api      | HTTPS://x/y?a=b  | HTTPS://x/y?a=b",
                "https://h/api      | https://x/y#frag | https://x/y",
            })
    void aTargetIsBelowTheBaseUrlOrWhole(String base, String target, String url) throws Exception {
        assertThat(Target.of(URI.create(base), HttpCall.get(target))).hasToString(url);
    }

    @Test
    void parametersAreEncoded() throws Exception {
        HttpCall call = HttpCall.get("/tasks?a=1")
                .query("name", "a b&c=d/é+")
                .query("q[]", "")
                .query("z", "1")
                .query("name", "x y");

        assertThat(Target.of(URI.create("https://h"), call)).hasToString("https://h/tasks?a=1&q%5B%5D=&z=1&name=x%20y");
        assertThat(Target.of(URI.create("https://h"), HttpCall.get("/t").query("q", "a b&c=d/é+")))
                .hasToString("https://h/t?q=a%20b%26c%3Dd%2F%C3%A9%2B");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ftp://h", "h/api", "https:///api", "https://u:s3cret@h/", "https://h/?k=s3cret", "https://h/#x"
            })
    void aBaseUrlThatCannotWorkIsRefused(String base) {
        assertThatThrownBy(() -> Target.of(URI.create(base), HttpCall.get("/x")))
                .isInstanceOf(ConnectorException.Configuration.class)
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void aWholeUrlOfTheSameOriginIsAskedWithTheCredential() throws Exception {
        outside.http(signed()).send(HttpCall.get("/first").to(source.url() + "/next?page=2"));

        assertThat(source.only().target()).hasToString("/next?page=2");
        assertThat(source.only().header("Authorization")).contains("Bearer s3cret");
    }

    @Test
    void aWholeUrlOfAnotherOriginIsRefusedWhereThereIsACredential() {
        assertThatThrownBy(() ->
                        outside.http(signed()).send(HttpCall.get("/first").to(elsewhere.url() + "/next?key=s3cret")))
                .isInstanceOf(ConnectorException.Configuration.class)
                .hasMessageContaining("leads away from " + source.url())
                .hasMessageNotContaining("s3cret");

        assertThat(elsewhere.requests()).isEmpty();
    }

    @Test
    void aWholeUrlOfAnotherOriginIsAskedWithoutTheConnectorsHeadersWhereThereIsNoCredential() throws Exception {
        outside.http(source.settings().header("X-Tenant", "t1"))
                .send(HttpCall.get(elsewhere.url() + "/x").header("X-Key", "k").named("x"));

        assertThat(elsewhere.only().header("X-Tenant")).isEmpty();
        assertThat(elsewhere.only().header("X-Key")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void aRedirectWithinTheOriginIsFollowedWithTheCredential(int status) throws Exception {
        source.next(Answer.of(status).with("Location", "/moved?x=1"), Answer.json("{}"));

        outside.http(signed()).send(HttpCall.get("/tasks"));

        var second = source.requests().get(1);
        assertThat(second.target()).hasToString("/moved?x=1");
        assertThat(second.header("Authorization")).contains("Bearer s3cret");
        assertThat(second.header("X-Tenant")).contains("t1");
        assertThat(outside.attempts).hasValue(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void aRedirectToAnotherOriginIsNeverFollowed(int status) {
        source.otherwise(request -> Answer.of(status).with("Location", elsewhere.url() + "/steal?key=s3cret"));

        assertThatThrownBy(() -> outside.http(signed()).send(HttpCall.get("/tasks")))
                .isInstanceOf(ConnectorException.Configuration.class)
                .hasMessageContaining("was redirected to " + elsewhere.url() + ".")
                .hasMessageNotContaining("s3cret");
        assertThatThrownBy(() -> outside.http(source.settings()).send(HttpCall.get("/tasks")))
                .isInstanceOf(ConnectorException.Configuration.class);

        assertThat(elsewhere.requests()).isEmpty();
    }

    @Test
    void anotherNameOfTheSameMachineIsAnotherOrigin() {
        source.otherwise(request -> Answer.of(302).with("Location", "http://127.0.0.1:" + source.port() + "/x"));

        assertThatThrownBy(() -> outside.http(signed()).send(HttpCall.get("/tasks")))
                .isInstanceOf(ConnectorException.Configuration.class);

        assertThat(source.requests()).hasSize(1);
    }

    @Test
    void redirectsWithoutEndAreBadData() {
        source.otherwise(request -> Answer.of(302).with("Location", "/again"));

        assertThatThrownBy(() -> outside.http(signed()).send(HttpCall.get("/tasks")))
                .isInstanceOf(ConnectorException.BadData.class)
                .hasMessageContaining("more than 5 times");

        assertThat(source.requests()).hasSize(6);
    }

    @Test
    void aRedirectWithoutAnAddressIsBadData() {
        source.otherwise(request -> Answer.of(302));

        assertThatThrownBy(() -> outside.http(signed()).send(HttpCall.get("/tasks")))
                .isInstanceOf(ConnectorException.BadData.class);
    }

    @Test
    void aPostStaysOneOnlyWhereTheRedirectSaysSo() throws Exception {
        var http = outside.http(signed());
        HttpCall search = HttpCall.postQuery("/search", Map.of("a", 1));
        source.next(
                Answer.of(307).with("Location", "/there"),
                Answer.json("{}"),
                Answer.of(303).with("Location", "/result"),
                Answer.json("{}"),
                Answer.of(302).with("Location", "/there"));

        http.send(search);
        http.send(search);
        assertThatThrownBy(() -> http.send(search)).isInstanceOf(ConnectorException.BadData.class);

        assertThat(source.requests().get(1).method()).isEqualTo("POST");
        assertThat(source.requests().get(1).body()).isEqualTo("{\"a\":1}");
        assertThat(source.requests().get(3).method()).isEqualTo("GET");
        assertThat(source.requests().get(3).body()).isEmpty();
    }
}
