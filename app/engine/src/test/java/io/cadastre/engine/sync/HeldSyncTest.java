package io.cadastre.engine.sync;

import static io.cadastre.engine.ScriptedConnector.host;
import static io.cadastre.engine.ScriptedConnector.hosts;
import static io.cadastre.engine.ScriptedConnector.user;
import static io.cadastre.engine.ScriptedConnector.users;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cadastre.cypher.TestGraph;
import io.cadastre.cypher.ingest.DeletionBudget;
import io.cadastre.cypher.ingest.HeldCount;
import io.cadastre.cypher.ingest.HeldItem;
import io.cadastre.cypher.ingest.HeldMark;
import io.cadastre.cypher.platform.Document;
import io.cadastre.cypher.platform.DocumentKind;
import io.cadastre.engine.House;
import io.cadastre.engine.Json;
import io.cadastre.engine.ScriptedConnector;
import io.cadastre.engine.ScriptedConnector.TestHost;
import io.cadastre.engine.ScriptedConnector.TestUser;
import io.cadastre.engine.installation.InstallationChange;
import io.cadastre.engine.installation.UnknownInstallationException;
import io.cadastre.engine.sync.HeldReport.Choice;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.event.SyncEvent;
import io.cadastre.spi.step.Step;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Deletions that exceed the budget wait for a person; that person's decision is carried out, once and exactly. */
class HeldSyncTest {
    @RegisterExtension
    static final TestGraph GRAPH = new TestGraph();

    private final ScriptedConnector connector = new ScriptedConnector("scripted");
    private Path directory;
    private House house;
    private String installation;

    @BeforeEach
    void open(@TempDir Path temp) {
        directory = temp;
        house = new House(GRAPH.graph(), temp, connector);
        installation = house.install("scripted", DeletionBudget.DEFAULT);
    }

    @AfterEach
    void close() {
        house.close();
    }

    private static String[] keys(String prefix, int from, int to) {
        return IntStream.range(from, to).mapToObj(number -> prefix + number).toArray(String[]::new);
    }

    private SyncReport syncs(Step... steps) {
        connector.steps(steps);
        return house.sync(installation);
    }

    private long hostsThere() {
        return house.count("MATCH (h:Host) RETURN count(h)");
    }

    private List<HeldItem> held(SyncReport sync) {
        return house.syncs
                .held()
                .items(installation, sync.id(), null, null, 1_000)
                .items();
    }

    private SyncReport givenThirtyHeldHosts() {
        syncs(hosts(keys("h", 0, 30)));
        return syncs(hosts());
    }

    @Test
    @DisplayName(
            "P15: an empty list of a type that had 500 is HELD; what comes and changes is published; approving deletes")
    void aTypeThatIsSuddenlyEmptyIsHeldUntilItIsApproved() throws Exception {
        // Given 500 hosts and two users
        syncs(hosts(keys("h", 0, 500)), users("u0", "u1"));

        // When the source lists no host, and another user
        SyncReport held = syncs(hosts(), users("u0", "u1", "u2"));

        // Then nothing is deleted, the user is there, and the report says what would go
        assertThat(held.state()).isEqualTo(SyncState.HELD);
        assertThat(hostsThere()).isEqualTo(500);
        assertThat(house.count("MATCH (u:User) RETURN count(u)")).isEqualTo(3);
        assertThat(held.stats().entities()).isEqualTo(new SyncStats.Counts(1, 0, 2, 0, 500, 0));
        assertThat(held.reason()).contains("500 of 500 test_host");
        assertThat(held.held().counts())
                .containsExactly(new HeldCount(HeldCount.Kind.ENTITY, "test_host", 500, 0, 500));
        assertThat(held(held)).hasSize(500).extracting(HeldItem::key).contains("h0", "h499");

        // When somebody approves
        SyncReport decided = house.syncs.decide(held.id(), Choice.APPROVE, "ann");

        // Then the hosts are gone and the sync tells so
        assertThat(hostsThere()).isZero();
        assertThat(decided.state()).isEqualTo(SyncState.HELD);
        assertThat(decided.held().decision())
                .isEqualTo(new HeldReport.Decision(Choice.APPROVE, "ann", house.clock.instant()));
        assertThat(decided.stats().entities()).isEqualTo(new SyncStats.Counts(1, 0, 2, 500, 0, 0));
        assertThat(decided.graphVersion()).isEqualTo(held.graphVersion() + 1);
        assertThat(house.syncs.find(held.id())).contains(decided);
        assertThat(house.count("MATCH (c:_Change {_operation: 'delete'}) RETURN count(c)"))
                .isEqualTo(500);
        assertThat(syncs(hosts(), users("u0", "u1", "u2")).state()).isEqualTo(SyncState.SUCCEEDED);
    }

