package io.cadastre.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cadastre.cypher.ingest.DeletionBudget;
import io.cadastre.engine.access.Role;
import io.cadastre.engine.sync.SyncMode;
import io.cadastre.engine.sync.SyncState;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What changed when, over HTTP: three tills of a shop that is brought its lines. */
class ChangesTest {
    @RegisterExtension
    final TestServer server = new TestServer();

    private String shop = "";

    @BeforeEach
    void aShopWithThreeTills() throws Exception {
        shop = server.pushedInstallation(DeletionBudget.OFF);
        push(till("t1", "{\"version\":1}"), till("t2", "{\"version\":1}"), till("t3", "{\"version\":1}"));
    }

    private static String till(String key, String fields) {
        return "{\"type\":\"entity\",\"entity\":\"shop_till\",\"key\":\"" + key + "\",\"displayName\":\"Till " + key
                + "\",\"fields\":" + fields + "}";
    }

    /** Syncs the shop with these tills and no others; gives the sync's id. */
    private String push(String... tills) throws Exception {
        String sync = server.send(server.as(Role.OPERATOR, "/api/v1/ingest/" + shop)
                        .header("Content-Type", "application/x-ndjson")
                        .POST(BodyPublishers.ofString(String.join(
                                "\n",
                                "{\"type\":\"schema\",\"namespace\":\"shop\",\"entityTypes\":[{\"name\":\"shop_till\","
                                        + "\"classes\":[\"Device\"],\"fields\":[{\"name\":\"version\",\"kind\":\"integer\"}]}]}",
                                String.join("\n", tills),
                                "{\"type\":\"evidence\",\"outcome\":\"complete\"}",
                                "{\"type\":\"done\"}\n"))))
                .json()
                .path("sync")
                .asText();
        assertThat(server.await(sync)).isEqualTo(SyncState.SUCCEEDED);
        return sync;
    }

    private String idOf(String displayName) {
        JsonNode items = server.get("/api/v1/entities?type=shop_till").json().path("items");
        for (JsonNode item : items) {
            if (item.path("displayName").asText().equals(displayName)) {
                return item.path("id").asText();
            }
        }
        throw new AssertionError("There is no '" + displayName + "' among " + items);
    }

    private JsonNode items(String path) {
        TestServer.Answer answer = server.get(path);
        assertThat(answer.status()).as(answer.raw().body()).isEqualTo(200);
        return answer.json().path("items");
    }

    @Test
    @DisplayName("P10: an update of one property: _createdAt kept, _version + 1, history has before and after")
    void anUpdateOfOneProperty() throws Exception {
        String id = idOf("Till t1");
        JsonNode before = server.get("/api/v1/entities/" + id).json();

        String sync = push(
                till("t1", "{\"version\":9007199254740993}"),
                till("t2", "{\"version\":1}"),
                till("t3", "{\"version\":1}"));

        JsonNode after = server.get("/api/v1/entities/" + id).json();
        assertThat(after.path("createdAt")).isEqualTo(before.path("createdAt"));
        assertThat(after.path("version").asInt()).isEqualTo(2);
        JsonNode history = items("/api/v1/entities/" + id + "/history");
        assertThat(history.size()).isEqualTo(1);
        JsonNode change = history.get(0);
        assertThat(change.path("operation").asText()).isEqualTo("update");
        assertThat(change.path("kind").asText()).isEqualTo("entity");
        assertThat(change.path("subject").asText()).isEqualTo(id);
        assertThat(change.path("type").asText()).isEqualTo("shop_till");
        assertThat(change.path("name").asText()).isEqualTo("Till t1");
        assertThat(change.path("sync").asText()).isEqualTo(sync);
        assertThat(change.path("installationName").asText()).isEqualTo("The pushed one");
        assertThat(change.path("at")).isEqualTo(after.path("updatedAt"));
        assertThat(change.path("version").asInt()).isEqualTo(2);
        assertThat(change.path("from").isNull()).isTrue();
        assertThat(change.path("before").toString()).isEqualTo("{\"version\":1}");
        // As the entity itself shows it: beyond 2^53 a text.
        assertThat(change.path("after").toString()).isEqualTo("{\"version\":\"9007199254740993\"}");
        assertThat(change.path("after").path("version"))
                .isEqualTo(after.path("properties").path("version"));
        assertThat(items("/api/v1/syncs/" + sync + "/changes")).isEqualTo(history);
    }

