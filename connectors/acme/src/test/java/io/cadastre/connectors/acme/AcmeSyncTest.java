package io.cadastre.connectors.acme;

import static org.assertj.core.api.Assertions.assertThat;

import io.cadastre.connectors.acme.server.AcmeData;
import io.cadastre.connectors.acme.server.AcmeSeed;
import io.cadastre.connectors.acme.server.AcmeServer;
import io.cadastre.connectors.acme.server.Fault;
import io.cadastre.connectors.acme.server.Kind;
import io.cadastre.cypher.TestGraph;
import io.cadastre.engine.sync.Problem;
import io.cadastre.engine.sync.StepReport;
import io.cadastre.engine.sync.SyncMode;
import io.cadastre.engine.sync.SyncReport;
import io.cadastre.engine.sync.SyncState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Full syncs of a tenant that is edited and goes wrong. */
class AcmeSyncTest {
    @RegisterExtension
    final TestGraph graph = new TestGraph();

    @TempDir
    Path directory;

    private final AcmeData data = AcmeSeed.SMALL.fill(11);
    private final AcmeServer server = AcmeServer.start(data);
    private AcmeHouse acme;
    private String project;
    private String otherProject;

    @BeforeEach
    void start() {
        acme = new AcmeHouse(graph.graph(), directory, server.baseUrl(), server.apiKey());
        project = data.ids(Kind.PROJECT).get(0);
        otherProject = data.ids(Kind.PROJECT).get(1);
        assertThat(acme.sync().state()).isEqualTo(SyncState.SUCCEEDED);
        server.requests().clear();
    }

    @AfterEach
    void stop() {
        acme.close();
        server.close();
    }

    @Test
    @DisplayName("P10: a rename updates one entity")
    void aRenameUpdatesOneEntity() throws Exception {
        data.update(project, Map.of("name", "Renamed"));

        SyncReport report = acme.sync();

        assertThat(report.stats().entities().updated()).isEqualTo(1);
        assertThat(acme.graph().nodes().get(project)).containsEntry("name", "Renamed");
        acme.assertEqualsSource();
    }

    @Test
    @DisplayName("M1: what the source no longer mentions is cleared")
    void whatTheSourceNoLongerMentionsIsCleared() throws Exception {
        String task = taskOf(project);
        data.update(
                task,
                Map.of("description", "There", "assigneeId", data.ids(Kind.USER).getFirst()));
        acme.sync();
        data.update(task, Collections.singletonMap("description", null));
        data.hide(task, "assigneeId");

        acme.sync();

        assertThat(acme.graph().nodes().get(task)).doesNotContainKeys("description", "assigneeId");
        acme.assertEqualsSource();
    }

    @Test
    @DisplayName("M4: a deleted child goes with evidence")
    void aDeletedChildGoes() throws Exception {
        data.delete(taskOf(project));

        SyncReport report = acme.sync();

        assertThat(report.stats().entities().deleted()).isEqualTo(1);
        acme.assertEqualsSource();
    }

    @Test
    @DisplayName("M4: what was only found below a deleted parent goes with it, though the source still lists it")
    void whatWasFoundBelowADeletedParentGoesWithIt() throws Exception {
        data.delete(project);

        SyncReport report = acme.sync();

        assertThat(report.stats().entities().deleted()).isEqualTo(1 + 5 + 2);
        assertThat(data.list(Kind.TASK, project)).hasSize(5);
        acme.assertEqualsSource();
    }

    @Test
    void aTaskMovesToAnotherProject() throws Exception {
        String task = taskOf(project);
        data.update(task, Map.of("projectId", otherProject));

        acme.sync();

        assertThat(acme.graph().edges())
                .contains(otherProject + " HAS " + task)
                .doesNotContain(project + " HAS " + task);
        acme.assertEqualsSource();
    }

    @Test
    @DisplayName("I3: an edge to a user who is gone is reported, not written")
    void anEdgeToAUserWhoIsGoneIsReported() throws Exception {
        String user = data.ids(Kind.USER).getFirst();
        data.update(taskOf(project), Map.of("assigneeId", user));
        acme.sync();
        data.delete(user);

        SyncReport report = acme.sync();

        assertThat(report.pendingRelationships()).isPositive();
        assertThat(acme.graph().edges()).noneMatch(edge -> edge.contains(user));
        acme.assertEqualsSource();
    }