    @Test
    @DisplayName(
            "P14: one scope answers 403, one is empty, one is cut off: only the empty one deletes, within the budget")
    void scopesAreDecidedOneByOne() {
        // Given ten users on each of three hosts
        syncs(usersOf("none", "none", 10));

        // When the first host is denied, the second has none any more, and the third's list is cut off
        SyncReport report = syncs(usersOf("h0", "h2", 0));

        // Then those of the second host are gone, the others are there and say why
        assertThat(report.state()).isEqualTo(SyncState.PARTIAL);
        assertThat(report.stats().entities().deleted()).isEqualTo(10);
        assertThat(report.stats().entities().kept()).isEqualTo(20);
        assertThat(house.query("MATCH (u:User) RETURN DISTINCT left(u._key, 2) AS host ORDER BY host"))
                .extracting(row -> row.get("host").asString())
                .containsExactly("h0", "h2");
        Instant before = house.clock.instant().minusSeconds(60);
        assertThat(seenOn("h0").stale()).isTrue();
        assertThat(seenOn("h0").reason()).contains("users:read");
        assertThat(seenOn("h0").lastSeenAt()).isEqualTo(before);
        assertThat(seenOn("h1").stale()).isFalse();
        assertThat(seenOn("h2").stale()).isTrue();
        assertThat(seenOn("h2").lastSeenAt()).isEqualTo(before);
    }

    private Freshness.Seen seenOn(String host) {
        String scope = house.query("MATCH (h:Host {_key: $key}) RETURN h._id AS id", "key", host)
                .getFirst()
                .get("id")
                .asString();
        return house.freshness.of(installation, "test_user", scope);
    }

    private static Step usersOf(String denied, String cut, int each) {
        return Step.named("users", "Collect users")
                .produces(TestHost.TYPE, TestUser.TYPE)
                .runs(context -> {
                    for (String host : List.of("h0", "h1", "h2")) {
                        context.emit(host(host));
                        context.scope(TestHost.TYPE.ref(host), scope -> {
                            if (host.equals(denied)) {
                                throw new ConnectorException.Permission("users:read", "403");
                            }
                            for (int i = 0; i < each; i++) {
                                scope.emit(user(host + "-u" + i));
                            }
                            if (host.equals(cut)) {
                                scope.partial("The second page did not come.");
                            }
                        });
                    }
                });
    }

    @Test
    void whatWasNotLookedAtSinceKeepsTheTimeOfItsLastCompleteLook() {
        syncs(usersOf("none", "none", 1));
        Instant complete = house.clock.instant();
        syncs(usersOf("h0", "none", 1));

        // When the whole step fails next, and then nobody looks any more
        syncs(Step.named("users", "Collect users")
                .produces(TestHost.TYPE, TestUser.TYPE)
                .runs(context -> {
                    throw new ConnectorException.Unavailable("The source is away.", null);
                }));

        // Then the first host's users were last seen before the others
        assertThat(seenOn("h0")).isEqualTo(new Freshness.Seen(complete, true, "The source is away."));
        assertThat(seenOn("h1")).isEqualTo(new Freshness.Seen(complete.plusSeconds(60), true, "The source is away."));
        syncs(hosts("h0", "h1", "h2"));
        assertThat(seenOn("h0")).isEqualTo(new Freshness.Seen(complete, true, "No sync looks at this any more."));
    }

    @Test
    void whatIsHeldIsMarkedWithTheLastTimeItWasSeen() throws Exception {
        syncs(hosts(keys("h", 0, 30)));
        Instant seen = house.clock.instant();
        SyncReport first = syncs(hosts());
        String id = house.query("MATCH (h:Host {_key: 'h7'}) RETURN h._id AS id")
                .getFirst()
                .get("id")
                .asString();
        assertThat(house.syncs.held().among(Set.of(id)))
                .containsExactly(Map.entry(id, new HeldMark(first.id(), false, seen)));

        // When it is rejected, it stays as it is
        SyncReport decided = house.syncs.decide(first.id(), Choice.REJECT, "ann");
        assertThat(hostsThere()).isEqualTo(30);
        assertThat(decided.stats()).isEqualTo(first.stats());
        assertThat(decided.reason()).contains("rejected by ann");
        assertThat(house.syncs.held().among(Set.of(id)))
                .containsExactly(Map.entry(id, new HeldMark(first.id(), true, seen)));

        // And the next sync holds again
        SyncReport second = syncs(hosts());
        assertThat(second.state()).isEqualTo(SyncState.HELD);
        assertThat(house.syncs.held().among(Set.of(id)))
                .containsExactly(Map.entry(id, new HeldMark(second.id(), false, seen)));

        // Until the source has them again
        assertThat(syncs(hosts(keys("h", 0, 30))).state()).isEqualTo(SyncState.SUCCEEDED);
        assertThat(house.syncs.held().among(Set.of(id))).isEmpty();
    }

