package io.cadastre.connectors.acme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cadastre.connectors.acme.model.AcmeFile;
import io.cadastre.connectors.acme.model.AcmeProject;
import io.cadastre.connectors.acme.model.AcmeTask;
import io.cadastre.connectors.acme.model.AcmeUser;
import io.cadastre.connectors.acme.server.AcmeData;
import io.cadastre.connectors.acme.server.AcmeSeed;
import io.cadastre.connectors.acme.server.Kind;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.json.Json;
import io.cadastre.spi.model.EntityRef;
import io.cadastre.spi.page.Page;
import io.cadastre.spi.page.PageRequest;
import io.cadastre.spi.pipeline.Change;
import io.cadastre.spi.pipeline.ChangeFeed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AcmeFeedTest {
    private Tenant tenant;
    private AcmeData data;
    private ChangeFeed feed;

    @BeforeEach
    void start() throws Exception {
        tenant = new Tenant(AcmeSeed.SMALL.fill(3));
        data = tenant.data;
        feed = tenant.pipeline().changeFeed().orElseThrow();
    }

    @AfterEach
    void stop() {
        tenant.close();
    }

    @Test
    void standsAtTheLastEntry() throws Exception {
        assertThat(feed.head(tenant.env)).startsWith(data.sequence() + ":");
        assertThat(since(feed.head(tenant.env))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 7, 64, 65, 5000})
    void findsItsEndWithFewCallsHoweverLongItIs(int length) throws Exception {
        data.resetChanges();
        for (int i = 0; i < length; i++) {
            data.announce("user", "usr_" + i, "update", null);
        }

        String head = feed.head(tenant.env);

        assertThat(head).startsWith(length + ":");
        assertThat(tenant.server.requests().count("/api/changes")).isLessThan(40);
    }

    @Test
    void takesACreationAsItIsSaidAndADeletionByName() throws Exception {
        String head = feed.head(tenant.env);
        String project = data.ids(Kind.PROJECT).getFirst();
        String task = data.create(Kind.TASK, AcmeSeed.task(project, "New", data.ids(Kind.USER), new Random(1)));
        data.delete(project);

        List<Change> changes = since(head);

        assertThat(changes)
                .containsExactly(
                        new Change.Stored(AcmeObject.TASK.read(Json.of(data.get(Kind.TASK, task)))),
                        new Change.Deleted(AcmeProject.TYPE.ref(project)));
    }

    @Test
    void asksForWhatWasUpdatedBecauseTheFeedTellsOnlyAPart() throws Exception {
        String head = feed.head(tenant.env);
        String task = data.ids(Kind.TASK).getFirst();
        String file = data.ids(Kind.FILE).getFirst();
        String user = data.ids(Kind.USER).getFirst();
        data.update(task, Map.of("status", "done"));
        data.update(file, Map.of("name", "other"));
        data.update(user, Map.of("id", "usr_sent", "role", "admin"));
        data.update(task, Map.of("status", "todo"));

        assertThat(since(head))
                .as("one reload however many updates")
                .containsExactly(
                        updated(AcmeFile.TYPE.ref(file)),
                        updated(AcmeUser.TYPE.ref(user)),
                        updated(AcmeTask.TYPE.ref(task)));
    }

    @Test
    void theLastWordAboutAnEntityHolds() throws Exception {
        String head = feed.head(tenant.env);
        String project = data.ids(Kind.PROJECT).getFirst();
        Random random = new Random(1);
        String updated = data.create(Kind.TASK, AcmeSeed.task(project, "A", data.ids(Kind.USER), random));
        String deleted = data.create(Kind.TASK, AcmeSeed.task(project, "B", data.ids(Kind.USER), random));
        data.update(updated, Map.of("title", "A2"));
        data.update(deleted, Map.of("title", "B2"));
        data.delete(deleted);

        List<Change> changes = since(head);

        assertThat(changes).hasSize(3);
        assertThat(changes.getFirst()).isInstanceOf(Change.Stored.class);
        assertThat(changes.subList(1, 3))
                .containsExactly(updated(AcmeTask.TYPE.ref(updated)), new Change.Deleted(AcmeTask.TYPE.ref(deleted)));
    }

    @Test
    void doesNotTrustAPayloadThatIsNotWhole() throws Exception {
        String head = feed.head(tenant.env);
        Map<String, @Nullable Object> other = new HashMap<>(data.list(Kind.USER).getLast());
        data.announce("user", "usr_1", "create", null);
        data.announce("user", "usr_2", "create", Map.of("id", "usr_2", "email", "a@acme.example"));
        data.announce("user", "usr_3", "create", other);
        data.announce("user", "usr_4", "upsert", other);

        assertThat(since(head))
                .containsExactly(
                        new Change.Reload(AcmeUser.TYPE.ref("usr_1")),
                        new Change.Reload(AcmeUser.TYPE.ref("usr_2")),
                        new Change.Reload(AcmeUser.TYPE.ref("usr_3")),
                        updated(AcmeUser.TYPE.ref("usr_4")));
    }

    @Test
    void ignoresATypeItDoesNotKnowAndSaysSo() throws Exception {
        String head = feed.head(tenant.env);
        data.announce("invoice", "inv_1", "create", null);
        data.announce("invoice", "inv_2", "delete", null);

        assertThat(since(head)).isEmpty();
        assertThat(tenant.env.warnings).singleElement().asString().contains("'invoice'");
    }

    @Test
    void aReloadOfWhatDoesNotExistSaysNotFound() {
        assertThatThrownBy(() -> tenant.env.http().json(AcmeObject.TASK.one(AcmeTask.TYPE.ref("../tsk_0"))))
                .isInstanceOf(ConnectorException.NotFound.class);
    }

    @Test
    void readsALongFeedToItsEndWithoutLossOrRepetition() throws Exception {
        String head = feed.head(tenant.env);
        List<Change> expected = new ArrayList<>();
        for (int i = 0; i < 350; i++) {
            data.announce("user", "usr_" + i, "update", null);
            expected.add(updated(AcmeUser.TYPE.ref("usr_" + i)));
        }

        assertThat(since(head)).isEqualTo(expected);
    }

    @Test
    void noticesThatTheFeedWasBegunAnew() throws Exception {
        String head = feed.head(tenant.env);
        long length = data.sequence();
        data.resetChanges();

        assertThatThrownBy(() -> since(head)).isInstanceOf(ConnectorException.PositionLost.class);
        for (int i = 0; i < length + 10; i++) {
            data.announce("user", "usr_" + i, "update", null);
        }
        assertThatThrownBy(() -> since(head))
                .as("sequences that were given before")
                .isInstanceOf(ConnectorException.PositionLost.class);
    }

    @Test
    void noticesThatTheFeedWasCut() throws Exception {
        String head = feed.head(tenant.env);
        for (int i = 0; i < 10; i++) {
            data.announce("user", "usr_" + i, "update", null);
        }
        data.truncateChanges(11);
        assertThat(since(head)).hasSize(10);

        data.truncateChanges(10);

        assertThatThrownBy(() -> since(head)).isInstanceOf(ConnectorException.PositionLost.class);
    }

    @Test
    void noticesThatAFeedWhichWasEmptyWasCut() throws Exception {
        data.resetChanges();
        String head = feed.head(tenant.env);
        data.announce("user", "usr_1", "update", null);
        data.announce("user", "usr_2", "update", null);
        assertThat(since(head)).hasSize(2);

        data.truncateChanges(1);

        assertThatThrownBy(() -> since(head)).isInstanceOf(ConnectorException.PositionLost.class);
    }

    @Test
    void readsEverythingAgainWhereNobodyCanSayWhatChanged() throws Exception {
        String head = feed.head(tenant.env);
        data.announce("user", "", "update", null);

        assertThatThrownBy(() -> since(head))
                .isInstanceOf(ConnectorException.PositionLost.class)
                .hasMessageContaining("cannot be read");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "12", "12:", ":ab", "-1:0123456789abcdef0123456789abcdef", "x"})
    void aPositionThatCannotBeReadIsLost(String position) {
        assertThatThrownBy(() -> since(position)).isInstanceOf(ConnectorException.PositionLost.class);
    }

    private static Change updated(EntityRef<?> ref) {
        return new Change.Reload(ref, true);
    }

    /** Follows the feed as the host does. */
    private List<Change> since(String position) throws Exception {
        List<Change> changes = new ArrayList<>();
        Page<Change> page = feed.changes(tenant.env, new PageRequest(position, null));
        while (page.hasMore()) {
            changes.addAll(page.items());
            page = feed.changes(tenant.env, new PageRequest(page.nextCursor(), null));
        }
        assertThat(page.nextCursor()).isEqualTo(feed.head(tenant.env));
        return changes;
    }
}
