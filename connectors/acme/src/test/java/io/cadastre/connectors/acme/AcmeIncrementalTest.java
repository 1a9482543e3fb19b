package io.cadastre.connectors.acme;

import static org.assertj.core.api.Assertions.assertThat;

import io.cadastre.connectors.acme.server.AcmeData;
import io.cadastre.connectors.acme.server.AcmeSeed;
import io.cadastre.connectors.acme.server.AcmeServer;
import io.cadastre.connectors.acme.server.Fault;
import io.cadastre.connectors.acme.server.Kind;
import io.cadastre.cypher.TestGraph;
import io.cadastre.engine.sync.SyncReport;
import io.cadastre.engine.sync.SyncState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Syncs that read what changed: the graph is what a full sync would make it. */
class AcmeIncrementalTest {
    @RegisterExtension
    final TestGraph graph = new TestGraph();

    @TempDir
    Path directory;

    private final AcmeData data = new AcmeSeed(3, 5, 3, 5, 3).fill(23);
    private final AcmeServer server = AcmeServer.start(data);
    private AcmeHouse acme;

    @BeforeEach
    void start() {
        acme = new AcmeHouse(graph.graph(), directory, server.baseUrl(), server.apiKey());
        acme.module.incremental(true);
        assertThat(acme.sync().state()).isEqualTo(SyncState.SUCCEEDED);
        server.requests().clear();
    }

    @AfterEach
    void stop() {
        acme.close();
        server.close();
    }

    @Test
    void readsOnlyWhatChanged() throws Exception {
        String task = data.ids(Kind.TASK).getFirst();
        String file = data.ids(Kind.FILE).getFirst();
        String user = data.ids(Kind.USER).getFirst();
        data.update(task, Map.of("status", "done"), user);
        data.update(task, Map.of("title", "Other"), user);
        data.update(file, Map.of("name", "other.txt"), user);
        data.delete(data.ids(Kind.TASK).getLast());
        String project = data.ids(Kind.PROJECT).getFirst();
        data.create(Kind.TASK, AcmeSeed.task(project, "New", data.ids(Kind.USER), new Random(1)));

        SyncReport report = acme.sync();

        assertThat(report.state()).as(report.reason()).isEqualTo(SyncState.SUCCEEDED);
        assertThat(report.stats().entities().created()).isEqualTo(1);
        assertThat(report.stats().entities().updated()).isEqualTo(2);
        assertThat(report.stats().entities().deleted()).isEqualTo(1);
        assertThat(server.requests().counts())
                .isEqualTo(Map.of("/api/changes", 2, "/api/tasks/{id}", 1, "/api/files/{id}", 1));
        acme.assertEqualsSource();
    }

    @Test
    void whatWasFoundBelowADeletedParentGoesWithIt() throws Exception {
        String project = data.ids(Kind.PROJECT).getFirst();
        data.update(String.valueOf(data.list(Kind.TASK, project).getFirst().get("id")), Map.of("title", "Before"));
        data.delete(project);
        data.update(String.valueOf(data.list(Kind.TASK, project).getLast().get("id")), Map.of("title", "After"));

        assertThat(acme.sync().state()).isEqualTo(SyncState.SUCCEEDED);

        acme.assertEqualsSource();
        data.update(String.valueOf(data.list(Kind.TASK, project).getLast().get("id")), Map.of("title", "Much later"));
        acme.sync();
        acme.assertEqualsSource();
    }

    @Test
    void whatHappensToOneEntityInOneSyncIsTakenInOrder() throws Exception {
        List<String> projects = data.ids(Kind.PROJECT);
        String task = data.create(Kind.TASK, AcmeSeed.task(projects.get(0), "New", data.ids(Kind.USER), new Random(1)));
        for (int i = 0; i < 150; i++) {
            data.announce("user", "usr_" + i, "delete", null);
        }
        data.update(task, Map.of("title", "Moved", "projectId", projects.get(1)));

        SyncReport report = acme.sync();

        assertThat(report.problems()).isEmpty();
        assertThat(report.state()).isEqualTo(SyncState.SUCCEEDED);
        acme.assertEqualsSource();
    }

