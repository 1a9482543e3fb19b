package io.cadastre.engine.sync;

import static io.cadastre.engine.ScriptedConnector.user;
import static org.assertj.core.api.Assertions.assertThat;

import io.cadastre.cypher.CuttingProxy;
import io.cadastre.cypher.CuttingProxy.Lost;
import io.cadastre.cypher.GraphUnavailableException;
import io.cadastre.cypher.Neo4jGraph;
import io.cadastre.cypher.TestGraph;
import io.cadastre.engine.House;
import io.cadastre.engine.ScriptedConnector;
import io.cadastre.engine.ScriptedConnector.TestHost;
import io.cadastre.engine.ScriptedConnector.TestUser;
import io.cadastre.spi.model.EntityInput;
import io.cadastre.spi.step.Step;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.neo4j.driver.Session;
import org.neo4j.driver.Values;

/**
 * The connection to the graph is lost during a sync: at each of its commits, before and after it is done, and anywhere in
 * between. The cases run at once, each in a house of its own, since most of their time is waiting to connect again.
 */
class LostConnectionTest {
    @RegisterExtension
    static final TestGraph GRAPH = new TestGraph();

    private static final int RANDOM_CUTS = 16;

    @TempDir
    private Path directory = Path.of("set by JUnit");

    /** What the graph has of an installation: names of hosts, logins of users, and who is at which host as what. */
    private record State(Map<String, String> hosts, Set<String> users, Map<String, String> access) {
        Step step() {
            return Step.named("access", "Collect access")
                    .produces(TestHost.TYPE, TestUser.TYPE, TestHost.USERS)
                    .runs(context -> {
                        hosts.forEach((key, name) -> context.emit(EntityInput.of(TestHost.TYPE, key)
                                .set(TestHost.NAME, name)
                                .build()));
                        users.forEach(key -> context.emit(user(key)));
                        access.forEach((ends, role) -> context.emit(TestHost.USERS.between(
                                TestHost.TYPE.ref(ends.split(">")[0]),
                                TestUser.TYPE.ref(ends.split(">")[1]),
                                Map.of("role", role))));
                    });
        }

        static State of(String installation) {
            State found = new State(new TreeMap<>(), new TreeSet<>(), new TreeMap<>());
            query(installation, "MATCH (h:TestHost) WHERE h._installation = $installation RETURN h._key, h.name")
                    .forEach(row ->
                            found.hosts.put(row.get(0).asString(), row.get(1).asString()));
            query(installation, "MATCH (u:TestUser) WHERE u._installation = $installation RETURN u._key")
                    .forEach(row -> found.users.add(row.get(0).asString()));
            query(
                            installation,
                            "MATCH (h)-[r:HAS]->(u) WHERE r._installation = $installation RETURN h._key + '>' + u._key, r.role")
                    .forEach(row ->
                            found.access.put(row.get(0).asString(), row.get(1).asString()));
            return found;
        }
    }

    private static State before() {
        State state = new State(new TreeMap<>(), new TreeSet<>(), new TreeMap<>());
        for (int i = 0; i < 20; i++) {
            state.hosts.put("h" + i, "host " + i);
            state.users.add("u" + i);
            state.access.put("h" + i + ">u" + i, "reader");
        }
        return state;
    }

    /** Some of each are new, changed and gone. */
    private static State after() {
        State state = before();
        for (int i = 0; i < 5; i++) {
            state.hosts.put("new" + i, "new host " + i);
            state.hosts.put("h" + i, "renamed " + i);
            state.access.put("h" + i + ">u" + i, "admin");
            state.access.put("new" + i + ">u" + i, "reader");
            state.users.remove("u1" + i);
            state.access.remove("h1" + i + ">u1" + i);
        }
        return state;
    }

    private static List<org.neo4j.driver.Record> query(String installation, String cypher) {
        try (Session session = GRAPH.graph().readSession()) {
            return session.run(cypher, Values.parameters("installation", installation))
                    .list();
        }
    }

    private static long count(String installation, String cypher) {
        return query(installation, cypher).getFirst().get(0).asLong();
    }

    /** A house whose connection can be cut, with a sync that was published. */
    private final class Cuttable implements AutoCloseable {
        private final CuttingProxy proxy = CuttingProxy.before(URI.create(GRAPH.boltUri()));
        private final Neo4jGraph graph = Neo4jGraph.connect(Neo4jGraph.Address.open(proxy.uri()));
        private final ScriptedConnector connector = new ScriptedConnector("scripted");
        private final House house;
        private final String installation;

        Cuttable(String name) {
            // A holder of its own: a house that opens takes the leases of an earlier one of its name.
            house = new House(name, graph, directory.resolve(name), connector);
            installation = house.install("scripted");
            connector.steps(before().step());
            assertThat(house.sync(installation).state()).isEqualTo(SyncState.SUCCEEDED);
            connector.steps(after().step());
        }

