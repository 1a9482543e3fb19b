package io.cadastre.engine.sync;

import static io.cadastre.engine.ScriptedConnector.host;
import static io.cadastre.engine.ScriptedConnector.hosts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cadastre.cypher.TestGraph;
import io.cadastre.cypher.ingest.Scopes;
import io.cadastre.cypher.lease.Acquisition;
import io.cadastre.cypher.lease.Lease;
import io.cadastre.cypher.lease.LeaseLostException;
import io.cadastre.cypher.platform.Document;
import io.cadastre.cypher.platform.DocumentKind;
import io.cadastre.engine.House;
import io.cadastre.engine.ScriptedConnector;
import io.cadastre.engine.ScriptedConnector.TestHost;
import io.cadastre.engine.installation.UnknownInstallationException;
import io.cadastre.spi.Config;
import io.cadastre.spi.ConnectorDefinition;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.ConnectorModule;
import io.cadastre.spi.Installation;
import io.cadastre.spi.credential.Credentials;
import io.cadastre.spi.model.Schema;
import io.cadastre.spi.step.Step;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Two app processes that share one database: two houses with identities of their own, over one graph. */
class SeveralProcessesTest {
    @RegisterExtension
    static final TestGraph GRAPH = new TestGraph();

    private final ScriptedConnector connector = new ScriptedConnector("scripted");
    private final ScriptedConnector sameElsewhere = new ScriptedConnector("scripted");
    private final CountDownLatch waiting = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private Path directory;
    private House here;
    private House there;
    private String installation;

    @BeforeEach
    void open(@TempDir Path temp) {
        directory = temp;
        here = new House("here", GRAPH.graph(), temp.resolve("here"), connector);
        there = new House("there", GRAPH.graph(), temp.resolve("there"), sameElsewhere);
        installation = here.install("scripted");
    }

    @AfterEach
    void close() {
        goOn.countDown();
        for (House house : List.of(here, there)) {
            // What still runs must not write into the next test's graph.
            house.syncs.running().forEach(report -> house.awaitEnd(report.id()));
            house.close();
        }
    }

    /** A step that has emitted a host and waits for the test. */
    private Step held(String key) {
        return Step.named("held", "Held").produces(TestHost.TYPE).runs(context -> {
            context.emit(host(key));
            waiting.countDown();
            goOn.await();
        });
    }

    private String startHere(Step... steps) throws Exception {
        connector.steps(steps);
        String sync = here.syncs.start(installation, SyncMode.FULL, "test");
        waiting.await();
        return sync;
    }

    private String startThere() throws SyncRunningException {
        sameElsewhere.steps(hosts("from there"));
        return there.syncs.start(installation, SyncMode.FULL, "test");
    }

    private List<String> keys() {
        return here.query("MATCH (e:Entity) RETURN e._key AS key ORDER BY key").stream()
                .map(row -> row.get("key").asString())
                .toList();
    }

    private Lease lease() {
        return here.leases.all().find(installation).orElseThrow();
    }

    @Test
    @DisplayName(
            "P18: a second sync of an installation is refused with the running one's id, whichever process runs it")
    void oneSyncAtATime() throws Exception {
        String running = startHere(held("h1"));

        for (House house : List.of(here, there)) {
            assertThatThrownBy(() -> house.syncs.start(installation, SyncMode.FULL, "test"))
                    .isInstanceOfSatisfying(
                            SyncRunningException.class,
                            e -> assertThat(e.runningSync()).isEqualTo(running));
            assertThatThrownBy(() -> house.syncs.remove(installation, false))
                    .isInstanceOf(SyncRunningException.class)
                    .hasMessageContaining(running);
        }

        goOn.countDown();
        assertThat(here.awaitEnd(running).state()).isEqualTo(SyncState.SUCCEEDED);
        assertThat(there.awaitEnd(startThere()).state()).isEqualTo(SyncState.SUCCEEDED);
        assertThat(keys()).containsExactly("from there");
    }

    @Test
    @DisplayName("P18: another process shows a sync that runs here, as of the last renewal")
    void othersSeeHowFarASyncIs() throws Exception {
        String running = startHere(held("h1"), hosts("h2", "h3"));
        assertThat(there.syncs.find(running).orElseThrow().state().running()).isTrue();
        assertThat(there.syncs.find(running).orElseThrow().progress().entities())
                .isZero();

        here.leases.renew();

        assertThat(there.syncs.find(running).orElseThrow().progress().entities())
                .isPositive();
        assertThat(there.syncs.last(installation)).map(SyncReport::id).contains(running);
        assertThat(there.syncs.list(null, SyncState.COLLECTING, null, 10).items())
                .extracting(SyncReport::id)
                .containsExactly(running);
        assertThat(here.documents.get(DocumentKind.SYNC, running).orElseThrow().attributes())
                .containsEntry("holder", "here");
    }

