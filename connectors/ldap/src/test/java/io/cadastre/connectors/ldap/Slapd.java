package io.cadastre.connectors.ldap;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import io.cadastre.connectors.servers.Loopback;
import io.cadastre.connectors.servers.Program;
import io.cadastre.connectors.servers.RealServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.api.Assumptions;
import org.jspecify.annotations.Nullable;

/** A real OpenLDAP on loopback, with a directory of its own. */
final class Slapd implements AutoCloseable {
    static final String BASE = "dc=acme,dc=test";
    static final String ADMIN = "cn=admin," + BASE;
    static final String ADMIN_PASSWORD = "password-of-the-admin-77a0";
    static final String READER = "cn=reader," + BASE;
    static final String READER_PASSWORD = "password-of-the-reader-4c1d";
    static final String LIMITED = "cn=limited," + BASE;
    static final String ALL_FOR_READER =
            "access to * by dn.exact=\"" + READER + "\" read by dn.exact=\"" + LIMITED + "\" read by * none";

    /** The level at which it logs what it is asked for, and how many entries it gives. */
    private static final String STATISTICS = "256";

    private static final Pattern FILTER = Pattern.compile("(conn=\\d+ op=\\d+) SRCH .*filter=\"(.*)\"");
    private static final Pattern ATTRIBUTES = Pattern.compile("(conn=\\d+ op=\\d+) SRCH attr=(.*)");
    private static final Pattern RESULT = Pattern.compile("(conn=\\d+ op=\\d+) SEARCH RESULT .*nentries=(\\d+)");
    private static final Path SCHEMA = Path.of("/etc/ldap/schema");
    private static final Map<String, String> PLAIN = Map.of();

    private final Path directory;
    private final String program;
    private final int port = Loopback.freePort();
    private final int tlsPort = Loopback.freePort();
    private final String certificate;
    private @Nullable RealServer server;

    /** A directory that is loaded once and copied for each test. */
    record Loaded(Path directory, String certificate) {}

    /** Loads these entries; skips the tests if the program is not installed. */
    static Loaded load(Path directory, String ldif) throws IOException, GeneralSecurityException {
        Assumptions.assumeThat(Program.find("slapd"))
                .as("slapd is not installed (Debian package slapd)")
                .isPresent();
        Assumptions.assumeThat(SCHEMA.resolve("nis.schema"))
                .as("OpenLDAP's schemata are not in /etc/ldap/schema")
                .exists();
        Loaded loaded = new Loaded(directory, certificate(directory));
        Files.createDirectory(directory.resolve("db"));
        Slapd slapd = new Slapd(loaded, directory);
        slapd.configure(ALL_FOR_READER);
        Files.writeString(directory.resolve("entries.ldif"), ldif);
        RealServer.run(
                List.of(
                        Program.find("slapadd").orElseThrow().toString(),
                        "-q",
                        "-f",
                        directory.resolve("slapd.conf").toString(),
                        "-l",
                        directory.resolve("entries.ldif").toString()),
                PLAIN,
                directory.resolve("slapadd.log"));
        return loaded;
    }

    /** A copy in a directory of its own. */
    static Slapd of(Loaded loaded, Path directory) throws IOException {
        Files.createDirectory(directory.resolve("db"));
        for (String file : List.of("tls.key", "tls.crt", "db/data.mdb")) {
            Files.copy(loaded.directory().resolve(file), directory.resolve(file));
        }
        Slapd slapd = new Slapd(loaded, directory);
        slapd.configure(ALL_FOR_READER);
        return slapd;
    }

    private Slapd(Loaded loaded, Path directory) {
        this.directory = directory;
        this.program = Program.find("slapd").orElseThrow().toString();
        this.certificate = loaded.certificate();
    }