    @Test
    void anEntityIsShownAsItWas() throws Exception {
        String id = idOf("Till t1");
        Instant created = time(server.get("/api/v1/entities/" + id).json().path("createdAt"));
        push(till("t1", "{\"version\":2}"));
        Instant updated = time(server.get("/api/v1/entities/" + id).json().path("updatedAt"));
        push(till("t2", "{\"version\":1}"));
        Instant deleted =
                time(items("/api/v1/entities/" + id + "/history").get(1).path("at"));

        JsonNode first = at(id, created).json();
        assertThat(first.path("properties").path("version").asInt()).isEqualTo(1);
        assertThat(first.path("version").asInt()).isEqualTo(1);
        assertThat(first.path("displayName").asText()).isEqualTo("Till t1");
        assertThat(first.path("classes").toString()).isEqualTo("[\"Device\"]");
        assertThat(first.path("installationName").asText()).isEqualTo("The pushed one");
        assertThat(first.path("key").asText()).isEqualTo("t1");
        assertThat(time(first.path("until"))).isEqualTo(updated);
        JsonNode second = at(id, updated).json();
        assertThat(second.path("properties").path("version").asInt()).isEqualTo(2);
        assertThat(time(second.path("until"))).isEqualTo(deleted);

        TestServer.Answer early = at(id, created.minusSeconds(1));
        assertThat(early.status()).isEqualTo(404);
        assertThat(early.code()).isEqualTo("not-found");
        assertThat(early.json().path("detail").asText()).contains("created at " + created);
        TestServer.Answer late = at(id, deleted);
        assertThat(late.status()).isEqualTo(404);
        assertThat(late.json().path("detail").asText()).contains("deleted at " + deleted);
        // Gone, and the answer says since when.
        TestServer.Answer now = server.get("/api/v1/entities/" + id);
        assertThat(now.status()).isEqualTo(404);
        assertThat(now.json().path("deletedAt").asText()).isEqualTo(deleted.toString());
        assertThat(server.get("/api/v1/entities/none?at=2026-11-21").status()).isEqualTo(404);
    }

    private TestServer.Answer at(String id, Instant time) {
        return server.get("/api/v1/entities/" + id + "?at=" + time);
    }

    private static Instant time(JsonNode value) {
        return Instant.parse(value.asText());
    }

    @Test
    void whatIsNoLongerKnownIsNotMadeUp() throws Exception {
        String id = idOf("Till t1");
        Instant created = time(server.get("/api/v1/entities/" + id).json().path("createdAt"));
        push(till("t1", "{\"version\":2}"));
        Instant updated = time(server.get("/api/v1/entities/" + id).json().path("updatedAt"));

        server.forgetBefore(updated.plusNanos(1));

        TestServer.Answer answer = at(id, created);
        assertThat(answer.status()).isEqualTo(410);
        assertThat(answer.code()).isEqualTo("history-expired");
        assertThat(answer.json().path("knownSince").asText()).isEqualTo(updated.toString());
        assertThat(at(id, updated).status()).isEqualTo(200);
        JsonNode changes = server.get("/api/v1/changes").json();
        assertThat(changes.path("items").size()).isZero();
        assertThat(time(changes.path("keptSince"))).isEqualTo(updated.plusNanos(1));
    }

    @Test
    @DisplayName("Q5: pages of changes give each once, in both orders")
    void pagesLoseAndRepeatNothing() throws Exception {
        push(till("t1", "{\"version\":2}"), till("t2", "{\"version\":2}"), till("t3", "{\"version\":2}"));
        push(till("t4", "{\"version\":1}"));

        List<String> ascending = pages("");
        List<String> descending = pages("&order=desc");

        assertThat(ascending).hasSize(7).isSorted().doesNotHaveDuplicates();
        assertThat(descending).containsExactlyElementsOf(ascending.reversed());
    }

