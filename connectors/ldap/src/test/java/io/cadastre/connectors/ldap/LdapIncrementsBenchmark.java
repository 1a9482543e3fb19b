package io.cadastre.connectors.ldap;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import io.cadastre.cypher.TestGraph;
import io.cadastre.engine.sync.StepReport;
import io.cadastre.engine.sync.SyncReport;
import io.cadastre.engine.sync.SyncState;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a first and a later sync of a large directory cost. It runs only by its name:
 * {@code mvn -pl connectors/ldap -am test -Dtest=LdapIncrementsBenchmark -Dsurefire.failIfNoSpecifiedTests=false}.
 */
class LdapIncrementsBenchmark {
    private static final int PEOPLE = 20_000;
    private static final int GROUPS = 500;
    private static final int GROUPS_EACH = 5;

    @RegisterExtension
    final TestGraph graph = new TestGraph();

    @TempDir
    Path directory = Path.of(".");

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void costs(boolean memberOf) throws Exception {
        Slapd.Loaded loaded = Slapd.load(Files.createDirectory(directory.resolve("loaded")), ldif(memberOf));
        try (Slapd slapd = Slapd.of(loaded, Files.createDirectory(directory.resolve("slapd")));
                LdapHouse house = new LdapHouse(graph.graph(), directory)) {
            slapd.start();
            try (CountingProxy proxy = new CountingProxy(slapd.port())) {
                Map<String, Object> config = new HashMap<>(slapd.config());
                config.put("url", "ldap://127.0.0.1:" + proxy.port());
                String installation = house.install(config, Slapd.READER_PASSWORD);
                measure(memberOf ? "first, people show memberOf" : "first", proxy, () -> house.sync(installation));
                for (int round = 0; round < 3; round++) {
                    measure("whole, unchanged", proxy, () -> house.planReload(installation));
                    measure("increment, unchanged", proxy, () -> house.sync(installation));
                }
                try (LDAPConnection admin = slapd.admin()) {
                    for (int number = 0; number < 20; number++) {
                        admin.modify(person(number), new Modification(ModificationType.REPLACE, "title", "Other"));
                    }
                }
                measure("increment, 20 people changed", proxy, () -> house.sync(installation));
                try (LDAPConnection admin = slapd.admin()) {
                    admin.delete(person(7));
                }
                measure("increment, 1 person gone", proxy, () -> house.sync(installation));
            }
        }
    }

    private static void measure(String what, CountingProxy proxy, Supplier<SyncReport> work) {
        proxy.takeBytes();
        long from = System.nanoTime();
        SyncReport report = work.get();
        long took = Duration.ofNanos(System.nanoTime() - from).toMillis();
        assertThat(report.state()).isEqualTo(SyncState.SUCCEEDED);
        System.out.printf(
                "BENCH %s: %d ms, %d bytes, %s%n",
                what,
                took,
                proxy.takeBytes(),
                report.steps().stream()
                        .map((StepReport step) ->
                                step.id() + " " + step.durationMs() + " ms/" + step.calls() + " calls")
                        .collect(Collectors.joining(", ")));
    }

    private static String person(int number) {
        return "uid=p" + number + ",ou=people," + Slapd.BASE;
    }

    private static String group(int number) {
        return "cn=g" + number + ",ou=groups," + Slapd.BASE;
    }

    private static String ldif(boolean memberOf) {
        StringBuilder ldif = new StringBuilder();
        ldif.append("dn: " + Slapd.BASE + "\nobjectClass: dcObject\nobjectClass: organization\ndc: acme\no: Acme\n\n");
        ldif.append("dn: " + Slapd.READER + "\nobjectClass: organizationalRole\nobjectClass: simpleSecurityObject\n"
                + "cn: reader\nuserPassword: " + Slapd.READER_PASSWORD + "\n\n");
        for (String unit : new String[] {"people", "groups"}) {
            ldif.append(
                    "dn: ou=" + unit + "," + Slapd.BASE + "\nobjectClass: organizationalUnit\nou: " + unit + "\n\n");
        }
        for (int number = 0; number < PEOPLE; number++) {
            ldif.append("dn: ")
                    .append(person(number))
                    .append("\nobjectClass: inetOrgPerson\nobjectClass: posixAccount\n");
            ldif.append("uid: p%1$d\ncn: Person Number %1$d\ngivenName: Person\nsn: Number%1$d\n".formatted(number));
            ldif.append("displayName: Person Number %1$d\nmail: person.number.%1$d@acme.test\n".formatted(number));
            ldif.append("title: Engineer of things\ndepartmentNumber: %d\ntelephoneNumber: +1 555 %d\n"
                    .formatted(number % 50, number));
            ldif.append("description: Has worked here for some years, on this and on that\n");
            ldif.append("uidNumber: %1$d\ngidNumber: 100\nhomeDirectory: /home/p%1$d\n".formatted(number));
            for (int i = 0; memberOf && i < GROUPS_EACH; i++) {
                ldif.append("memberOf: ")
                        .append(group((number + i * 97) % GROUPS))
                        .append('\n');
            }
            ldif.append('\n');
        }
        for (int number = 0; number < GROUPS; number++) {
            ldif.append("dn: ").append(group(number)).append("\nobjectClass: groupOfNames\ncn: g" + number + "\n");
            for (int i = 0; i < GROUPS_EACH; i++) {
                for (int member = Math.floorMod(number - i * 97, GROUPS); member < PEOPLE; member += GROUPS) {
                    ldif.append("member: ").append(person(member)).append('\n');
                }
            }
            ldif.append('\n');
        }
        return ldif.toString();
    }

    /** Passes everything on, and counts what comes from the directory. */
    private static final class CountingProxy implements AutoCloseable {
        private final ServerSocket entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        private final LongAdder bytes = new LongAdder();

        CountingProxy(int port) throws IOException {
            Thread.ofVirtual().start(() -> {
                while (!entrance.isClosed()) {
                    try {
                        Socket in = entrance.accept();
                        Socket out = new Socket(InetAddress.getLoopbackAddress(), port);
                        Thread.ofVirtual().start(() -> pass(in, out, new LongAdder()));
                        Thread.ofVirtual().start(() -> pass(out, in, bytes));
                    } catch (IOException e) {
                        return;
                    }
                }
            });
        }

        private static void pass(Socket from, Socket to, LongAdder count) {
            try (from;
                    to) {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                byte[] buffer = new byte[65_536];
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    count.add(read);
                    out.write(buffer, 0, read);
                }
            } catch (IOException e) {
                // One side is gone, so the other goes, too.
            }
        }

        int port() {
            return entrance.getLocalPort();
        }

        long takeBytes() {
            return bytes.sumThenReset();
        }

        @Override
        public void close() throws IOException {
            entrance.close();
        }
    }
}
