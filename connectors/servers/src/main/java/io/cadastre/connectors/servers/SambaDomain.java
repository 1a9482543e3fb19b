package io.cadastre.connectors.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A domain of Active Directory on Samba, with one controller that answers LDAP on loopback. Making a domain takes about 20
 * seconds and root. Its ports cannot be chosen, so that a machine has one at a time.
 */
public final class SambaDomain implements AutoCloseable {
    public static final String BASE = "DC=acme,DC=test";
    public static final String ADMIN = "Administrator@acme.test";
    public static final String ADMIN_PASSWORD = "Word-of-the-admin-77a0";

    private static final int LDAP_PORT = 389;
    private static final int GLOBAL_CATALOGUE_PORT = 3268;
    private static final List<String> PROGRAMS = List.of("samba", "samba-tool", "ldbmodify");

    /** What a new domain is made of; packages of their own hold it. */
    private static final Path SETUP = Path.of("/usr/share/samba/setup");

    private final Path directory;
    private RealServer server;

    private SambaDomain(Path directory, RealServer server) {
        this.directory = directory;
        this.server = server;
    }

    /** Why there can be none on this machine now, for people; empty if there can. */
    public static Optional<String> obstacle() {
        if (!PROGRAMS.stream().allMatch(program -> Program.find(program).isPresent()) || !Files.isDirectory(SETUP)) {
            return Optional.of("Samba is not installed (Debian packages samba-ad-dc, samba-ad-provision, ldb-tools).");
        }
        if (!System.getProperty("user.name").equals("root")) {
            return Optional.of("Only root can make a Samba domain.");
        }
        return IntStream.of(LDAP_PORT, GLOBAL_CATALOGUE_PORT)
                .filter(SambaDomain::taken)
                .mapToObj(port -> "Somebody listens on port " + port + ", which Samba needs.")
                .findFirst();
    }

    private static boolean taken(int port) {
        try {
            return Loopback.listens(port);
        } catch (IOException _) {
            return false;
        }
    }

    /**
     * Makes a domain and starts it. Whoever reads may bind without encryption.
     *
     * @param directory an empty one, whose path is short: a socket's path has at most 107 bytes
     * @param ldif changes that it begins with
     */
    public static SambaDomain start(Path directory, String ldif) {
        RealServer.run(
                List.of(
                        Program.find("samba-tool").orElseThrow().toString(),
                        "domain",
                        "provision",
                        "--realm=ACME.TEST",
                        "--domain=ACME",
                        "--host-name=DC1",
                        "--host-ip=127.0.0.1",
                        "--server-role=dc",
                        "--dns-backend=NONE",
                        "--adminpass=" + ADMIN_PASSWORD,
                        "--targetdir=" + directory,
                        "--option=interfaces=lo",
                        "--option=bind interfaces only=yes"),
                Map.of(),
                directory.resolve("provision.log"));
        try {
            RealServer.run(
                    List.of(
                            Program.find("ldbmodify").orElseThrow().toString(),
                            "-H",
                            directory.resolve("private/sam.ldb").toString(),
                            Files.writeString(directory.resolve("begin.ldif"), ldif)
                                    .toString()),
                    Map.of(),
                    directory.resolve("ldbmodify.log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new SambaDomain(directory, server(directory, false));
    }

    private static RealServer server(Path directory, boolean encryptedOnly) {
        return RealServer.start(
                List.of(
                        Program.find("samba").orElseThrow().toString(),
                        "--interactive",
                        "--model=single",
                        "--configfile=" + configuration(directory, encryptedOnly)),
                Map.of(),
                directory.resolve("samba.log"),
                () -> Loopback.listens(LDAP_PORT));
    }

    /** Nothing but LDAP is served, and nothing is written outside of the directory. */
    private static Path configuration(Path directory, boolean encryptedOnly) {
        try {
            return Files.writeString(
                    Files.createDirectories(directory.resolve("run")).resolve("smb.conf"),
                    """
                            [global]
                            netbios name = DC1
                            realm = ACME.TEST
                            workgroup = ACME
                            server role = active directory domain controller
                            server services = ldap
                            interfaces = lo
                            bind interfaces only = yes
                            tls enabled = no
                            ldap server require strong auth = STRONG
                            private dir = DIRECTORY/private
                            state directory = DIRECTORY/state
                            cache directory = DIRECTORY/cache
                            lock directory = DIRECTORY
                            pid directory = DIRECTORY/run
                            ncalrpc dir = DIRECTORY/run/ncalrpc
                            panic action =
                            """.replace("DIRECTORY", directory.toString()).replace("STRONG", encryptedOnly ? "yes" : "no"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where it answers. */
    public URI url() {
        return URI.create("ldap://127.0.0.1:" + LDAP_PORT);
    }

    /** Goes on, and refuses passwords on connections without encryption, as domains do unless they are told otherwise. */
    public void restartEncryptedOnly() {
        restart(true);
    }

    /** Goes on as in the beginning. */
    public void restart() {
        restart(false);
    }

    private void restart(boolean encryptedOnly) {
        server.close();
        server = server(directory, encryptedOnly);
    }

    /** Ends the server; the domain can be started again. */
    public void stop() {
        server.close();
    }

    @Override
    public void close() {
        server.close();
    }
}
