package io.cadastre.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cadastre.engine.access.Role;
import io.cadastre.engine.sync.SyncState;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Deletions that wait for a person, seen and decided over HTTP. */
class HeldApiTest {
    private static final String SCHEMA = "{\"type\":\"schema\",\"namespace\":\"shop\",\"entityTypes\":["
            + "{\"name\":\"shop_till\",\"classes\":[\"Device\"],\"fields\":[{\"name\":\"name\"}]},"
            + "{\"name\":\"shop_shop\",\"classes\":[\"Organization\"],\"links\":"
            + "[{\"name\":\"tills\",\"target\":\"shop_till\",\"verb\":\"HAS\"}]}]}\n";
    private static final String END = "{\"type\":\"evidence\",\"outcome\":\"complete\"}\n{\"type\":\"done\"}\n";
    private static final int TILLS = 500;

    @RegisterExtension
    final TestServer server = new TestServer();

    private String installation = "";

    @BeforeEach
    void install() throws Exception {
        installation = server.pushedInstallation();
    }

    private static String shop() {
        return "{\"type\":\"entity\",\"entity\":\"shop_shop\",\"key\":\"s\"}\n";
    }

    private static String till(int number) {
        return "{\"type\":\"entity\",\"entity\":\"shop_till\",\"key\":\"t" + number + "\"}\n"
                + "{\"type\":\"relationship\",\"from\":{\"type\":\"shop_shop\",\"key\":\"s\"},\"verb\":\"HAS\","
                + "\"to\":{\"type\":\"shop_till\",\"key\":\"t" + number + "\"}}\n";
    }

    /** Pushes a whole listing; gives the sync that it became. */
    private String push(String lines) throws Exception {
        var answer = server.send(server.as(Role.OPERATOR, "/api/v1/ingest/" + installation)
                .header("Content-Type", "application/x-ndjson")
                .POST(BodyPublishers.ofString(SCHEMA + lines + END)));
        assertThat(answer.status()).as(answer.raw().body()).isEqualTo(200);
        String sync = answer.json().path("sync").asText();
        server.await(sync);
        return sync;
    }

    private String allTills() {
        StringBuilder lines = new StringBuilder(shop());
        for (int i = 0; i < TILLS; i++) {
            lines.append(till(i));
        }
        return lines.toString();
    }

    /** A sync that found no till any more, after one that found 500. */
    private String givenHeldTills() throws Exception {
        push(allTills());
        String held = push(shop());
        assertThat(server.await(held)).isEqualTo(SyncState.HELD);
        return held;
    }

    private JsonNode held(String sync, String parameters) {
        var answer = server.get("/api/v1/syncs/" + sync + "/held" + parameters);
        assertThat(answer.status()).as(answer.raw().body()).isEqualTo(200);
        return answer.json();
    }

    private TestServer.Answer decide(String sync, String decision) {
        return server.post(Role.OPERATOR, "/api/v1/syncs/" + sync + "/held", "{\"decision\":\"" + decision + "\"}");
    }

    private long tills() {
        return server.get("/api/v1/entities?type=shop_till&limit=1000")
                .json()
                .path("items")
                .size();
    }

    private JsonNode aTill() {
        return server.get("/api/v1/entities?type=shop_till&limit=1")
                .json()
                .path("items")
                .get(0);
    }

    @Test
    @DisplayName("P15: 500 tills that are suddenly none are listed, stay, and go when an operator approves")
    void whatIsHeldIsListedAndGoesWhenItIsApproved() throws Exception {
        String sync = givenHeldTills();
        assertThat(tills()).isEqualTo(TILLS);

        // It is listed with how much of what it is
        JsonNode first = held(sync, "?limit=1");
        assertThat(first.path("counts").toString())
                .isEqualTo("[{\"kind\":\"entity\",\"type\":\"shop_till\",\"count\":500,\"along\":0,\"of\":500},"
                        + "{\"kind\":\"relationship\",\"type\":\"shop_shop HAS shop_till\",\"count\":0,\"along\":500,"
                        + "\"of\":500}]");
        assertThat(first.path("decision").isNull()).isTrue();
        assertThat(first.path("supersededBy").isNull()).isTrue();
        JsonNode item = first.path("items").get(0);
        assertThat(item.path("kind").asText()).isEqualTo("entity");
        assertThat(item.path("type").asText()).isEqualTo("shop_till");
        assertThat(item.path("displayName").asText()).isEqualTo("t0");
        assertThat(item.path("lastSeenAt").asText()).endsWith("Z");

        // An operator approves
        JsonNode decided = decide(sync, "approve").json();
        assertThat(decided.path("state").asText()).isEqualTo("HELD");
        assertThat(decided.path("heldDecision").path("decision").asText()).isEqualTo("approve");
        assertThat(decided.path("heldDecision").path("by").asText()).isEqualTo("operator");
        assertThat(decided.path("stats").path("entities").path("deleted").asInt())
                .isEqualTo(TILLS);
        assertThat(decided.path("stats").path("entities").path("held").asInt()).isZero();
        assertThat(tills()).isZero();
        assertThat(held(sync, "").path("items")).isEmpty();
        assertThat(held(sync, "").path("decision")).isEqualTo(decided.path("heldDecision"));
    }

