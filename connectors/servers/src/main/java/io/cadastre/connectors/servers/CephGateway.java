package io.cadastre.connectors.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Ceph's object gateway over a cluster of one monitor and one disk in memory: S3 and the roles of IAM, with signatures
 * that it checks. It speaks for itself on loopback, and shares nothing with a Ceph that may run on this machine.
 */
public final class CephGateway implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 2_000;
    private static final String USER = "reader";
    private static final List<String> PROGRAMS =
            List.of("ceph", "ceph-authtool", "ceph-mon", "ceph-osd", "monmaptool", "radosgw", "radosgw-admin");

    private final Path directory;
    private final Path configuration;
    private final URI url;

    /** The last that was started is the first to go. */
    private final Deque<RealServer> servers = new ArrayDeque<>();

    private CephGateway(Path directory, Path configuration, URI url) {
        this.directory = directory;
        this.configuration = configuration;
        this.url = url;
    }

    /** Whether the Debian packages {@code radosgw}, {@code ceph-mon} and {@code ceph-osd} are there. */
    public static boolean possible() {
        return PROGRAMS.stream().allMatch(program -> Program.find(program).isPresent());
    }

    /**
     * Starts everything, with one user, who may do what concerns the user's own buckets and all roles.
     *
     * @param accessKey the id of the user's first access key
     * @param secret of that key
     * @param directory an empty one
     */
    public static CephGateway start(String accessKey, String secret, Path directory) {
        int port = Loopback.freePort();
        String monitor = "[v2:127.0.0.1:" + Loopback.freePort() + ",v1:127.0.0.1:" + Loopback.freePort() + "]";
        UUID cluster = UUID.randomUUID();
        CephGateway ceph = new CephGateway(
                directory, configured(directory, cluster, monitor, port), URI.create("http://127.0.0.1:" + port));
        try {
            ceph.keys();
            ceph.monitor(cluster, monitor);
            ceph.disk();
            ceph.gateway();
            ceph.administer(
                    "user",
                    "create",
                    "--display-name=Reader",
                    "--access-key=" + accessKey,
                    "--secret-key=" + secret,
                    "--caps=roles=*");
            return ceph;
        } catch (AssertionError | RuntimeException e) {
            ceph.close();
            throw e;
        }
    }

    private static Path configured(Path directory, UUID cluster, String monitor, int port) {
        try {
            for (String part : List.of("monitor", "disk")) {
                Files.createDirectory(directory.resolve(part));
            }
            return Files.writeString(directory.resolve("ceph.conf"), """
                    [global]
                    fsid = CLUSTER
                    mon host = MONITOR
                    mon initial members = a
                    mon data = DIRECTORY/monitor
                    mon data avail crit = 1
                    mon max pg per osd = 1000
                    osd data = DIRECTORY/disk
                    osd objectstore = memstore
                    memstore device bytes = 1073741824
                    osd pool default size = 1
                    osd pool default min size = 1
                    osd pool default pg num = 8
                    osd crush chooseleaf type = 0
                    keyring = DIRECTORY/keyring
                    public addr = 127.0.0.1
                    cluster addr = 127.0.0.1
                    admin socket =
                    run dir = DIRECTORY
                    log to file = false
                    log to stderr = true
                    rgw frontends = beast endpoint=127.0.0.1:PORT
                    """.replace("CLUSTER", cluster.toString())
                    .replace("MONITOR", monitor)
                    .replace("DIRECTORY", directory.toString())
                    .replace("PORT", Integer.toString(port)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Who may speak with whom in the cluster. */
    private void keys() {
        key("mon.", "--create-keyring", "--cap", "mon", "allow *");
        key("client.admin", "--cap", "mon", "allow *", "--cap", "osd", "allow *");
        key("osd.0", "--cap", "mon", "allow profile osd", "--cap", "osd", "allow *");
    }

    private void key(String who, String... more) {
        List<String> arguments =
                new ArrayList<>(List.of(directory.resolve("keyring").toString(), "--gen-key", "-n", who));
        arguments.addAll(List.of(more));
        run("ceph-authtool", arguments);
    }

    private void monitor(UUID cluster, String address) {
        Path map = directory.resolve("monitors");
        run("monmaptool", List.of("--create", "--addv", "a", address, "--fsid", cluster.toString(), map.toString()));
        run("ceph-mon", List.of("--mkfs", "-i", "a", "--monmap", map.toString(), "-c", configuration.toString()));
        int port = Integer.parseInt(address.replaceFirst("^.*v1:127.0.0.1:(\\d+).*$", "$1"));
        serve("ceph-mon", List.of("-f", "-i", "a"), () -> Loopback.listens(port));
    }

    private void disk() {
        String disk = UUID.randomUUID().toString();
        run("ceph", List.of("osd", "new", disk, "-c", configuration.toString()));
        run("ceph-osd", List.of("-i", "0", "--mkfs", "--osd-uuid", disk, "-c", configuration.toString()));
        // The gateway waits for it.
        serve("ceph-osd", List.of("-f", "-i", "0"), () -> true);
    }

    private void gateway() {
        serve("radosgw", List.of("-f", "-n", "client.admin"), () -> {
            HttpURLConnection connection = (HttpURLConnection) url.toURL().openConnection();
            connection.setConnectTimeout(PATIENCE_MILLIS);
            connection.setReadTimeout(PATIENCE_MILLIS);
            return connection.getResponseCode() == 200;
        });
    }

    /** Gives the user another access key. */
    public void addKey(String accessKey, String secret) {
        administer("key", "create", "--access-key=" + accessKey, "--secret-key=" + secret);
    }

    private void administer(String... arguments) {
        run(
                "radosgw-admin",
                Stream.concat(
                                Arrays.stream(arguments),
                                Stream.of("--uid=" + USER, "-n", "client.admin", "-c", configuration.toString()))
                        .toList());
    }

    private void serve(String program, List<String> arguments, RealServer.Probe probe) {
        List<String> command = command(program, arguments);
        command.addAll(List.of("-c", configuration.toString()));
        servers.push(RealServer.start(command, Map.of(), directory.resolve(program + ".log"), probe));
    }

    private void run(String program, List<String> arguments) {
        RealServer.run(command(program, arguments), Map.of(), directory.resolve("setup-" + program + ".log"));
    }

    private static List<String> command(String program, List<String> arguments) {
        List<String> command =
                new ArrayList<>(List.of(Program.find(program).orElseThrow().toString()));
        command.addAll(arguments);
        return command;
    }

    /** Where it answers, to S3 and IAM alike. */
    public URI url() {
        return url;
    }

    @Override
    public void close() {
        servers.forEach(RealServer::close);
        servers.clear();
    }
}
