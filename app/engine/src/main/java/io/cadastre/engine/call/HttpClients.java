package io.cadastre.engine.call;

import io.cadastre.spi.ConnectorException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** The JDK's clients, one for each way to get out: they hold the connections. */
final class HttpClients implements AutoCloseable {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    private record Way(@Nullable URI proxy, @Nullable String caCertificates) {}

    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<Way, HttpClient> clients = new HashMap<>();

    /**
     * The client for a proxy and further certificates.
     *
     * @throws ConnectorException.Configuration if one of them makes no sense
     */
    synchronized HttpClient through(@Nullable URI proxy, @Nullable String caCertificates)
            throws ConnectorException.Configuration {
        Way way = new Way(proxy, caCertificates);
        HttpClient known = clients.get(way);
        if (known != null) {
            return known;
        }
        HttpClient.Builder builder = HttpClient.newBuilder()
                // One call, one connection: with HTTP/2 the server's bound on streams would be one more limit to know.
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECT_TIMEOUT)
                .executor(executor)
                .proxy(proxy == null ? HttpClient.Builder.NO_PROXY : selector(proxy));
        if (caCertificates != null) {
            builder.sslContext(trusting(caCertificates));
        }
        HttpClient client = builder.build();
        clients.put(way, client);
        return client;
    }

    private static ProxySelector selector(URI proxy) throws ConnectorException.Configuration {
        if (!"http".equalsIgnoreCase(proxy.getScheme()) || proxy.getHost() == null) {
            throw new ConnectorException.Configuration(
                    "The proxy must be given as http://host:port; no other kind of proxy is known.");
        }
        if (proxy.getRawUserInfo() != null) {
            throw new ConnectorException.Configuration(
                    "The proxy must not hold a user or password; proxies that want one are not supported.");
        }
        return ProxySelector.of(
                InetSocketAddress.createUnresolved(proxy.getHost(), proxy.getPort() < 0 ? 80 : proxy.getPort()));
    }

    private static SSLContext trusting(String pem) throws ConnectorException.Configuration {
        KeyStore store = trusted(pem);
        try {
            TrustManagerFactory all = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            all.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, all.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The Java runtime cannot set up TLS.", e);
        }
    }

    /** What the Java runtime trusts, and these. */
    static KeyStore trusted(String pem) throws ConnectorException.Configuration {
        Collection<? extends Certificate> more = certificates(pem);
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            TrustManagerFactory usual = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            usual.init((KeyStore) null);
            int number = 0;
            for (var manager : usual.getTrustManagers()) {
                if (manager instanceof X509TrustManager x509) {
                    for (X509Certificate issuer : x509.getAcceptedIssuers()) {
                        store.setCertificateEntry("usual-" + number++, issuer);
                    }
                }
            }
            for (Certificate certificate : more) {
                store.setCertificateEntry("more-" + number++, certificate);
            }
            return store;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("The Java runtime cannot set up a store of certificates.", e);
        }
    }

    private static Collection<? extends Certificate> certificates(String pem) throws ConnectorException.Configuration {
        try {
            Collection<? extends Certificate> certificates = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
            if (!certificates.isEmpty()) {
                return certificates;
            }
        } catch (CertificateException e) {
            // Told below: what was given may be anything, also a private key, so nothing of it is shown.
        }
        throw new ConnectorException.Configuration(
                "The CA certificates are not certificates in PEM ('-----BEGIN CERTIFICATE-----').");
    }

    @Override
    public synchronized void close() {
        clients.values().forEach(HttpClient::shutdownNow);
        clients.clear();
        executor.shutdownNow();
    }
}