        /** Syncs while the connection is cut, and again: it is one sync in the end, and the report told the truth. */
        void syncAndAgain() {
            SyncReport report = null;
            try {
                report = house.sync(installation);
            } catch (GraphUnavailableException e) {
                // It did not begin.
            }
            State now = State.of(installation);
            assertThat(now).isIn(before(), after());
            boolean published = now.equals(after());
            if (report == null || report.reason().contains("Nothing was published.")) {
                assertThat(published).isFalse();
            } else if (report.state() == SyncState.SUCCEEDED || report.reason().contains("is published.")) {
                assertThat(published).isTrue();
            }
            if (report != null) {
                assertThat(report.state()).as(report.reason()).isIn(SyncState.SUCCEEDED, SyncState.FAILED);
                assertThat(report.reason()).doesNotContain("Unexpected").doesNotContain("refused");
                // The end is kept: it does not look as if it ran for ever
                assertThat(house.syncs.find(report.id()).orElseThrow().state()).isEqualTo(report.state());
            }

            SyncReport again = house.sync(installation);
            assertThat(again.state()).as(again.reason()).isEqualTo(SyncState.SUCCEEDED);
            assertThat(State.of(installation)).isEqualTo(after());
            assertAppliedOnce();
            SyncReport unchanged = house.sync(installation);
            assertThat(unchanged.stats().entities()).isEqualTo(new SyncStats.Counts(0, 0, 40, 0, 0, 0));
            assertThat(unchanged.stats().relationships()).isEqualTo(new SyncStats.Counts(0, 0, 20, 0, 0, 0));
        }

        private void assertAppliedOnce() {
            assertThat(
                            count(
                                    installation,
                                    "MATCH (h:TestHost) WHERE h._installation = $installation AND h._version > 2 RETURN count(h)"))
                    .as("hosts that changed more than once")
                    .isZero();
            assertThat(count(
                            installation,
                            "MATCH (h:TestHost) WHERE h._installation = $installation"
                                    + " MATCH (c:_Change) WHERE coalesce(c._subject, c.subject) = h._id"
                                    + " WITH h, count(c) AS records RETURN max(records)"))
                    .as("records of one change")
                    .isEqualTo(1);
            assertThat(count(
                            installation,
                            "MATCH (v:_GraphVersion {installation: $installation}) RETURN sum(v.version)"))
                    .as("versions of the graph")
                    .isEqualTo(2);
        }

        @Override
        public void close() {
            house.close();
            graph.close();
            proxy.close();
        }
    }

    /** Runs cases at once; the first that fails is told by its name. */
    private static void atOnce(List<Callable<String>> cases) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<String> done : threads.invokeAll(cases)) {
                assertThat(done.get()).isNotEmpty();
            }
        }
    }

    private Callable<String> named(String name, java.util.function.Consumer<CuttingProxy> cut) {
        return () -> {
            try (Cuttable cuttable = new Cuttable(name)) {
                cut.accept(cuttable.proxy);
                cuttable.syncAndAgain();
                return name;
            } catch (AssertionError e) {
                throw new AssertionError("Cut " + name + ": " + e.getMessage(), e);
            }
        };
    }

    /** How many commits and bytes a sync takes when nothing is cut. */
    private long[] wholeSync() {
        try (Cuttable cuttable = new Cuttable("whole")) {
            int commits = cuttable.proxy.commits();
            long bytes = cuttable.proxy.bytes();
            assertThat(cuttable.house.sync(cuttable.installation).state()).isEqualTo(SyncState.SUCCEEDED);
            return new long[] {cuttable.proxy.commits() - commits, cuttable.proxy.bytes() - bytes};
        }
    }

    @Test
    @DisplayName(
            "I9, I10: a connection that is lost before or at any commit leaves a sync whole or not there, never twice")
    void everyCommitIsLost() throws Exception {
        long commits = wholeSync()[0];
        assertThat(commits).isGreaterThan(2);
        List<Callable<String>> cases = new ArrayList<>();
        for (int commit = 1; commit <= commits; commit++) {
            for (Lost lost : Lost.values()) {
                int number = commit;
                cases.add(named("at commit " + number + ", " + lost, proxy -> proxy.cutAtCommit(number, lost)));
            }
        }
        atOnce(cases);
    }

    @Test
    @DisplayName("I9, I10: a connection that is lost anywhere leaves a sync whole or not there, never twice")
    void anyByteIsTheLast() throws Exception {
        long bytes = wholeSync()[1];
        Random random = new Random(20261121);
        List<Callable<String>> cases = new ArrayList<>();
        for (int i = 0; i < RANDOM_CUTS; i++) {
            long after = random.nextLong(bytes);
            cases.add(named("after byte " + after + " of " + bytes, proxy -> proxy.cutAfter(after)));
        }
        atOnce(cases);
    }
}
