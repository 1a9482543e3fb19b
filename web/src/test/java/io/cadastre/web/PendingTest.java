package io.cadastre.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cadastre.engine.access.Role;
import io.cadastre.engine.sync.SyncState;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Relationships into the lab, which has a user Ann, that are brought as lines. */
class PendingTest {
    private static final String LINES = """
            {"type":"schema","namespace":"code","entityTypes":[{"name":"code_account","classes":["Account"],"links":[\
            {"name":"person","match":{"class":"User","property":"email","ignoringCase":true},"verb":"IS"},\
            {"name":"host","match":{"type":"test_host"},"verb":"USES"}]}]}
            {"type":"entity","entity":"code_account","key":"ann","refs":{"person":"Ann@Example.org"}}
            {"type":"entity","entity":"code_account","key":"zoe","refs":{"person":"zoe@example.org"}}
            {"type":"relationship","verb":"USES","from":{"type":"code_account","key":"zoe"},"to":{"match":{"type":"test_host","key":"h9"}}}
            {"type":"relationship","verb":"USES","from":{"type":"code_account","key":"zoe"},"to":{"match":{"type":"test_host","key":"h1"}}}
            {"type":"relationship","verb":"IS","from":{"type":"code_account","key":"eve"},"to":{"match":{"class":"User","property":"email","value":"bob@example.org"}}}
            {"type":"evidence","outcome":"complete"}
            {"type":"done"}
            """;

    @RegisterExtension
    final TestServer server = new TestServer();

    private String pushed() throws Exception {
        String installation = server.pushedInstallation();
        String sync = server.send(server.as(Role.OPERATOR, "/api/v1/ingest/" + installation)
                        .header("Content-Type", "application/x-ndjson")
                        .POST(BodyPublishers.ofString(LINES)))
                .json()
                .path("sync")
                .asText();
        assertThat(server.await(sync)).isEqualTo(SyncState.SUCCEEDED);
        return "/api/v1/installations/" + installation;
    }

    @Test
    void whatWaitsIsListedWithBothEndsAndTheReason() throws Exception {
        String installation = pushed();

        JsonNode items = server.get(installation + "/pending").json().path("items");

        assertThat(items).hasSize(3);
        assertThat(items)
                .extracting(item -> item.path("from").path("key").asText() + " "
                        + item.path("verb").asText() + " "
                        + item.path("to").path("type").asText() + " "
                        + item.path("to").path("key").asText() + " "
                        + item.path("reason").asText())
                .containsExactlyInAnyOrder(
                        "zoe IS User(lower(email)) zoe@example.org NO_MATCH",
                        "zoe USES test_host(_key) h9 NO_MATCH",
                        "eve IS User(lower(email)) bob@example.org END_MISSING");
        assertThat(items).allSatisfy(item -> {
            assertThat(item.path("since").asText()).endsWith("Z");
            assertThat(item.path("to").path("entity").isNull()).isTrue();
            assertThat(item.path("candidates").isArray()).isTrue();
        });
        assertThat(items)
                .filteredOn(item -> item.path("from").path("key").asText().equals("zoe"))
                .allSatisfy(item ->
                        assertThat(item.at("/from/entity/type").asText()).isEqualTo("code_account"));
        assertThat(server.get(installation).json().at("/counts/pending").asInt())
                .isEqualTo(3);
        assertThat(server.query(
                                "MATCH (a:CodeAccount)-[r]->(o) RETURN a._key + type(r) + o._key + r._match ORDER BY type(r)")
                        .json()
                        .path("rows"))
                .extracting(row -> row.get(0).asText())
                .containsExactly("annISannUser(lower(email))", "zoeUSESh1test_host(_key)");
    }

    @Test
    void theListIsReadInParts() throws Exception {
        String installation = pushed();
        JsonNode all = server.get(installation + "/pending").json().path("items");

        JsonNode first = server.get(installation + "/pending?limit=2").json();
        JsonNode second = server.get(installation + "/pending?limit=2&cursor="
                        + first.path("nextCursor").asText())
                .json();

        assertThat(first.path("items")).containsExactly(all.get(0), all.get(1));
        assertThat(second.path("items")).containsExactly(all.get(2));
        assertThat(second.path("nextCursor").isNull()).isTrue();
        assertThat(server.get(installation + "/pending?cursor=nonsense").status())
                .isEqualTo(400);
    }

    @Test
    void anInstallationThatWaitsForNothingHasAnEmptyListAndAnUnknownOneHasNone() {
        String lab = "/api/v1/installations/" + server.installation();

        assertThat(server.get(lab + "/pending").json().path("items")).isEmpty();
        assertThat(server.get(lab).json().at("/counts/pending").asInt()).isZero();
        assertThat(server.get("/api/v1/installations/nobody/pending").status()).isEqualTo(404);
    }

    @Test
    void whatWaitsIsNotForQueriesFromOutside() throws Exception {
        pushed();

        assertThat(server.query("MATCH (p:_Pending) RETURN p").status()).isEqualTo(403);
        assertThat(server.query("MATCH (n) WHERE n._pendingOf > '' RETURN n").status())
                .isEqualTo(403);
    }
}