    @Test
    void readsEverythingWhereAProjectIsBack() throws Exception {
        String workspace = data.ids(Kind.WORKSPACE).getFirst();
        String project = data.ids(Kind.PROJECT).getFirst();
        data.delete(workspace);
        acme.sync();
        data.update(project, Map.of("name", "Still out of reach"));
        acme.sync();
        acme.assertEqualsSource();
        server.requests().clear();

        data.update(project, Map.of("workspaceId", data.ids(Kind.WORKSPACE).getLast()));
        SyncReport report = acme.sync();

        assertThat(report.state()).as(report.reason()).isEqualTo(SyncState.SUCCEEDED);
        assertThat(server.requests().count("/api/workspaces")).isEqualTo(1);
        acme.assertEqualsSource();
        assertThat(acme.graph().edges())
                .contains(project + " HAS "
                        + data.list(Kind.TASK, project).getFirst().get("id"));
    }

    @Test
    void changesOfWhatDoesNotExistAreNoFailure() throws Exception {
        data.announce("task", "tsk_never", "update", Map.of("title", "Ghost"));
        data.announce("file", "fil_never", "update", null);
        data.announce("user", "usr_never", "delete", null);
        data.announce("invoice", "inv_1", "create", null);

        SyncReport report = acme.sync();

        assertThat(report.state()).as(report.reason()).isEqualTo(SyncState.SUCCEEDED);
        assertThat(report.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.detail()).contains("'invoice'"));
        acme.assertEqualsSource();
    }

    @Test
    void readsEverythingWhereThePositionIsLost() throws Exception {
        data.fake(data.ids(Kind.PROJECT).getFirst(), "name", "Changed, but not in the feed");
        data.delete(data.ids(Kind.TASK).getFirst());
        data.resetChanges();

        SyncReport report = acme.sync();

        assertThat(report.state()).as(report.reason()).isEqualTo(SyncState.SUCCEEDED);
        assertThat(server.requests().count("/api/workspaces")).isEqualTo(1);
        acme.assertEqualsSource();
        server.requests().clear();
        acme.sync();
        assertThat(server.requests().count("/api/workspaces")).isZero();
    }

    @Test
    void readsEverythingFromTimeToTime() throws Exception {
        data.fake(data.ids(Kind.PROJECT).getFirst(), "name", "Changed, but not in the feed");
        acme.sync();
        assertThat(server.requests().count("/api/workspaces")).isZero();

        acme.house.clock.advance(Duration.ofHours(24));
        acme.sync();

        assertThat(server.requests().count("/api/workspaces")).isEqualTo(1);
        acme.assertEqualsSource();
    }

    @Test
    void whatCannotBeReadAgainIsTriedAgain() throws Exception {
        String task = data.ids(Kind.TASK).getFirst();
        String other = data.ids(Kind.TASK).getLast();
        data.update(task, Map.of("title", "Changed"));
        data.update(other, Map.of("title", "Changed too"));
        server.faults().always("/api/tasks/" + task, Fault.status(500));

        SyncReport report = acme.sync();

        assertThat(report.state()).isEqualTo(SyncState.PARTIAL);
        assertThat(acme.graph().nodes()).containsKey(task);
        assertThat(acme.graph().nodes().get(other)).containsEntry("title", "Changed too");
        server.faults().clear();
        assertThat(acme.sync().state()).isEqualTo(SyncState.SUCCEEDED);
        acme.assertEqualsSource();
    }

    @Test
    void aFeedThatCannotBeReadDeletesNothing() throws Exception {
        View before = acme.graph();
        data.delete(data.ids(Kind.TASK).getFirst());
        server.faults().always("/api/changes", Fault.status(500));

        assertThat(acme.sync().state()).isIn(SyncState.FAILED, SyncState.PARTIAL);

        acme.assertEquals(before);
        server.faults().clear();
        acme.sync();
        acme.assertEqualsSource();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void isWhatAFullSyncWouldMakeItWhateverHappened(long seed) throws Exception {
        Editor editor = new Editor(data, new Random(seed));
        for (int round = 0; round < 8; round++) {
            editor.edit(12);

            SyncReport report = acme.sync();

            assertThat(report.state())
                    .as("round %s: %s %s", round, report.reason(), report.problems())
                    .isEqualTo(SyncState.SUCCEEDED);
            acme.assertEqualsSource();
        }
        int askedByTheTestItself = 8;
        assertThat(server.requests().count("/api/workspaces") - askedByTheTestItself)
                .as("how often everything had to be read")
                .isLessThan(8);
        acme.module.incremental(false);
        SyncReport full = acme.sync();
        assertThat(full.stats().entities().created()
                        + full.stats().entities().updated()
                        + full.stats().entities().deleted()
                        + full.stats().relationships().created()
                        + full.stats().relationships().updated()
                        + full.stats().relationships().deleted())
                .as("a full sync has nothing to add")
                .isZero();
    }

    /** Edits a tenant at random, as people do who do not know what depends on what. */
    private static final class Editor {
        private final AcmeData data;
        private final Random random;
        private int named;

        Editor(AcmeData data, Random random) {
            this.data = data;
            this.random = random;
        }

        void edit(int times) {
            for (int i = 0; i < times; i++) {
                edit();
            }
        }

        private void edit() {
            List<String> people = data.ids(Kind.USER);
            String name = "Name " + named++;
            switch (random.nextInt(18)) {
                case 0 -> data.create(Kind.USER, AcmeSeed.user(any(Kind.WORKSPACE), name, random));
                case 1 -> data.create(Kind.PROJECT, AcmeSeed.project(any(Kind.WORKSPACE), name, people, random));
                case 2, 3 -> data.create(Kind.TASK, AcmeSeed.task(any(Kind.PROJECT), name, people, random));
                case 4 -> data.create(Kind.FILE, AcmeSeed.file(any(Kind.PROJECT), name, people, random));
                case 5 -> data.update(any(Kind.TASK), Map.of("title", name, "status", "done"), any(Kind.USER));
                case 6 -> data.update(any(Kind.TASK), Map.of("status", "todo", "tags", List.of(name)));
                case 7 -> data.update(any(Kind.TASK), Map.of("assigneeId", any(Kind.USER)), any(Kind.USER));
                case 8 -> data.update(any(Kind.TASK), Collections.singletonMap("assigneeId", null));
                case 9 -> data.update(any(Kind.TASK), Map.of("projectId", any(Kind.PROJECT)));
                case 10 -> data.update(any(Kind.FILE), Map.of("name", name), any(Kind.USER));
                case 11 -> data.update(any(Kind.PROJECT), Map.of("ownerId", any(Kind.USER), "name", name));
                case 12 -> data.update(any(Kind.WORKSPACE), Map.of("name", name));
                case 13 -> data.update(any(Kind.PROJECT), Map.of("workspaceId", any(Kind.WORKSPACE)));
                case 14 -> data.update(any(Kind.USER), Map.of("workspaceId", any(Kind.WORKSPACE), "role", "viewer"));
                case 15 -> remove(random.nextBoolean() ? Kind.TASK : Kind.FILE, 5);
                case 16 -> remove(Kind.USER, 8);
                default -> {
                    int what = random.nextInt(6);
                    if (what < 3) {
                        remove(Kind.PROJECT, 5);
                    } else if (what == 3) {
                        remove(Kind.WORKSPACE, 2);
                    } else {
                        data.announce("task", "tsk_" + name, "update", Map.of("title", name));
                    }
                }
            }
        }

        private void remove(Kind kind, int least) {
            if (data.ids(kind).size() > least) {
                data.delete(any(kind));
            }
        }

        private String any(Kind kind) {
            List<String> ids = data.ids(kind);
            return ids.get(random.nextInt(ids.size()));
        }
    }
}