    @Test
    @DisplayName("M16, P18: a sync is cancelled through another process, which it hears of when it renews")
    void aSyncIsCancelledThroughAnotherProcess() throws Exception {
        connector.steps(hosts("h1"));
        here.sync(installation);
        String running = startHere(held("h2"));

        assertThat(there.syncs.cancel(running)).isTrue();
        here.leases.renew();

        assertThat(here.awaitEnd(running).state()).isEqualTo(SyncState.CANCELLED);
        assertThat(keys()).containsExactly("h1");
        assertThat(there.syncs.cancel(running)).isFalse();
    }

    @Test
    @DisplayName("P18: a sync whose lease another process took is stopped, and nothing of it is written")
    void aSyncThatLosesItsLeaseStops() throws Exception {
        String late = startHere(held("late"));
        here.leasesExpire();
        there.awaitEnd(startThere());

        here.leases.renew();

        SyncReport report = here.awaitEnd(late);
        assertThat(report.state()).isEqualTo(SyncState.INTERRUPTED);
        assertThat(report.reason()).contains("Another process has taken over").contains("nothing was written");
        assertThat(keys()).containsExactly("from there");
    }

    @Test
    @DisplayName(
            "P18, I9: a holder that was held up between comparing and publishing is refused; nothing of it is written")
    void aLatePublishIsRefused() throws Exception {
        // Given a sync that has compared, and then hears nothing for longer than its lease is good
        CountDownLatch compared = new CountDownLatch(1);
        CountDownLatch awake = new CountDownLatch(1);
        here.close();
        here = new House("here", GRAPH.graph(), directory.resolve("here"), new SlowToPublish(compared, awake));
        connector.steps(hosts("late"));
        String late = here.syncs.start(installation, SyncMode.FULL, "test");
        compared.await();
        assertThat(here.syncs.find(late).orElseThrow().state()).isEqualTo(SyncState.PUBLISHING);
        here.leasesExpire();

        // When another process takes over, and only then the first wakes up and goes on
        assertThat(there.awaitEnd(startThere()).state()).isEqualTo(SyncState.SUCCEEDED);
        awake.countDown();

        // Then its publish is refused
        SyncReport report = here.awaitEnd(late);
        assertThat(report.state()).isEqualTo(SyncState.INTERRUPTED);
        assertThat(report.reason()).contains("Another process has taken over").contains("nothing was written");
        assertThat(keys()).containsExactly("from there");
        assertThat(here.count("MATCH (v:_GraphVersion) RETURN v.version")).isEqualTo(1);
        assertThat(here.count("MATCH (e:Entity) WHERE e._key = 'late' RETURN count(e)"))
                .isZero();
    }

    /** Asked for its schema a second time, which is when all is compared and nothing published yet, it waits. */
    private final class SlowToPublish implements ConnectorModule {
        private final CountDownLatch compared;
        private final CountDownLatch awake;

        SlowToPublish(CountDownLatch compared, CountDownLatch awake) {
            this.compared = compared;
            this.awake = awake;
        }

        @Override
        public ConnectorDefinition definition() {
            return connector.definition();
        }

        @Override
        public Installation initialise(Config config, Credentials credentials) throws ConnectorException {
            List<Step> steps = connector.initialise(config, credentials).steps();
            AtomicInteger asked = new AtomicInteger();
            return new Installation() {
                @Override
                public List<Step> steps() {
                    return steps;
                }

                @Override
                public Optional<Schema> schema() {
                    if (asked.incrementAndGet() == 2) {
                        compared.countDown();
                        try {
                            awake.await();
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                    }
                    return Optional.empty();
                }
            };
        }
    }

    @Test
    @DisplayName("P18: a lease that expired but that nobody took does not keep its holder from publishing")
    void aLateHolderWhomNobodyReplacedPublishes() throws Exception {
        String late = startHere(held("h1"));
        here.leasesExpire();
        goOn.countDown();

        assertThat(here.awaitEnd(late).state()).isEqualTo(SyncState.SUCCEEDED);
        assertThat(keys()).containsExactly("h1");
    }

    @Test
    @DisplayName(
            "P19: a process that starts again with the same identity can sync at once, and refuses what it left (I10)")
    void aRestartedProcessSyncsAtOnce() throws Exception {
        String cutOff = startHere(held("late"));
        Lease left = lease();

        sameElsewhere.steps(hosts("h2"));
        try (House again = new House("here", GRAPH.graph(), directory.resolve("again"), sameElsewhere)) {
            assertThat(again.syncs.find(cutOff).orElseThrow().state()).isEqualTo(SyncState.INTERRUPTED);
            assertThat(again.sync(installation).state()).isEqualTo(SyncState.SUCCEEDED);
        }

        assertThatThrownBy(() -> here.installations.remove(installation, left.fence()))
                .isInstanceOf(LeaseLostException.class);
        goOn.countDown();
        assertThat(here.awaitEnd(cutOff).state()).isEqualTo(SyncState.INTERRUPTED);
        assertThat(keys()).containsExactly("h2");
    }

