package io.cadastre.connectors.servers;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Keycloak, on loopback and with all data in memory. Maven fetches the distribution once; it is kept, in this version and
 * made ready to start, below the user's cache.
 */
public final class Keycloak implements AutoCloseable {
    /** Who may do everything, in the realm {@code master}. */
    private static final String ADMIN = "admin";

    private static final String ADMIN_PASSWORD = "a-password-of-the-test";

    private static final String VERSION = "26.7.3";
    private static final String SHA_256 = "27a6535553c3cdcd083872ba40629efafb3475e3b758e0c6f691395561dd0f1f";
    private static final String NO_PROJECT = """
            <project xmlns="http://maven.apache.org/POM/4.0.0">
              <modelVersion>4.0.0</modelVersion>
              <groupId>none</groupId><artifactId>none</artifactId><version>1</version>
            </project>
            """;
    private static final int PATIENCE_MILLIS = 2_000;
    private static final Pattern ACCESS_TOKEN = Pattern.compile("\"access_token\":\"([^\"]+)\"");

    private final RealServer server;
    private final URI url;

    private Keycloak(RealServer server, URI url) {
        this.server = server;
        this.url = url;
    }

    /**
     * Whether it can be started: whether it is there, or can be fetched now, which needs bash, Maven and 177 MB from Maven
     * Central.
     *
     * @param directory an empty one
     */
    public static boolean possible(Path directory) {
        if (Program.find("bash").isEmpty()) {
            return false;
        }
        if (Files.isDirectory(home())) {
            return true;
        }
        if (Program.find("mvn").isEmpty()) {
            return false;
        }
        Path archive = directory.resolve("keycloak-quarkus-dist-" + VERSION + ".zip");
        try {
            fetch(archive, directory);
        } catch (AssertionError e) {
            System.err.println(e.getMessage());
            return false;
        }
        install(archive, directory);
        return true;
    }

    private static Path home() {
        return Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
                .map(Path::of)
                .orElse(Path.of(System.getProperty("user.home"), ".cache"))
                .resolve("cadastre")
                .resolve("keycloak-" + VERSION);
    }

    private static void fetch(Path archive, Path directory) {
        try {
            Path pom = Files.writeString(directory.resolve("pom.xml"), NO_PROJECT);
            RealServer.run(
                    List.of(
                            Program.find("mvn").orElseThrow().toString(),
                            "-q",
                            "-B",
                            "-f",
                            pom.toString(),
                            "org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy",
                            "-Dartifact=org.keycloak:keycloak-quarkus-dist:" + VERSION + ":zip",
                            "-DoutputDirectory=" + directory),
                    Map.of(),
                    directory.resolve("mvn.log"));
            String found = sha256(archive);
            if (!found.equals(SHA_256)) {
                throw new IllegalStateException(archive.getFileName() + " is another file: its SHA-256 is " + found);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha256(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            DigestInputStream digesting = new DigestInputStream(in, MessageDigest.getInstance("SHA-256"));
            digesting.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digesting.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }

    /** Unpacks it and makes it ready to start. Two tests may come here at once: each does so for itself, one is kept. */
    private static void install(Path archive, Path directory) {
        try {
            Files.createDirectories(home().getParent());
            Path own = Files.createTempDirectory(home().getParent(), "keycloak-");
            RealServer.run(
                    List.of(java("jar"), "--extract", "--file", archive.toString(), "--dir", own.toString()),
                    Map.of(),
                    directory.resolve("jar.log"));
            Files.delete(archive);
            Path unpacked = own.resolve("keycloak-" + VERSION);
            RealServer.run(
                    command(unpacked, "build", "--db=dev-mem", "--health-enabled=true"),
                    environment(),
                    directory.resolve("build.log"));
            try {
                Files.move(unpacked, home(), StandardCopyOption.ATOMIC_MOVE);
            } catch (FileSystemException e) {
                if (!Files.isDirectory(home())) {
                    throw e;
                }
            }
            RealServer.run(List.of("rm", "-rf", own.toString()), Map.of(), directory.resolve("rm.log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts it. {@link #possible} was asked before. */
    public static Keycloak start(Path directory) {
        int port = Loopback.freePort();
        int management = Loopback.freePort();
        URI ready = URI.create("http://127.0.0.1:" + management + "/health/ready");
        RealServer server = RealServer.start(
                command(
                        home(),
                        "start",
                        "--optimized",
                        "--cache=local",
                        "--http-enabled=true",
                        "--hostname-strict=false",
                        "--http-host=127.0.0.1",
                        "--http-port=" + port,
                        "--http-management-port=" + management),
                environment(),
                directory.resolve("keycloak.log"),
                () -> answers(ready));
        return new Keycloak(server, URI.create("http://127.0.0.1:" + port));
    }

    /** An archive keeps no right to be executed. */
    private static List<String> command(Path home, String... arguments) {
        return Stream.concat(
                        Stream.of(
                                Program.find("bash").orElseThrow().toString(),
                                home.resolve("bin/kc.sh").toString()),
                        Arrays.stream(arguments))
                .toList();
    }

    private static Map<String, String> environment() {
        return Map.of(
                "JAVA_HOME",
                System.getProperty("java.home"),
                "JAVA_OPTS_KC_HEAP",
                "-Xms64m -Xmx384m",
                "KC_BOOTSTRAP_ADMIN_USERNAME",
                ADMIN,
                "KC_BOOTSTRAP_ADMIN_PASSWORD",
                ADMIN_PASSWORD);
    }

    private static String java(String program) {
        return Path.of(System.getProperty("java.home"), "bin", program).toString();
    }

    private static boolean answers(URI ready) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) ready.toURL().openConnection();
        connection.setConnectTimeout(PATIENCE_MILLIS);
        connection.setReadTimeout(PATIENCE_MILLIS);
        return connection.getResponseCode() == 200;
    }

    /**
     * Calls the administration API as who may do everything.
     *
     * @param path below {@code /admin/realms}
     * @param json what is sent; empty for nothing
     * @return the body of the answer
     */
    public String administer(String method, String path, String json) throws IOException, InterruptedException {
        String answer =
                Filling.send(HttpRequest.newBuilder(URI.create(url + "/realms/master/protocol/openid-connect/token"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString("grant_type=password&client_id=admin-cli&username="
                                + ADMIN + "&password=" + ADMIN_PASSWORD)));
        Matcher token = ACCESS_TOKEN.matcher(answer);
        if (!token.find()) {
            throw new IllegalStateException("Keycloak gave its administrator no token: " + answer);
        }
        return Filling.send(HttpRequest.newBuilder(URI.create(url + "/admin/realms" + path))
                .header("Authorization", "Bearer " + token.group(1))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(json)));
    }

    /** Where it answers. */
    public URI url() {
        return url;
    }

    @Override
    public void close() {
        server.close();
    }
}