    @Test
    void aPlanSaysWhatASyncWouldHoldAndHoldsNothing() {
        syncs(hosts(keys("h", 0, 30)), users("u"));
        connector.steps(hosts(), users("u"));

        SyncReport plan = house.sync(installation, SyncMode.PLAN);
        SyncReport sync = house.sync(installation);

        assertThat(plan.state()).isEqualTo(SyncState.SUCCEEDED);
        assertThat(plan.stats()).isEqualTo(sync.stats());
        assertThat(plan.held().counts()).isEqualTo(sync.held().counts());
        assertThat(held(plan)).isEmpty();
        HeldRefusedException refused = catchThrowableOfType(
                HeldRefusedException.class, () -> house.syncs.decide(plan.id(), Choice.APPROVE, "ann"));
        assertThat(refused.reason()).isEqualTo(HeldRefusedException.Reason.NOT_HELD);
        assertThat(hostsThere()).isEqualTo(30);
    }

    @Test
    void aListOutlivesTheProcess() throws Exception {
        SyncReport held = givenThirtyHeldHosts();
        house.close();
        house = new House(GRAPH.graph(), directory, connector);

        assertThat(held(held)).hasSize(30);
        house.syncs.decide(held.id(), Choice.APPROVE, "ann");

        assertThat(hostsThere()).isZero();
    }

    @Test
    void onlyTheNewestListCanBeDecided() throws Exception {
        SyncReport old = givenThirtyHeldHosts();
        // One host is back
        SyncReport newer = syncs(hosts("h3"));
        assertThat(newer.state()).isEqualTo(SyncState.HELD);

        HeldRefusedException refused = catchThrowableOfType(
                HeldRefusedException.class, () -> house.syncs.decide(old.id(), Choice.APPROVE, "ann"));

        assertThat(refused.reason()).isEqualTo(HeldRefusedException.Reason.SUPERSEDED);
        assertThat(refused.newerSync()).contains(newer.id());
        assertThat(house.syncs.supersededBy(old)).contains(newer.id());
        assertThat(held(old)).isEmpty();
        house.syncs.decide(newer.id(), Choice.APPROVE, "ann");
        assertThat(house.query("MATCH (h:Host) RETURN h._key AS key"))
                .extracting(row -> row.get("key").asString())
                .containsExactly("h3");
    }

    @Test
    void aSyncThatFindsEverythingAgainSupersedesTheList() {
        SyncReport held = givenThirtyHeldHosts();
        SyncReport newer = syncs(hosts(keys("h", 0, 30)));

        HeldRefusedException refused = catchThrowableOfType(
                HeldRefusedException.class, () -> house.syncs.decide(held.id(), Choice.APPROVE, "ann"));

        assertThat(refused.newerSync()).contains(newer.id());
        assertThat(hostsThere()).isEqualTo(30);
    }

    @Test
    void aSyncThatSawNothingLeavesTheListToBeDecided() throws Exception {
        SyncReport held = givenThirtyHeldHosts();
        SyncReport failed = syncs(
                Step.named("hosts", "Collect hosts").produces(TestHost.TYPE).runs(context -> {
                    throw new ConnectorException.Unavailable("Nobody answers.", new java.io.IOException());
                }));
        assertThat(failed.state()).isEqualTo(SyncState.FAILED);

        assertThat(house.syncs.supersededBy(held)).isEmpty();
        assertThat(held(held)).hasSize(30);
        house.syncs.decide(held.id(), Choice.APPROVE, "ann");

        assertThat(hostsThere()).isZero();
    }

    @Test
    void aDecisionIsTakenOnce() throws Exception {
        SyncReport held = givenThirtyHeldHosts();
        house.syncs.decide(held.id(), Choice.REJECT, "ann");

        HeldRefusedException refused = catchThrowableOfType(
                HeldRefusedException.class, () -> house.syncs.decide(held.id(), Choice.APPROVE, "bob"));

        assertThat(refused.reason()).isEqualTo(HeldRefusedException.Reason.DECIDED);
        assertThat(refused).hasMessageContaining("ann");
        assertThat(hostsThere()).isEqualTo(30);
    }

    @Test
    void nobodyDecidesWhileASyncRuns() throws Exception {
        SyncReport held = givenThirtyHeldHosts();
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        connector.steps(
                Step.named("hosts", "Collect hosts").produces(TestHost.TYPE).runs(context -> {
                    started.countDown();
                    goOn.await();
                }));
        String running = house.syncs.start(installation, SyncMode.FULL, "test");
        started.await();

        assertThatThrownBy(() -> house.syncs.decide(held.id(), Choice.APPROVE, "ann"))
                .isInstanceOfSatisfying(
                        SyncRunningException.class,
                        refused -> assertThat(refused.runningSync()).isEqualTo(running));

        goOn.countDown();
        house.awaitEnd(running);
        assertThat(hostsThere()).isEqualTo(30);
    }