    private static String certificate(Path directory) throws IOException, GeneralSecurityException {
        Path store = directory.resolve("tls.p12");
        char[] word = "changeit".toCharArray();
        RealServer.run(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "ldap",
                        "-keyalg",
                        "RSA",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-validity",
                        "30",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        new String(word)),
                PLAIN,
                directory.resolve("keytool.log"));
        KeyStore keys = KeyStore.getInstance(store.toFile(), word);
        Files.writeString(
                directory.resolve("tls.key"),
                pem("PRIVATE KEY", keys.getKey("ldap", word).getEncoded()));
        String own = pem("CERTIFICATE", keys.getCertificate("ldap").getEncoded());
        Files.writeString(directory.resolve("tls.crt"), own);
        return own;
    }

    private static String pem(String what, byte[] bytes) {
        return "-----BEGIN " + what + "-----\n"
                + Base64.getMimeEncoder().encodeToString(bytes)
                + "\n-----END " + what + "-----\n";
    }

    private void write(String name, String text) {
        try {
            Files.writeString(directory.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void configure(String access) {
        write("slapd.conf", """
                include /etc/ldap/schema/core.schema
                include /etc/ldap/schema/cosine.schema
                include /etc/ldap/schema/inetorgperson.schema
                include /etc/ldap/schema/nis.schema
                modulepath /usr/lib/ldap
                moduleload back_mdb
                moduleload ppolicy
                moduleload memberof
                TLSCertificateFile %1$s/tls.crt
                TLSCertificateKeyFile %1$s/tls.key
                sizelimit size.soft=500 size.hard=500 size.pr=500 size.prtotal=unlimited
                database mdb
                suffix "%2$s"
                rootdn "%3$s"
                rootpw %4$s
                directory %1$s/db
                maxsize 268435456
                dbnosync
                index objectClass,entryUUID eq
                limits dn.exact="cn=limited,%2$s" size.soft=100 size.hard=100 size.pr=100 size.prtotal=100
                overlay ppolicy
                overlay memberof
                access to attrs=userPassword by anonymous auth by * none
                %5$s
                """.formatted(directory, BASE, ADMIN, ADMIN_PASSWORD, access));
    }

    void start() {
        server = RealServer.start(
                List.of(
                        program,
                        "-d",
                        STATISTICS,
                        "-f",
                        directory.resolve("slapd.conf").toString(),
                        "-h",
                        "ldap://127.0.0.1:" + port + "/ ldaps://127.0.0.1:" + tlsPort + "/"),
                PLAIN,
                directory.resolve("slapd.log"),
                () -> Loopback.listens(tlsPort));
    }

    void stop() {
        Objects.requireNonNull(server).close();
        server = null;
    }

    /**
     * A search that it was asked for.
     *
     * @param filter what was searched
     * @param attributes what was wanted of it
     * @param entries how many it gave
     */
    record Searched(String filter, List<String> attributes, int entries) {}

    /** The searches since it started, as it logs them. */
    List<Searched> searches() {
        Map<String, String> filters = new HashMap<>();
        Map<String, String> attributes = new HashMap<>();
        List<Searched> searches = new ArrayList<>();
        for (String line : log()) {
            match(FILTER, line).ifPresent(found -> filters.put(found.group(1), found.group(2)));
            match(ATTRIBUTES, line).ifPresent(found -> attributes.put(found.group(1), found.group(2)));
            match(RESULT, line)
                    .ifPresent(found -> searches.add(new Searched(
                            filters.getOrDefault(found.group(1), ""),
                            List.of(attributes.getOrDefault(found.group(1), "").split(" ")),
                            Integer.parseInt(found.group(2)))));
        }
        return searches;
    }

    private static Optional<Matcher> match(Pattern pattern, String line) {
        return Optional.of(pattern.matcher(line)).filter(Matcher::find);
    }

    private List<String> log() {
        try {
            return Files.readAllLines(directory.resolve("slapd.log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Goes on without the limit. */
    void unlimited() throws IOException {
        stop();
        configure(ALL_FOR_READER);
        Path conf = directory.resolve("slapd.conf");
        write("slapd.conf", Files.readString(conf).replaceFirst("(?m)^limits .*$", ""));
        start();
    }

    /** Goes on with other rights. */
    void restart(String access) {
        stop();
        configure(access);
        start();
    }

    Map<String, Object> config() {
        return Map.of(
                "url",
                "ldap://127.0.0.1:" + port,
                "startTls",
                false,
                "bindName",
                READER,
                "base",
                BASE,
                "profile",
                "openldap");
    }

    int port() {
        return port;
    }

    String tlsUrl() {
        return "ldaps://127.0.0.1:" + tlsPort;
    }

    /** What vouches for it. */
    String authority() {
        return certificate;
    }

    /** A connection that may change everything. */
    LDAPConnection admin() throws LDAPException {
        return new LDAPConnection("127.0.0.1", port, ADMIN, ADMIN_PASSWORD);
    }

    @Override
    public void close() {
        if (server != null) {
            server.close();
        }
    }
}