    @Test
    @DisplayName("P19: a start clears up after its own identity only; others go on until their lease has expired")
    void aStartLeavesOthersAlone() throws Exception {
        String running = startHere(held("h1"));

        there.syncs.recover();
        here.syncs.endAbandoned();

        assertThat(there.syncs.find(running).orElseThrow().state().running()).isTrue();
        here.leases.renew();
        goOn.countDown();
        assertThat(here.awaitEnd(running).state()).isEqualTo(SyncState.SUCCEEDED);
    }

    @Test
    @DisplayName("P19: a sync whose process is gone becomes INTERRUPTED once its lease has expired, and stays so")
    void aSyncWithoutAProcessIsInterrupted() throws Exception {
        String abandoned = startHere(held("late"));
        here.leasesExpire();

        there.syncs.endAbandoned();

        SyncReport seen = there.syncs.find(abandoned).orElseThrow();
        assertThat(seen.state()).isEqualTo(SyncState.INTERRUPTED);
        assertThat(seen.reason()).contains("not heard of for too long").contains("nothing was written");
        assertThat(seen.finishedAt()).isNotNull();
        // It was not gone after all, but is held to it.
        goOn.countDown();
        assertThat(here.awaitEnd(abandoned).state()).isEqualTo(SyncState.INTERRUPTED);
        assertThat(keys()).isEmpty();
    }

    @Test
    @DisplayName("P19: of a sync whose process ended after its changes were committed, the report says so (I10)")
    void aSyncThatWasPublishedIsKnownAsThat() throws Exception {
        String sync = startHere(held("h1"));
        Document running = here.documents.get(DocumentKind.SYNC, sync).orElseThrow();
        goOn.countDown();
        here.awaitEnd(sync);
        // As if the process had ended before it kept the report.
        here.documents.put(DocumentKind.SYNC, running);

        there.syncs.endAbandoned();

        assertThat(there.syncs.find(sync)).get().satisfies(report -> {
            assertThat(report.state()).isEqualTo(SyncState.INTERRUPTED);
            assertThat(report.reason()).contains("just after its changes were published");
        });
    }

    @Test
    @DisplayName("P18: how fresh data is, is known in other processes too")
    void freshnessIsNotRememberedForEver() {
        AtomicLong nanos = new AtomicLong();
        Freshness elsewhere = new Freshness(here.documents, nanos::get);
        assertThat(elsewhere.of(installation, "test_host", Scopes.ROOT).stale()).isTrue();
        connector.steps(hosts("h1"));
        SyncReport report = here.sync(installation);

        nanos.addAndGet(Duration.ofSeconds(2).toNanos());

        assertThat(elsewhere.of(installation, "test_host", Scopes.ROOT))
                .isEqualTo(new Freshness.Seen(report.finishedAt(), false, ""));
    }

    @Test
    @DisplayName("P18: of two processes that remove an installation at once, one does")
    void oneRemoves() throws Exception {
        connector.steps(hosts("h1"));
        here.sync(installation);
        Lease removal = taken(here.leases.acquire(installation, "removal"));

        assertThat(there.syncs.remove(installation, false)).isFalse();
        assertThatThrownBy(this::startThere).isInstanceOf(UnknownInstallationException.class);

        here.leases.release(removal);
        assertThat(there.syncs.remove(installation, false)).isTrue();
        assertThat(keys()).isEmpty();
    }

    private static Lease taken(Acquisition acquisition) {
        return switch (acquisition) {
            case Acquisition.Taken(Lease lease) -> lease;
            case Acquisition.Held(Lease by) -> throw new AssertionError("It is held by " + by);
        };
    }

    @Test
    @DisplayName("P18: the clock of a process decides over no lease, however it jumps")
    void clocksMayJump() throws Exception {
        String running = startHere(held("h1"));
        for (Duration jump : List.of(Duration.ofDays(1), Duration.ofDays(-2))) {
            here.clock.advance(jump);
            there.clock.advance(jump.negated());

            assertThatThrownBy(this::startThere).isInstanceOf(SyncRunningException.class);
            there.syncs.endAbandoned();
            here.leases.renew();
        }
        goOn.countDown();
        assertThat(here.awaitEnd(running).state()).isEqualTo(SyncState.SUCCEEDED);
    }
}
