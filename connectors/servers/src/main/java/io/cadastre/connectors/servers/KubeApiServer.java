package io.cadastre.connectors.servers;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A real kube-apiserver 1.20.2 with its etcd, and nothing else: no nodes, no controllers. It comes from {@code
 * connectors/servers/kube-apiserver.sh}, which builds it once.
 */
public final class KubeApiServer implements AutoCloseable {
    /** May do everything. */
    public static final String ADMIN = "token-of-the-admin";

    /** Is {@code reader}, who may do what roles allow. */
    public static final String READER = "token-of-the-reader";

    private static final String BINARY = "kube-apiserver-1.20.2.xz";

    private final RealServer etcd;
    private final RealServer server;
    private final URI etcdUrl;
    private final URI url;
    private final String certificate;
    private final HttpClient client;

    private KubeApiServer(
            RealServer etcd, RealServer server, URI etcdUrl, URI url, String certificate, HttpClient client) {
        this.etcd = etcd;
        this.server = server;
        this.etcdUrl = etcdUrl;
        this.url = url;
        this.certificate = certificate;
        this.client = client;
    }

    /** Whether it was built, and etcd and xz are there. */
    public static boolean possible() {
        return Files.isRegularFile(binary())
                && Program.find("etcd").isPresent()
                && Program.find("etcdctl").isPresent()
                && Program.find("xz").isPresent();
    }

    private static Path binary() {
        return Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
                .map(Path::of)
                .orElse(Path.of(System.getProperty("user.home"), ".cache"))
                .resolve("cadastre")
                .resolve(BINARY);
    }

    /**
     * Starts both.
     *
     * @param directory an empty one
     */
    public static KubeApiServer start(Path directory) {
        int peers = Loopback.freePort();
        URI etcdUrl = URI.create("http://127.0.0.1:" + Loopback.freePort());
        URI url = URI.create("https://127.0.0.1:" + Loopback.freePort());
        RealServer etcd = RealServer.start(
                List.of(
                        Program.find("etcd").orElseThrow().toString(),
                        "--data-dir=" + directory.resolve("etcd"),
                        "--listen-client-urls=" + etcdUrl,
                        "--advertise-client-urls=" + etcdUrl,
                        "--listen-peer-urls=http://127.0.0.1:" + peers,
                        "--initial-advertise-peer-urls=http://127.0.0.1:" + peers,
                        "--initial-cluster=default=http://127.0.0.1:" + peers,
                        "--unsafe-no-fsync"),
                Map.of(),
                directory.resolve("etcd.log"),
                () -> Loopback.listens(etcdUrl.getPort()));
        try {
            return start(directory, etcd, etcdUrl, url);
        } catch (IOException e) {
            etcd.close();
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            etcd.close();
            throw new IllegalStateException(e);
        } catch (AssertionError | RuntimeException e) {
            etcd.close();
            throw e;
        }
    }

    private static KubeApiServer start(Path directory, RealServer etcd, URI etcdUrl, URI url)
            throws IOException, GeneralSecurityException {
        Path program = directory.resolve("kube-apiserver");
        RealServer.run(
                List.of(Program.find("xz").orElseThrow().toString(), "--decompress", "--stdout", binary().toString()),
                Map.of(),
                program);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        Path key = Files.writeString(directory.resolve("accounts.key"), privateKey());
        Path tokens = Files.writeString(
                directory.resolve("tokens.csv"),
                ADMIN + ",admin,1,\"system:masters\"\n" + READER + ",reader,2,\"readers\"\n");
        Path certificates = directory.resolve("certificates");
        RealServer server = RealServer.start(
                List.of(
                        program.toString(),
                        "--etcd-servers=" + etcdUrl,
                        "--bind-address=127.0.0.1",
                        "--secure-port=" + url.getPort(),
                        "--cert-dir=" + certificates,
                        "--service-account-key-file=" + key,
                        "--service-account-signing-key-file=" + key,
                        "--service-account-issuer=https://kubernetes.default.svc",
                        "--token-auth-file=" + tokens,
                        "--authorization-mode=RBAC",
                        "--service-cluster-ip-range=10.0.0.0/24",
                        "--allow-privileged=true",
                        "--disable-admission-plugins=ServiceAccount",
                        "--endpoint-reconciler-type=none"),
                Map.of(),
                directory.resolve("kube-apiserver.log"),
                () -> ready(certificates, url));
        String certificate = Files.readString(certificates.resolve("apiserver.crt"));
        return new KubeApiServer(etcd, server, etcdUrl, url, certificate, client(certificate));
    }

    private static String privateKey() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        return "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'})
                        .encodeToString(generator.generateKeyPair().getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
    }

    private static boolean ready(Path certificates, URI url) throws Exception {
        try (HttpClient client = client(Files.readString(certificates.resolve("apiserver.crt")))) {
            HttpRequest request = HttpRequest.newBuilder(url.resolve("/readyz"))
                    .header("Authorization", "Bearer " + ADMIN)
                    .build();
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        }
    }

    private static HttpClient client(String certificate) throws IOException, GeneralSecurityException {
        return HttpClient.newBuilder()
                .sslContext(trusting(certificate))
                .version(HttpClient.Version.HTTP_1_1)
                .build();
    }

    private static SSLContext trusting(String certificate) throws IOException, GeneralSecurityException {
        KeyStore known = KeyStore.getInstance(KeyStore.getDefaultType());
        known.load(null, null);
        int number = 0;
        for (Certificate each : CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(certificate.getBytes(StandardCharsets.US_ASCII)))) {
            known.setCertificateEntry("c" + number++, each);
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(known);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    /** Where it answers. */
    public URI url() {
        return url;
    }

    /** The certificates that it shows and was signed by, in PEM. */
    public String certificate() {
        return certificate;
    }

    /** Trusts those certificates and no others. */
    public SSLContext trust() {
        try {
            return trusting(certificate);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Sends a request as the admin; a PATCH is a merge patch.
     *
     * @param json the body; empty for none
     * @return the answer's body
     * @throws AssertionError if it is not answered with success
     */
    public String send(String method, String path, String json) {
        HttpRequest request = HttpRequest.newBuilder(url.resolve(path))
                .header("Authorization", "Bearer " + ADMIN)
                .header("Content-Type", method.equals("PATCH") ? "application/merge-patch+json" : "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(json))
                .build();
        try {
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() / 100 != 2) {
                throw new AssertionError(
                        method + " " + path + " was answered " + answer.statusCode() + ": " + answer.body());
            }
            return answer.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Lets it forget all states before a revision of its store, as it does by itself every five minutes. */
    public void forgetBefore(long revision, Path directory) {
        RealServer.run(
                List.of(
                        Program.find("etcdctl").orElseThrow().toString(),
                        "--endpoints=" + etcdUrl,
                        "compact",
                        Long.toString(revision)),
                Map.of("ETCDCTL_API", "3"),
                directory.resolve("etcdctl.log"));
    }

    @Override
    public void close() {
        server.close();
        etcd.close();
        client.close();
    }
}