    @Test
    void aListIsPagedWithoutLossByType() throws Exception {
        String sync = givenHeldTills();
        List<String> keys = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = held(sync, "?type=shop_till&limit=150" + cursor);
            page.path("items").forEach(item -> keys.add(item.path("key").asText()));
            cursor = page.path("nextCursor").isNull()
                    ? ""
                    : "&cursor=" + page.path("nextCursor").asText();
        } while (!cursor.isEmpty());
        assertThat(keys).hasSize(TILLS).doesNotHaveDuplicates();
        assertThat(held(sync, "?type=shop_shop").path("items")).isEmpty();
        assertThat(server.get("/api/v1/syncs/" + sync + "/held?cursor=nonsense").code())
                .isEqualTo("invalid-cursor");
    }

    @Test
    void whatIsHeldIsShownStaleWithTheLastTimeItWasSeen() throws Exception {
        push(allTills());
        String seenAt = aTill().path("lastSeenAt").asText();
        String sync = push(shop());

        JsonNode till = aTill();
        assertThat(till.path("stale").asBoolean()).isTrue();
        assertThat(till.path("staleReason").asText())
                .isEqualTo("The source no longer has it. Its deletion waits for approval: sync " + sync + ".");
        assertThat(till.path("lastSeenAt").asText()).isEqualTo(seenAt);
        JsonNode relationship = server.get("/api/v1/entities/" + till.path("id").asText() + "/relationships")
                .json()
                .path("items")
                .get(0);
        assertThat(relationship.path("stale").asBoolean()).isTrue();
        assertThat(relationship.path("staleReason").asText()).contains("waits for approval");

        assertThat(decide(sync, "reject").status()).isEqualTo(200);
        assertThat(aTill().path("staleReason").asText()).contains("Its deletion was rejected");
        assertThat(tills()).isEqualTo(TILLS);
    }

    @Test
    void whatWasNotSeenWholeIsShownStaleAlsoAtItsRelationships() throws Exception {
        push(allTills());
        // A listing that says itself that it is not whole
        var answer = server.send(server.as(Role.OPERATOR, "/api/v1/ingest/" + installation)
                .header("Content-Type", "application/x-ndjson")
                .POST(BodyPublishers.ofString(SCHEMA + shop()
                        + "{\"type\":\"evidence\",\"outcome\":\"partial\",\"reason\":\"Half of the shops are closed.\"}\n"
                        + "{\"type\":\"done\"}\n")));
        server.await(answer.json().path("sync").asText());

        JsonNode till = aTill();
        JsonNode relationship = server.get("/api/v1/entities/" + till.path("id").asText() + "/relationships")
                .json()
                .path("items")
                .get(0);
        for (JsonNode stale : List.of(till, relationship)) {
            assertThat(stale.path("stale").asBoolean()).as(stale.toString()).isTrue();
            assertThat(stale.path("staleReason").asText()).contains("Half of the shops are closed.");
            assertThat(stale.path("lastSeenAt").asText()).endsWith("Z");
        }
    }

    @Test
    void aDecisionThatCannotBeTakenSaysWhy() throws Exception {
        String sync = givenHeldTills();
        assertThat(decide(sync, "maybe")
                        .json()
                        .path("errors")
                        .get(0)
                        .path("field")
                        .asText())
                .isEqualTo("decision");
        assertThat(decide("none", "approve").code()).isEqualTo("not-found");
        assertThat(server.get("/api/v1/syncs/none/held").code()).isEqualTo("not-found");

        String newer = push(shop() + till(3));
        var superseded = decide(sync, "approve");
        assertThat(superseded.status()).isEqualTo(409);
        assertThat(superseded.code()).isEqualTo("held-superseded");
        assertThat(superseded.json().path("newerSync").asText()).isEqualTo(newer);
        assertThat(held(sync, "").path("supersededBy").asText()).isEqualTo(newer);
        assertThat(server.get("/api/v1/syncs/" + sync)
                        .json()
                        .path("supersededBy")
                        .asText())
                .isEqualTo(newer);

        assertThat(decide(newer, "reject").status()).isEqualTo(200);
        assertThat(decide(newer, "approve").code()).isEqualTo("held-decided");
        String clean = push(allTills());
        assertThat(decide(clean, "approve").code()).isEqualTo("not-held");
        assertThat(tills()).isEqualTo(TILLS);
    }

    @Test
    void healthFollowsTheDecision() throws Exception {
        String sync = givenHeldTills();
        String path = "/api/v1/installations/" + installation;
        JsonNode waiting = server.get(path).json();
        assertThat(waiting.path("health").path("status").asText()).isEqualTo("degraded");
        assertThat(waiting.path("health").path("detail").asText()).contains("500 of 500 shop_till");
        assertThat(waiting.path("lastSync").path("heldDecision").isNull()).isTrue();

        decide(sync, "approve");

        JsonNode decided = server.get(path).json();
        assertThat(decided.path("health").path("status").asText()).isEqualTo("healthy");
        assertThat(decided.path("lastSync").path("heldDecision").path("by").asText())
                .isEqualTo("operator");
    }

    @Test
    void queriesCanReadNothingOfTheLists() throws Exception {
        givenHeldTills();
        var answer = server.query("MATCH (h:_Held) RETURN h._heldName");
        assertThat(answer.status()).isEqualTo(403);
        var nodes = server.query("MATCH (n) WHERE NOT n:Entity RETURN n LIMIT 100");
        assertThat(nodes.raw().body()).doesNotContain("_held", "t499");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"atLeast\":-1}                   | deletionBudget.atLeast",
                "{\"atLeast\":1.5}                  | deletionBudget.atLeast",
                "{\"share\":30}                     | deletionBudget.share",
                "{\"share\":-0.1}                   | deletionBudget.share",
                "{\"atLeast\":\"many\"}             | deletionBudget.atLeast",
                "{\"some\":1}                       | deletionBudget.some",
            })
    void aBudgetThatMakesNoSenseIsRefusedByItsField(String budget, String field) {
        for (var answer : List.of(
                server.post(
                        Role.ADMIN,
                        "/api/v1/installations",
                        "{\"name\":\"x\",\"connector\":\"push\",\"deletionBudget\":" + budget + "}"),
                server.patch(
                        Role.ADMIN, "/api/v1/installations/" + installation, "{\"deletionBudget\":" + budget + "}"))) {
            assertThat(answer.status()).as(answer.raw().body()).isIn(400, 422);
            assertThat(answer.json().path("errors").get(0).path("field").asText())
                    .isEqualTo(field);
        }
    }

    @Test
    void aBudgetIsSetMemberByMember() {
        String path = "/api/v1/installations/" + installation;
        assertThat(server.get(path).json().path("deletionBudget").toString())
                .isEqualTo("{\"enabled\":true,\"atLeast\":20,\"share\":0.3}");
        assertThat(budgetAfter(path, "{\"atLeast\":5}")).isEqualTo("{\"enabled\":true,\"atLeast\":5,\"share\":0.3}");
        assertThat(budgetAfter(path, "{\"share\":1}")).isEqualTo("{\"enabled\":true,\"atLeast\":5,\"share\":1.0}");
        assertThat(budgetAfter(path, "{\"enabled\":false}"))
                .isEqualTo("{\"enabled\":false,\"atLeast\":5,\"share\":1.0}");
        assertThat(budgetAfter(path, "null")).isEqualTo("{\"enabled\":true,\"atLeast\":20,\"share\":0.3}");
    }

    private String budgetAfter(String path, String change) {
        return server.patch(Role.ADMIN, path, "{\"deletionBudget\":" + change + "}")
                .json()
                .path("deletionBudget")
                .toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"decision\":null}", "{\"decision\":\"APPROVE\"}"})
    void aDecisionIsOneOfTwoWords(String body) throws Exception {
        String sync = push(shop());
        assertThat(server.post(Role.OPERATOR, "/api/v1/syncs/" + sync + "/held", body)
                        .code())
                .isEqualTo("invalid-input");
    }
}