    @Test
    void aProcessThatDiesWhileItPublishesLeavesNothingToDecide() throws Exception {
        SyncReport held = givenThirtyHeldHosts();
        // Given a sync that was about to publish when its process died
        SyncReport died =
                house.syncs.find(held.id()).orElseThrow().ended(SyncState.PUBLISHING, house.clock.instant(), "");
        house.documents.put(
                DocumentKind.SYNC,
                new Document(
                        died.id(),
                        died.id(),
                        Map.of("installation", installation, "state", "PUBLISHING", "running", "true"),
                        Json.write(died)));
        house.close();
        house = new House(GRAPH.graph(), directory, connector);

        assertThat(house.syncs.find(held.id()).orElseThrow().state()).isEqualTo(SyncState.INTERRUPTED);
        assertThatThrownBy(() -> house.syncs.decide(held.id(), Choice.APPROVE, "ann"))
                .isInstanceOf(HeldRefusedException.class);
        String id = house.query("MATCH (h:Host) RETURN h._id AS id LIMIT 1")
                .getFirst()
                .get("id")
                .asString();
        assertThat(house.syncs.held().among(Set.of(id))).isEmpty();
        assertThat(syncs(hosts()).state()).isEqualTo(SyncState.HELD);
    }

    @Test
    void anInstallationSaysHowMuchMayGo() throws Exception {
        String free = house.install("scripted", DeletionBudget.OFF);
        connector.steps(hosts("h1"));
        house.sync(free);
        connector.steps(hosts());
        assertThat(house.sync(free).state()).isEqualTo(SyncState.SUCCEEDED);
        assertThat(hostsThere()).isZero();

        // When it is to ask again
        house.installations.update(
                free,
                new InstallationChange(
                        null, Map.of(), Map.of(), false, null, before -> new DeletionBudget(true, 0, 0.5)));
        connector.steps(hosts("h1", "h2", "h3"));
        house.sync(free);
        connector.steps(hosts("h1"));
        assertThat(house.sync(free).state()).isEqualTo(SyncState.HELD);
    }

    @Test
    void anInstallationOfAnEarlierVersionHasTheDefault() {
        var document =
                house.documents.get(DocumentKind.INSTALLATION, installation).orElseThrow();
        String old = document.body().replaceFirst(",\"deletionBudget\":\\{[^}]*}", "");
        assertThat(old).doesNotContain("deletionBudget");
        house.documents.put(
                DocumentKind.INSTALLATION, new Document(document.id(), document.order(), document.attributes(), old));

        assertThat(house.installations.find(installation).orElseThrow().deletionBudget())
                .isEqualTo(DeletionBudget.DEFAULT);
    }

    @Test
    void aSyncThatHoldsAndDidNotSeeAllSaysBoth() throws Exception {
        syncs(hosts(keys("h", 0, 30)), users("u"));
        SyncReport held = syncs(
                hosts(),
                Step.named("users", "Collect users").produces(TestUser.TYPE).runs(context -> {
                    throw new ConnectorException.Unavailable("No users today.", null);
                }));

        assertThat(held.state()).isEqualTo(SyncState.HELD);
        assertThat(held.reason()).contains("30 of 30 test_host", "No users today.");
        assertThat(held.held().sawAll()).isFalse();
        assertThat(house.syncs.decide(held.id(), Choice.APPROVE, "ann").reason())
                .contains("approved by ann", "No users today.");
    }

    @Test
    void aDecisionIsToldToWhoeverListens() throws Exception {
        SyncReport held = givenThirtyHeldHosts();
        Queue<SyncEvent> events = new ConcurrentLinkedQueue<>();
        try (AutoCloseable subscription = house.syncs.subscribe(events::add)) {
            house.syncs.decide(held.id(), Choice.REJECT, "ann");
        }
        // Listeners hear in their own time
        Awaitility.await()
                .untilAsserted(() -> assertThat(events)
                        .containsExactly(new SyncEvent.SyncDecided(held.id(), house.clock.instant(), false)));
    }

    @Test
    void anInstallationThatIsRemovedTakesItsListAlong() throws Exception {
        SyncReport held = givenThirtyHeldHosts();
        house.syncs.remove(installation, true);

        assertThat(house.count("MATCH (h:_Held) RETURN count(h)")).isZero();
        assertThat(house.count("MATCH (l:_HeldList) RETURN count(l)")).isZero();
        assertThatThrownBy(() -> house.syncs.decide(held.id(), Choice.APPROVE, "ann"))
                .isInstanceOf(UnknownInstallationException.class);
    }
}
