package io.cadastre.engine.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cadastre.engine.call.CallRuntime;
import io.cadastre.engine.call.FakeSource;
import io.cadastre.engine.call.FakeSource.Answer;
import io.cadastre.engine.call.FakeSource.Request;
import io.cadastre.engine.call.FakeTime;
import io.cadastre.engine.call.RetryPolicy;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.credential.Credential;
import io.cadastre.spi.credential.OAuthSettings;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OAuthCredentialTest {
    /** Keeps a secret in memory, or fails to. */
    private static final class MemoryTokens implements OAuthTokens {
        private final List<OAuthSecret> kept = new ArrayList<>();
        private boolean broken;

        MemoryTokens(OAuthSecret first) {
            kept.add(first);
        }

        @Override
        public synchronized Optional<OAuthSecret> read() {
            return Optional.of(kept.getLast());
        }

        @Override
        public synchronized void keep(OAuthSecret secret) {
            if (broken) {
                throw new IllegalStateException("The database is away.");
            }
            kept.add(secret);
        }

        synchronized @Nullable String refreshToken() {
            return kept.getLast().refreshToken();
        }
    }

    private final FakeTime time = new FakeTime();
    private final CallRuntime runtime = new CallRuntime(
            time,
            () -> Long.MIN_VALUE,
            new RetryPolicy(2, Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofMinutes(5)));
    private final FakeSource source = new FakeSource();
    private final URI tokenUrl = URI.create(source.url() + "/token");
    private final MemoryTokens tokens = new MemoryTokens(new OAuthSecret("client", "p:w", "refresh-0"));
    private final AtomicInteger issued = new AtomicInteger();

    @AfterEach
    void close() {
        source.close();
        runtime.close();
    }

    /** Gives each refresh token a successor, and accepts none twice. */
    private Answer rotating(Request request) {
        int number = issued.get();
        return request.body().contains("refresh_token=refresh-" + number)
                ? Answer.json(
                        "{'access_token': 'access-%d', 'token_type': 'bearer', 'expires_in': 3600, 'refresh_token': 'refresh-%d'}"
                                .formatted(number, issued.incrementAndGet()))
                : Answer.of(400, "{\"error\": \"invalid_grant\"}");
    }

    private Credential refreshing(OAuthTokens kept) {
        return new OAuthCredential("login", OAuthSettings.refresh(tokenUrl), kept, runtime.tokenEndpoint("acme"), time);
    }

    private Credential clientCredentials(OAuthTokens kept) {
        return new OAuthCredential(
                "login",
                OAuthSettings.clientCredentials(tokenUrl, "read", "list"),
                kept,
                runtime.tokenEndpoint("acme"),
                time);
    }

    private static String secret(Credential credential) throws Exception {
        return credential.use(token -> token);
    }

    private List<Future<String>> hundred(Credential credential) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<String>> callers = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                callers.add(() -> secret(credential));
            }
            return threads.invokeAll(callers);
        }
    }

    @Test
    @DisplayName("M11: of 100 concurrent callers at expiry one refreshes, the new token is kept and survives a restart")
    void aRotatingRefreshTokenIsUsedOnce() throws Exception {
        source.otherwise(this::rotating);
        Credential login = refreshing(tokens);
        assertThat(secret(login)).isEqualTo("access-0");
        time.advance(Duration.ofHours(1));

        for (Future<String> caller : hundred(login)) {
            assertThat(caller.get()).isEqualTo("access-1");
        }

        assertThat(source.requests()).hasSize(2);
        assertThat(tokens.refreshToken()).isEqualTo("refresh-2");
        assertThat(secret(refreshing(tokens))).isEqualTo("access-2");
        assertThat(tokens.refreshToken()).isEqualTo("refresh-3");
    }

    @Test
    void aTokenIsReplacedBeforeItsEnd() throws Exception {
        source.otherwise(this::rotating);
        Credential login = refreshing(tokens);
        secret(login);

        time.advance(Duration.ofSeconds(3539));
        assertThat(secret(login)).isEqualTo("access-0");
        time.advance(Duration.ofSeconds(1));
        assertThat(secret(login)).isEqualTo("access-1");
    }

    @Test
    void ofAShortLifeTheFirstHalfIsUsed() throws Exception {
        source.otherwise(request -> Answer.json("{'access_token': 'a', 'expires_in': 20}"));
        Credential login = refreshing(tokens);

        secret(login);
        time.advance(Duration.ofSeconds(9));
        secret(login);
        assertThat(source.requests()).hasSize(1);
        time.advance(Duration.ofSeconds(1));
        secret(login);
        assertThat(source.requests()).hasSize(2);
    }

    @Test
    void aTokenWithoutAnEndIsUsedUntilItIsRefused() throws Exception {
        source.otherwise(
                request -> Answer.json("{'access_token': 'a" + source.requests().size() + "'}"));
        Credential login = refreshing(tokens);
        assertThat(secret(login)).isEqualTo("a1");
        time.advance(Duration.ofDays(100));
        assertThat(secret(login)).isEqualTo("a1");

        assertThat(login.rejected()).isTrue();

        assertThat(secret(login)).isEqualTo("a2");
    }

    @Test
    void aNewTokenThatIsRefusedIsNotReplacedAgain() throws Exception {
        source.otherwise(this::rotating);
        Credential login = refreshing(tokens);
        secret(login);

        assertThat(login.rejected()).isFalse();
        secret(login);

        assertThat(source.requests()).hasSize(1);
    }

    @Test
    void whoWasRefusedWithAnOlderTokenGetsTheNewerOne() throws Exception {
        source.otherwise(this::rotating);
        Credential login = refreshing(tokens);
        secret(login);
        time.advance(Duration.ofMinutes(10));
        Thread other = Thread.ofVirtual().start(() -> {
            try {
                secret(login);
                login.rejected();
                secret(login);
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
        other.join();
        time.advance(Duration.ofMinutes(10));

        assertThat(login.rejected()).isTrue();
        assertThat(secret(login)).isEqualTo("access-1");

        assertThat(source.requests()).hasSize(2);
    }

    @Test
    void nobodyGetsATokenWhoseRefreshTokenIsNotKept() throws Exception {
        source.otherwise(this::rotating);
        Credential login = refreshing(tokens);
        tokens.broken = true;

        assertThatThrownBy(() -> secret(login))
                .isInstanceOf(ConnectorException.Unavailable.class)
                .hasMessageContaining("could not be kept");
        assertThatThrownBy(() -> secret(login)).isInstanceOf(ConnectorException.Unavailable.class);
        assertThat(source.requests()).hasSize(1);

        tokens.broken = false;
        assertThat(secret(login)).isEqualTo("access-1");
        assertThat(tokens.kept)
                .extracting(OAuthSecret::refreshToken)
                .containsExactly("refresh-0", "refresh-1", "refresh-2");
    }

    @Test
    void whoWaitedForATokenHearsThatThereIsNone() throws Exception {
        var asked = new CountDownLatch(1);
        var answer = new CountDownLatch(1);
        var posts = new AtomicInteger();
        Credential login = new OAuthCredential(
                "login",
                OAuthSettings.refresh(tokenUrl),
                tokens,
                (settings, form, client) -> {
                    posts.incrementAndGet();
                    asked.countDown();
                    answer.await();
                    throw new ConnectorException.Unavailable("Down.", null);
                },
                time);
        var first = new FutureTask<>(() -> secret(login));
        var second = new FutureTask<>(() -> secret(login));
        Thread.ofVirtual().start(first);
        asked.await();
        Thread waiting = Thread.ofVirtual().start(second);
        Awaitility.await().until(() -> waiting.getState() == Thread.State.WAITING);

        answer.countDown();

        assertThatThrownBy(first::get).hasCauseInstanceOf(ConnectorException.Unavailable.class);
        assertThatThrownBy(second::get).hasCauseInstanceOf(ConnectorException.Unavailable.class);
        assertThat(posts).hasValue(1);
        assertThatThrownBy(() -> secret(login)).isInstanceOf(ConnectorException.Unavailable.class);
        assertThat(posts).hasValue(2);
    }

    @Test
    void aCallerThatIsInterruptedDoesNotLoseTheNewToken() throws Exception {
        var asked = new CountDownLatch(1);
        var answer = new CountDownLatch(1);
        source.otherwise(request -> {
            asked.countDown();
            try {
                answer.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            return rotating(request);
        });
        Credential login = refreshing(tokens);
        var impatient = new FutureTask<>(() -> secret(login));
        Thread thread = Thread.ofVirtual().start(impatient);
        asked.await();

        thread.interrupt();
        assertThatThrownBy(impatient::get).hasCauseInstanceOf(InterruptedException.class);
        answer.countDown();

        assertThat(secret(login)).isEqualTo("access-0");
        assertThat(tokens.refreshToken()).isEqualTo("refresh-1");
    }

    @Test
    void aGrantThatHoldsNoLongerNeedsAPerson() {
        source.otherwise(
                request -> Answer.of(400, "{\"error\": \"invalid_grant\", \"error_description\": \"s3cret\"}"));

        assertThatThrownBy(() -> secret(refreshing(tokens)))
                .isInstanceOf(ConnectorException.Authentication.class)
                .hasMessage("The credential 'login' got no token: the source no longer accepts what was granted"
                        + " (invalid_grant). Sign in again.");
    }

    @Test
    void aClientSpeaksForItself() throws Exception {
        source.otherwise(request -> Answer.json("{'access_token': 'a', 'expires_in': 3600}"));

        assertThat(secret(clientCredentials(tokens))).isEqualTo("a");

        Request asked = source.requests().getFirst();
        assertThat(asked.method()).isEqualTo("POST");
        assertThat(asked.body()).isEqualTo("grant_type=client_credentials&scope=read+list");
        assertThat(asked.header("Content-Type")).contains("application/x-www-form-urlencoded");
        // client:p%3Aw, as the id and the secret are encoded first.
        assertThat(asked.header("Authorization")).contains("Basic Y2xpZW50OnAlM0F3");
    }

    @Test
    void aSourceThatKnowsClientsOnlyFromTheFormGetsThemThere() throws Exception {
        source.otherwise(request -> request.body().contains("client_secret=p%3Aw")
                ? Answer.json("{'access_token': 'a', 'expires_in': 60}")
                : Answer.of(401, "{\"error\": \"invalid_client\"}"));
        Credential login = clientCredentials(tokens);

        assertThat(secret(login)).isEqualTo("a");
        time.advance(Duration.ofHours(1));
        assertThat(secret(login)).isEqualTo("a");

        assertThat(source.requests()).hasSize(3);
        assertThat(source.requests().getLast().header("Authorization")).isEmpty();
    }

    @Test
    void aClientThatIsNotAcceptedIsSaidSo() {
        source.otherwise(request -> Answer.of(401));

        assertThatThrownBy(() -> secret(clientCredentials(tokens)))
                .isInstanceOf(ConnectorException.Authentication.class)
                .hasMessageContaining("does not accept the client's id or secret");
    }

    @Test
    void errorsThatPassAreTriedAgain() throws Exception {
        source.next(Answer.of(503)).otherwise(this::rotating);

        assertThat(secret(refreshing(tokens))).isEqualTo("access-0");

        assertThat(time.sleeps()).containsExactly(Duration.ofMillis(500));
    }

    @Test
    void aTokenIsAskedForThroughTheProxy() throws Exception {
        source.otherwise(request -> Answer.json("{'access_token': 'a', 'expires_in': 60}"));
        Credential login = new OAuthCredential(
                "login",
                OAuthSettings.clientCredentials(URI.create("http://login.invalid/token"))
                        .proxy(Optional.of(source.url())),
                tokens,
                runtime.tokenEndpoint("acme"),
                time);

        assertThat(secret(login)).isEqualTo("a");

        assertThat(source.requests().getFirst().target()).hasToString("http://login.invalid/token");
    }

    @Test
    void aTokenIsNotAskedForElsewhere() throws Exception {
        try (FakeSource elsewhere = new FakeSource()) {
            source.otherwise(request -> Answer.of(307).with("Location", elsewhere.url() + "/token"));

            assertThatThrownBy(() -> secret(refreshing(tokens))).isInstanceOf(ConnectorException.Configuration.class);

            assertThat(elsewhere.requests()).isEmpty();
        }
    }

    @Test
    @DisplayName("I14: neither a handle nor what it is made of can be printed")
    void nothingSecretIsPrintable() throws Exception {
        source.otherwise(this::rotating);
        Credential login = refreshing(tokens);
        secret(login);

        assertThat(login).hasToString("login");
        assertThat(tokens.kept.toString()).doesNotContain("refresh-", "p:w");
    }

    @Test
    void aWrongSecretIsSaidToBeWrongWhateverTheSourceCallsIt() {
        source.otherwise(request -> Answer.of(401, "{\"error\": \"unauthorized_client\"}"));

        assertThatThrownBy(() -> secret(clientCredentials(tokens)))
                .isInstanceOf(ConnectorException.Authentication.class)
                .hasMessageContaining("does not accept the client's id or secret");
    }

    private static String pem(String kind, byte[] der) {
        return "-----BEGIN " + kind + "-----\n" + Base64.getMimeEncoder().encodeToString(der) + "\n-----END " + kind
                + "-----\n";
    }

    private static KeyPair rsa() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        return generator.generateKeyPair();
    }

    private Credential app(String privateKey) {
        return new OAuthCredential(
                "app",
                OAuthSettings.appInstallation(tokenUrl),
                new MemoryTokens(new OAuthSecret("Iv1.app", privateKey, null)),
                runtime.tokenEndpoint("acme"),
                time);
    }

    private static void assertSigned(Request request, PublicKey key, Instant now) throws Exception {
        String bearer = request.header("Authorization").orElseThrow();
        assertThat(bearer).startsWith("Bearer ");
        String[] parts = bearer.substring("Bearer ".length()).split("\\.");
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(key);
        signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
        assertThat(signature.verify(Base64.getUrlDecoder().decode(parts[2]))).isTrue();
        assertThat(new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8))
                .contains("\"iss\":\"Iv1.app\"")
                .contains("\"iat\":" + now.minusSeconds(60).getEpochSecond())
                .contains("\"exp\":" + now.plusSeconds(540).getEpochSecond());
    }

    @ParameterizedTest
    @ValueSource(strings = {"PKCS #8", "PKCS #1", "PKCS #1 on one line"})
    void anAppSignsWhoItIsAndGetsTokensOfItsInstallation(String format) throws Exception {
        KeyPair keys = rsa();
        byte[] pkcs8 = keys.getPrivate().getEncoded();
        // Before the key of PKCS #1 stand 26 bytes that say that it is one of RSA.
        byte[] pkcs1 = Arrays.copyOfRange(pkcs8, 26, pkcs8.length);
        String key = format.equals("PKCS #8") ? pem("PRIVATE KEY", pkcs8) : pem("RSA PRIVATE KEY", pkcs1);
        Instant began = time.now();
        source.otherwise(request -> Answer.json("{'token': 'installed-%d', 'expires_at': '%s'}"
                .formatted(issued.getAndIncrement(), time.now().plus(Duration.ofHours(1)))));
        Credential app = app(format.endsWith("line") ? key.replaceAll("\\R", "") : key);

        assertThat(secret(app)).isEqualTo("installed-0");

        assertSigned(source.requests().getFirst(), keys.getPublic(), began);
        time.advance(Duration.ofMinutes(58));
        assertThat(secret(app)).isEqualTo("installed-0");
        time.advance(Duration.ofMinutes(1));
        assertThat(secret(app)).isEqualTo("installed-1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "secret-text",
                "-----BEGIN RSA PRIVATE KEY-----\nc2VjcmV0LXRleHQ=\n-----END RSA PRIVATE KEY-----",
                "-----BEGIN PRIVATE KEY-----\nc2VjcmV0LXRleHQ\n-----END PRIVATE KEY-----"
            })
    void anAppWithoutAPrivateKeyIsToldSo(String key) {
        assertThatThrownBy(() -> secret(app(key)))
                .isInstanceOf(ConnectorException.Authentication.class)
                .hasMessageContaining("'app'")
                .hasMessageContaining("RSA private key in PEM")
                .message()
                .doesNotContain("secret-text", "c2VjcmV0");
        assertThat(source.requests()).isEmpty();
    }

    @Test
    void anAppThatTheSourceDoesNotKnowIsRefusedWithoutAskingTwice() throws Exception {
        source.otherwise(request -> Answer.of(401, "{\"message\": \"A JSON web token could not be decoded\"}"));

        assertThatThrownBy(
                        () -> secret(app(pem("PRIVATE KEY", rsa().getPrivate().getEncoded()))))
                .isInstanceOf(ConnectorException.Authentication.class)
                .hasMessageContaining("'app'");

        assertThat(source.requests()).hasSize(1);
    }
}