    static Stream<Fault> faults() {
        return Stream.of(
                Fault.status(403),
                Fault.status(404),
                Fault.status(500),
                Fault.status(503),
                new Fault.CutBody(),
                new Fault.CutJson());
    }

    @ParameterizedTest
    @MethodSource("faults")
    @DisplayName("P14, I7: a listing that goes wrong deletes nothing, and stops nothing else")
    void aListingThatGoesWrongDeletesNothing(Fault fault) throws Exception {
        data.delete(taskOf(project));
        data.delete(taskOf(otherProject));
        server.faults().always("/api/tasks?projectId=" + project, fault);

        SyncReport report = acme.sync();

        assertThat(report.state()).isEqualTo(SyncState.PARTIAL);
        assertThat(report.stats().entities().deleted()).isEqualTo(1);
        assertThat(acme.graph().count(Kind.TASK)).isEqualTo(29);
        assertThat(report.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(fault.equals(Fault.status(403)) ? "scope-denied" : "scope-failed");
            assertThat(problem.detail()).contains(project).contains("/api/tasks");
        });
        assertThat(step(report, "tasks").outcome()).isEqualTo("PARTIAL");
        assertThat(step(report, "tasks").reason()).contains("/api/tasks");
        assertThat(step(report, "files").outcome()).isEqualTo("COMPLETE");
        server.faults().clear();
        assertThat(acme.sync().stats().entities().deleted()).isEqualTo(1);
        acme.assertEqualsSource();
    }

    @ParameterizedTest
    @MethodSource("faults")
    @DisplayName("P1, I6: without workspaces nothing is looked at, and nothing deleted")
    void withoutWorkspacesNothingIsDeleted(Fault fault) {
        data.delete(project);
        View before = acme.graph();
        server.faults().always("/api/workspaces", fault);

        SyncReport report = acme.sync();

        assertThat(report.state()).isIn(SyncState.FAILED, SyncState.PARTIAL);
        acme.assertEquals(before);
        assertThat(server.requests().count("/api/tasks")).isZero();
    }

    @Test
    @DisplayName("M3: a call that is refused for a while is made again when the source says")
    void aCallIsMadeAgainWhenTheSourceSays() throws Exception {
        data.update(taskOf(project), Map.of("title", "Other"));
        server.faults().times(2, "/api/tasks?projectId=" + project, Fault.rateLimited(7));
        server.faults().times(1, "/api/users", Fault.status(503));

        SyncReport report = acme.sync();

        assertThat(report.state()).as(report.reason()).isEqualTo(SyncState.SUCCEEDED);
        assertThat(acme.time.slept()).isGreaterThanOrEqualTo(Duration.ofSeconds(14));
        assertThat(server.requests().count("/api/tasks")).isEqualTo(6 + 2);
        acme.assertEqualsSource();
    }

    @Test
    @DisplayName("M16: a sync that is cancelled in a call deletes nothing")
    void aSyncThatIsCancelledDeletesNothing() throws Exception {
        View before = acme.graph();
        data.delete(project);
        Fault.Held held = Fault.held();
        server.faults().always("/api/users", held);

        String sync = acme.house.syncs.start(acme.installation, SyncMode.FULL, "test");
        held.awaitArrival();
        assertThat(acme.house.syncs.cancel(sync)).isTrue();

        assertThat(acme.house.awaitEnd(sync).state()).isEqualTo(SyncState.CANCELLED);
        acme.assertEquals(before);
    }

    @Test
    @DisplayName("P11: an object that cannot be read is reported, kept, and hides none of the others")
    void anObjectThatCannotBeReadIsReportedAndKept() throws Exception {
        String nameless = taskOf(project);
        String unnamed = data.ids(Kind.USER).getFirst();
        String renamed = String.valueOf(data.list(Kind.TASK, project).get(1).get("id"));
        data.hide(nameless, "title");
        data.hide(unnamed, "id");
        data.update(renamed, Map.of("title", "Renamed"));
        data.delete(taskOf(otherProject));

        SyncReport report = acme.sync();

        assertThat(report.state()).isEqualTo(SyncState.PARTIAL);
        assertThat(reasons(report)).contains("title").contains("'id'");
        assertThat(acme.graph().nodes()).containsKeys(nameless, unnamed);
        assertThat(acme.graph().nodes().get(renamed)).containsEntry("title", "Renamed");
        assertThat(report.stats().entities().deleted()).isEqualTo(1);
        data.honest(nameless);
        data.honest(unnamed);
        assertThat(acme.sync().state()).isEqualTo(SyncState.SUCCEEDED);
        acme.assertEqualsSource();
    }

    @Test
    @DisplayName("P11: a status that the API does not document is refused by name, and the task stays as it was")
    void anUnknownStatusIsNotLostSilently() {
        String task = taskOf(project);
        @Nullable Object before = acme.graph().field(task, "status");
        data.fake(task, "status", "blocked");

        SyncReport report = acme.sync();

        assertThat(report.state()).isEqualTo(SyncState.PARTIAL);
        assertThat(reasons(report)).contains("status");
        assertThat(acme.graph().field(task, "status")).isNotNull().isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 5, 6})
    void followsPagesShouldTheSourceGiveThem(int size) throws Exception {
        server.pages(size);

        SyncReport report = acme.sync();

        assertThat(report.state()).isEqualTo(SyncState.SUCCEEDED);
        assertThat(server.requests().count("/api/tasks")).isEqualTo(6 * ((5 + size - 1) / size));
        server.pages(0);
        acme.assertEqualsSource();
    }

    @Test
    @DisplayName("M7: pages that do not advance are noticed")
    void pagesThatDoNotAdvanceAreNoticed() {
        View before = acme.graph();
        server.pages(2);
        server.faults().always("/api/tasks?projectId=" + project, new Fault.RepeatedCursor());
        data.delete(taskOf(project));

        SyncReport report = acme.sync();

        assertThat(report.state()).isEqualTo(SyncState.PARTIAL);
        assertThat(step(report, "tasks").reason()).contains("did not advance");
        acme.assertEquals(before);
    }

    @Test
    void whatTheSourceCallsUnchangedStays() throws Exception {
        server.etags(true);
        acme.sync();
        data.delete(taskOf(project));
        data.update(taskOf(otherProject), Map.of("title", "Other"));

        SyncReport report = acme.sync();

        assertThat(report.state()).isEqualTo(SyncState.SUCCEEDED);
        assertThat(report.stats().entities().deleted()).isEqualTo(1);
        server.etags(false);
        acme.assertEqualsSource();
    }

    @Test
    @DisplayName("M9: never more than ten calls at once, and ten where there is enough to ask for")
    void neverAsksMoreThanTenTimesAtOnce() throws Exception {
        String workspace = data.ids(Kind.WORKSPACE).getFirst();
        for (int i = 0; i < 60; i++) {
            data.create(Kind.PROJECT, AcmeSeed.project(workspace, "More " + i, data.ids(Kind.USER), new Random(i)));
        }
        Fault.Held held = new Fault.Held(new CountDownLatch(10), new CountDownLatch(1));
        server.faults().always("/api/tasks", held);

        String sync = acme.house.syncs.start(acme.installation, SyncMode.FULL, "test");
        held.awaitArrival();
        held.letGo();

        assertThat(acme.house.awaitEnd(sync).state()).isEqualTo(SyncState.SUCCEEDED);
        assertThat(server.requests().count("/api/tasks")).isEqualTo(66);
        assertThat(server.requests().mostAtOnce()).isEqualTo(10);
    }

    @Test
    @DisplayName("I14: the key is in no report")
    void theKeyIsInNoReport() {
        server.faults().always("/api/tasks", Fault.status(403));

        assertThat(acme.sync().toString()).doesNotContain(server.apiKey());
    }

    private String taskOf(String parent) {
        return String.valueOf(data.list(Kind.TASK, parent).getFirst().get("id"));
    }

    private static StepReport step(SyncReport report, String part) {
        return report.steps().stream()
                .filter(step -> step.id().contains(part))
                .findFirst()
                .orElseThrow();
    }

    private static String reasons(SyncReport report) {
        List<String> reasons = Stream.concat(
                        report.problems().stream().map(Problem::detail),
                        report.steps().stream().map(StepReport::reason))
                .toList();
        return String.join("\n", reasons);
    }
}
