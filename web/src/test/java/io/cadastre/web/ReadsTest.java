package io.cadastre.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cadastre.engine.access.Role;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Entities, their surroundings, and the graph as a whole. */
class ReadsTest {
    @RegisterExtension
    final TestServer server = new TestServer();

    private String idOf(String displayName) {
        for (JsonNode item : server.get("/api/v1/entities?limit=100").json().path("items")) {
            if (item.path("displayName").asText().equals(displayName)) {
                return item.path("id").asText();
            }
        }
        throw new AssertionError("There is no '" + displayName + "'.");
    }

    @Test
    void anEntityHasTheShapeOfTheContract() {
        JsonNode entity = server.get("/api/v1/entities/" + idOf("alpha")).json();
        assertThat(entity.path("type").asText()).isEqualTo("test_host");
        assertThat(entity.path("classes").toString()).isEqualTo("[\"Host\"]");
        assertThat(entity.path("installationName").asText()).isEqualTo("The lab");
        assertThat(entity.path("connector").asText()).isEqualTo("inventory");
        assertThat(entity.path("key").asText()).isEqualTo("h1");
        assertThat(entity.path("createdAt").asText()).endsWith("Z");
        assertThat(entity.path("lastSeenAt").asText()).endsWith("Z");
        assertThat(entity.path("stale").isBoolean()).isTrue();
        assertThat(entity.path("stale").asBoolean()).isFalse();
        assertThat(entity.path("staleReason").isNull()).isTrue();
        assertThat(entity.path("version").asInt()).isEqualTo(1);
        JsonNode count = entity.path("relationshipCounts").get(0);
        assertThat(count.path("verb").asText()).isEqualTo("HAS");
        assertThat(count.path("direction").asText()).isEqualTo("OUT");
        assertThat(count.path("class").asText()).isEqualTo("User");
        assertThat(count.path("count").asInt()).isEqualTo(3);
    }

    @Test
    void pagesLoseAndRepeatNothing() {
        List<String> seen = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = server.get("/api/v1/entities?limit=2&sort=-displayName" + cursor)
                    .json();
            page.path("items").forEach(item -> seen.add(item.path("displayName").asText()));
            cursor = page.path("nextCursor").isNull()
                    ? ""
                    : "&cursor=" + page.path("nextCursor").asText();
        } while (!cursor.isEmpty());
        assertThat(seen).containsExactly("cid", "bob", "beta", "ann", "alpha");
    }

    @Test
    void filtersNarrowTheList() {
        assertThat(server.get("/api/v1/entities?class=Host")
                        .json()
                        .path("items")
                        .size())
                .isEqualTo(2);
        assertThat(server.get("/api/v1/entities?type=test_user")
                        .json()
                        .path("items")
                        .size())
                .isEqualTo(3);
        assertThat(server.get("/api/v1/entities?q=ann").json().path("items").size())
                .isEqualTo(1);
        assertThat(server.get("/api/v1/entities?installation=none")
                        .json()
                        .path("items")
                        .size())
                .isZero();
    }

    @Test
    void relationshipsNameTheOtherEnd() {
        JsonNode items = server.get("/api/v1/entities/" + idOf("ann") + "/relationships?direction=in")
                .json()
                .path("items");
        assertThat(items.size()).isEqualTo(1);
        assertThat(items.get(0).path("verb").asText()).isEqualTo("HAS");
        assertThat(items.get(0).path("direction").asText()).isEqualTo("IN");
        assertThat(items.get(0).path("entity").path("displayName").asText()).isEqualTo("alpha");
    }

    @Test
    void theNeighbourhoodSaysWhenItIsCut() {
        String path = "/api/v1/entities/" + idOf("alpha") + "/graph";
        JsonNode whole = server.get(path).json();
        assertThat(whole.path("nodes").size()).isEqualTo(4);
        assertThat(whole.path("relationships").get(0).path("type").asText()).isEqualTo("HAS");
        assertThat(whole.path("truncated").asBoolean()).isFalse();
        JsonNode cut = server.get(path + "?limit=2").json();
        assertThat(cut.path("nodes").size()).isEqualTo(2);
        assertThat(cut.path("truncated").asBoolean()).isTrue();
        assertThat(server.get(path + "?depth=5").status()).isEqualTo(400);
    }

    @Test
    void statisticsFollowTheGraph() {
        JsonNode stats = server.get("/api/v1/stats").json();
        assertThat(stats.path("entities").asInt()).isEqualTo(5);
        assertThat(stats.path("relationships").asInt()).isEqualTo(3);
        assertThat(stats.path("byClass").toString())
                .isEqualTo("[{\"name\":\"User\",\"count\":3},{\"name\":\"Host\",\"count\":2}]");
        assertThat(stats.path("byInstallation").get(0).path("name").asText()).isEqualTo("The lab");
        server.send(server.as(Role.ADMIN, "/api/v1/installations/" + server.installation())
                .DELETE());
        assertThat(server.get("/api/v1/stats").json().path("entities").asInt()).isZero();
    }

    @Test
    void theSchemaJoinsWhatIsDeclaredWithWhatIsFound() {
        JsonNode schema = server.get("/api/v1/schema").json();
        JsonNode host = schema.path("entityTypes").get(0);
        assertThat(host.path("name").asText()).isEqualTo("test_host");
        assertThat(host.path("label").asText()).isEqualTo("TestHost");
        assertThat(host.path("connector").asText()).isEqualTo("inventory");
        assertThat(host.path("count").asInt()).isEqualTo(2);
        JsonNode cores = host.path("fields").get(1);
        assertThat(cores.path("kind").asText()).isEqualTo("integer");
        assertThat(cores.path("filled").asDouble()).isEqualTo(0.5);
        assertThat(schema.path("relationships").get(0).path("count").asInt()).isEqualTo(3);
        assertThat(schema.path("labels").toString()).contains("Host").doesNotContain("_");
        assertThat(schema.path("relationshipTypes").toString()).contains("HAS");
    }

    @Test
    void metricsCountRequestsQueriesAndSyncs() {
        server.query("RETURN 1");
        assertThat(server.get("/api/v1/metrics").raw().body())
                .contains(
                        "cadastre_syncs_total{outcome=\"completed\"}",
                        "cadastre_query_seconds",
                        "jvm_memory_used_bytes")
                .contains("cadastre_http_seconds", "route=\"/api/v1/query\"");
    }

    @Test
    void readinessNamesItsChecks() {
        JsonNode ready = server.send(server.request("/readyz").GET()).json();
        assertThat(ready.path("status").asText()).isEqualTo("up");
        assertThat(ready.path("checks").findValuesAsText("name")).containsExactly("graph", "connectors");
    }
}
