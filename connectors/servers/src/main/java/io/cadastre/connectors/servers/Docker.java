package io.cadastre.connectors.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Docker's daemon and a registry of images, for themselves: they share nothing with those that may run on this machine,
 * and change nothing of its firewall. The daemon needs root.
 */
public final class Docker implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 2_000;

    private final RealServer daemon;
    private final RealServer registry;
    private final Path socket;
    private final URI url;
    private final URI registryUrl;

    private Docker(RealServer daemon, RealServer registry, Path socket, URI url, URI registryUrl) {
        this.daemon = daemon;
        this.registry = registry;
        this.socket = socket;
        this.url = url;
        this.registryUrl = registryUrl;
    }

    /** Whether the Debian packages {@code docker.io} and {@code docker-registry} are there and we are root. */
    public static boolean possible() {
        return Program.find("dockerd").isPresent()
                && Program.find("docker-registry").isPresent()
                && System.getProperty("user.name").equals("root");
    }

    /**
     * Starts both.
     *
     * @param directory an empty one, whose path is short: a socket's path has at most 107 bytes
     */
    public static Docker start(Path directory) {
        int port = Loopback.freePort();
        int registryPort = Loopback.freePort();
        URI url = URI.create("http://127.0.0.1:" + port);
        URI registryUrl = URI.create("http://127.0.0.1:" + registryPort);
        Path socket = directory.resolve("docker.sock");
        RealServer registry = RealServer.start(
                List.of(
                        Program.find("docker-registry").orElseThrow().toString(),
                        "serve",
                        configuration(directory, registryPort).toString()),
                Map.of(),
                directory.resolve("registry.log"),
                () -> answers(registryUrl.resolve("/v2/")));
        try {
            RealServer daemon = RealServer.start(
                    List.of(
                            Program.find("dockerd").orElseThrow().toString(),
                            "--data-root=" + directory.resolve("data"),
                            "--exec-root=" + directory.resolve("exec"),
                            "--pidfile=" + directory.resolve("pid"),
                            "--host=" + url.toString().replace("http:", "tcp:"),
                            "--host=unix://" + socket,
                            "--tls=false",
                            "--bridge=none",
                            "--iptables=false",
                            "--ip6tables=false",
                            "--storage-driver=vfs"),
                    Map.of(),
                    directory.resolve("docker.log"),
                    () -> answers(url.resolve("/_ping")));
            return new Docker(daemon, registry, socket, url, registryUrl);
        } catch (AssertionError | RuntimeException e) {
            registry.close();
            throw e;
        }
    }

    private static Path configuration(Path directory, int port) {
        try {
            return Files.writeString(directory.resolve("registry.yml"), """
                    version: 0.1
                    storage: {filesystem: {rootdirectory: DIRECTORY}, delete: {enabled: true}}
                    http: {addr: '127.0.0.1:PORT'}
                    """.replace(
                            "DIRECTORY", directory.resolve("images").toString())
                    .replace("PORT", Integer.toString(port)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean answers(URI probe) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) probe.toURL().openConnection();
        connection.setConnectTimeout(PATIENCE_MILLIS);
        connection.setReadTimeout(PATIENCE_MILLIS);
        return connection.getResponseCode() == 200;
    }

    /** Where the daemon listens for those on this machine. */
    public Path socket() {
        return socket;
    }

    /** Where the daemon answers by TCP. */
    public URI url() {
        return url;
    }

    /** Where the registry answers. */
    public URI registry() {
        return registryUrl;
    }

    @Override
    public void close() {
        daemon.close();
        registry.close();
        // The daemon leaves its name spaces mounted, and what is mounted cannot be deleted.
        Path directory = socket.resolveSibling("exec");
        RealServer.run(
                List.of("/bin/sh", "-c", "umount " + directory + "/netns/* 2>/dev/null || true"),
                Map.of(),
                socket.resolveSibling("umount.log"));
    }
}