    private List<String> pages(String order) {
        List<String> read = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page =
                    server.get("/api/v1/changes?limit=2" + order + cursor).json();
            page.path("items").forEach(item -> read.add(item.path("id").asText()));
            cursor = page.path("nextCursor").isNull()
                    ? ""
                    : "&cursor=" + page.path("nextCursor").asText();
        } while (!cursor.isEmpty());
        return read;
    }

    @Test
    void filtersNarrowTheChanges() throws Exception {
        Instant begin = Instant.now();
        String sync = push(till("t1", "{\"version\":2}"), till("t4", "{\"version\":1}"));
        server.syncs().await(server.syncs().start(server.installation(), SyncMode.FULL, "test"));

        assertThat(items("/api/v1/changes").size()).isEqualTo(4);
        assertThat(items("/api/v1/changes?operation=delete").size()).isEqualTo(2);
        assertThat(items("/api/v1/changes?kind=relationship").size()).isZero();
        assertThat(items("/api/v1/changes?type=shop_till&operation=create").size())
                .isEqualTo(1);
        assertThat(items("/api/v1/changes?installation=" + shop).size()).isEqualTo(4);
        assertThat(items("/api/v1/changes?installation=" + server.installation())
                        .size())
                .isZero();
        assertThat(items("/api/v1/changes?sync=" + sync).size()).isEqualTo(4);
        assertThat(items("/api/v1/changes?since=" + begin).size()).isEqualTo(4);
        assertThat(items("/api/v1/changes?until=" + begin).size()).isZero();
        assertThat(items("/api/v1/changes?since=2000-01-01&until=2000-01-02").size())
                .isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/changes?since=yesterday, since",
        "/api/v1/changes?since=2026-11-21T12:00:00, since",
        "/api/v1/changes?until=2026-13-01, until",
        "/api/v1/changes?since=2026-11-22&until=2026-11-21, until",
        "/api/v1/changes?operation=move, operation",
        "/api/v1/changes?kind=node, kind",
        "/api/v1/changes?order=up, order",
        "/api/v1/changes?limit=0, limit",
        "/api/v1/entities/none?at=then, at",
        "/api/v1/entities/none/history?since=then, since",
    })
    void anInputThatIsNotValidIsNamed(String path, String field) {
        TestServer.Answer answer = server.get(path);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("invalid-input");
        assertThat(answer.json().path("errors").get(0).path("field").asText()).isEqualTo(field);
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/entities/none/history, 404, not-found",
        "/api/v1/syncs/none/changes, 404, not-found",
        "/api/v1/changes?cursor=made-up, 400, invalid-cursor",
    })
    void whatIsUnknownIsSaid(String path, int status, String code) {
        TestServer.Answer answer = server.get(path);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.code()).isEqualTo(code);
    }

    @Test
    void anEntityWithoutChangesHasAnEmptyHistory() {
        assertThat(items("/api/v1/entities/" + idOf("Till t1") + "/history").size())
                .isZero();
    }

    @Test
    @DisplayName("I13: records of changes cannot be read by queries")
    void queriesDoNotSeeRecords() throws Exception {
        push(till("t1", "{\"version\":2}"));

        for (String property : List.of("before", "after", "subject", "operation", "sync", "at")) {
            assertThat(server.query("MATCH (n) WHERE n." + property + " IS NOT NULL RETURN count(n)")
                            .json()
                            .path("rows")
                            .toString())
                    .as(property)
                    .isEqualTo("[[0]]");
        }
        for (String property :
                List.of("_before", "_after", "_beside", "_subject", "_operation", "_sync", "_order", "_subjectName")) {
            assertThat(server.query("MATCH (n) RETURN n." + property).code())
                    .as(property)
                    .isEqualTo("cypher-not-allowed");
        }
        assertThat(server.query("MATCH (n:_Change) RETURN n").code()).isEqualTo("cypher-not-allowed");
        assertThat(server.query("MATCH (n) WHERE NOT n:Entity RETURN n LIMIT 1")
                        .json()
                        .path("rows")
                        .toString())
                .isEqualTo("[[null]]");
    }
}
