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
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
                        "0",
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
