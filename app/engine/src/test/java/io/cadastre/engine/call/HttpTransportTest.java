package io.cadastre.engine.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.cadastre.engine.call.FakeSource.Answer;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.http.HttpCall;
import io.cadastre.spi.http.HttpSettings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Certificates and proxies. */
class HttpTransportTest {
    private static final char[] PASSWORD = "changeit".toCharArray();

    private static SSLContext tls;
    private static String pem;

    private final Outside outside = new Outside();

    @BeforeAll
    static void makeCertificate(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("keys.p12");
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "source",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost",
                "-storetype",
                "PKCS12",
                "-storepass",
                new String(PASSWORD),
                "-keystore",
                file.toString());
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(file)) {
            keys.load(in, PASSWORD);
        }
        pem = "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                        .encodeToString(keys.getCertificate("source").getEncoded())
                + "\n-----END CERTIFICATE-----\n";
        var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD);
        tls = SSLContext.getInstance("TLS");
        tls.init(managers.getKeyManagers(), null, null);
    }

    @AfterEach
    void close() {
        outside.close();
    }

    private static FakeSource secureSource() throws Exception {
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        return new FakeSource(server);
    }

    private static HttpSettings secure(FakeSource source) {
        return HttpSettings.at(URI.create("https://localhost:" + source.port()));
    }

    @Test
    void aCertificateOfOnesOwnCaIsTrustedWhereItIsGiven() throws Exception {
        try (FakeSource source = secureSource()) {
            var http = outside.http(secure(source).trusting(Optional.of(pem)));

            assertThat(http.send(HttpCall.get("/tasks")).status()).isEqualTo(200);
        }
    }

    @Test
    void itIsNotTrustedElsewhereAndPeopleHearWhatToDo() throws Exception {
        try (FakeSource source = secureSource()) {
            assertThatThrownBy(() -> outside.http(secure(source)).send(HttpCall.get("/tasks")))
                    .isInstanceOf(ConnectorException.Configuration.class)
                    .hasMessageContaining("the certificate is not trusted. Give the certificate of its CA");

            assertThat(source.requests()).isEmpty();
            assertThat(outside.attempts).hasValue(1);
        }
    }

    @Test
    void aCertificateForAnotherNameIsNotTrusted() throws Exception {
        try (FakeSource source = secureSource()) {
            var settings = HttpSettings.at(URI.create("https://127.0.0.1:" + source.port()))
                    .trusting(Optional.of(pem));

            assertThatThrownBy(() -> outside.http(settings).send(HttpCall.get("/tasks")))
                    .isInstanceOf(ConnectorException.Configuration.class);
        }
    }

    @Test
    void theCertificatesOfTheRuntimeStayTrusted() throws Exception {
        var usual = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        usual.init((KeyStore) null);
        X509Certificate[] issuers = ((X509TrustManager) usual.getTrustManagers()[0]).getAcceptedIssuers();

        KeyStore trusted = HttpClients.trusted(pem);

        assertThat(issuers).isNotEmpty().allMatch(issuer -> has(trusted, issuer));
        assertThat(trusted.size()).isEqualTo(issuers.length + 1);
    }

    private static boolean has(KeyStore store, X509Certificate certificate) {
        try {
            return store.getCertificateAlias(certificate) != null;
        } catch (KeyStoreException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void callsThatGoTheSameWayShareConnections() throws Exception {
        try (var clients = new HttpClients()) {
            assertThat(clients.through(null, pem)).isSameAs(clients.through(null, pem));
            assertThat(clients.through(null, null)).isNotSameAs(clients.through(null, pem));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "s3cret",
                "-----BEGIN PRIVATE KEY-----\nczNjcmV0\n-----END PRIVATE KEY-----",
                "-----BEGIN CERTIFICATE-----\nczNjcmV0\n-----END CERTIFICATE-----"
            })
    void whatIsNoCertificateIsRefused(String text) {
        var settings = HttpSettings.at(URI.create("https://localhost")).trusting(Optional.of(text));

        assertThatThrownBy(() -> outside.http(settings).send(HttpCall.get("/tasks")))
                .isInstanceOf(ConnectorException.Configuration.class)
                .hasMessageContaining("not certificates in PEM")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void callsGoThroughTheProxy() throws Exception {
        try (FakeSource proxy = new FakeSource()) {
            proxy.otherwise(request -> Answer.json("{'through': true}"));
            var settings =
                    HttpSettings.at(URI.create("http://acme.invalid/api")).proxy(Optional.of(proxy.url()));

            assertThat(outside.http(settings).json(HttpCall.get("/tasks")).bool("through"))
                    .isTrue();

            assertThat(proxy.only().target()).hasToString("http://acme.invalid/api/tasks");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://proxy:1", "socks://proxy:1", "http://user:s3cret@proxy:1", "proxy"})
    void aProxyThatCannotWorkIsRefused(String proxy) {
        var settings = HttpSettings.at(URI.create("http://localhost")).proxy(Optional.of(URI.create(proxy)));

        assertThatThrownBy(() -> outside.http(settings).send(HttpCall.get("/tasks")))
                .isInstanceOf(ConnectorException.Configuration.class)
                .hasMessageNotContaining("s3cret");
    }
}
