package io.cadastre.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cadastre.engine.access.Role;
import io.cadastre.engine.sync.SyncState;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Installations and their runs. */
class SyncsAndInstallationsTest {
    @RegisterExtension
    final TestServer server = new TestServer();

    @Test
    void anInstallationShowsItsHealthItsLastSyncAndWhatItOwns() {
        JsonNode one =
                server.get("/api/v1/installations/" + server.installation()).json();
        assertThat(one.path("name").asText()).isEqualTo("The lab");
        assertThat(one.path("connector").asText()).isEqualTo("inventory");
        assertThat(one.path("health").path("status").asText()).isEqualTo("healthy");
        assertThat(one.path("lastSync").path("state").asText()).isEqualTo("SUCCEEDED");
        assertThat(one.path("counts").path("entities").asInt()).isEqualTo(5);
        assertThat(one.path("counts").path("relationships").asInt()).isEqualTo(3);
        assertThat(server.get("/api/v1/installations").json().path("items").size())
                .isEqualTo(1);
    }

    @Test
    void anInstallationIsCreatedWithItsSchedule() {
        var answer = server.post(
                Role.ADMIN,
                "/api/v1/installations",
                "{\"name\":\"Another\",\"connector\":\"inventory\",\"config\":{\"hang\":false},"
                        + "\"schedule\":{\"every\":\"PT1H\"}}");
        assertThat(answer.status()).isEqualTo(201);
        String id = answer.json().path("id").asText();
        assertThat(answer.header("Location")).isEqualTo("/api/v1/installations/" + id);
        JsonNode schedule = server.get("/api/v1/installations/" + id).json().path("schedule");
        assertThat(schedule.path("every").asText()).isEqualTo("PT1H");
        assertThat(schedule.path("timezone").asText()).isEqualTo("UTC");
        assertThat(schedule.path("enabled").asBoolean()).isTrue();
        assertThat(schedule.path("nextRunAt").asText()).endsWith("Z");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                                                       | name",
                "{\"name\":\"x\"}                                                         | connector",
                "{\"name\":\"x\",\"connector\":\"none\"}                                  | connector",
                "{\"name\":\" \",\"connector\":\"inventory\"}                             | name",
                "{\"name\":\"x\",\"connector\":\"inventory\",\"config\":{\"hang\":3}}     | hang",
                "{\"name\":\"x\",\"connector\":\"inventory\",\"config\":{\"odd\":1}}      | odd",
                "{\"name\":\"x\",\"connector\":\"inventory\",\"schedule\":{}}             | schedule",
                "{\"name\":\"x\",\"connector\":\"inventory\",\"schedule\":{\"every\":\"soon\"}} | schedule",
                "{\"name\":\"x\",\"connector\":\"inventory\",\"credentials\":{\"a\":\"b\"}} | a",
                "{\"name\":\"x\",\"connector\":\"inventory\",\"credentials\":{\"apiKey\":\" \"}} | apiKey",
            })
    void anInstallationThatCannotWorkIsRefusedFieldByField(String body, String field) {
        var answer = server.post(Role.ADMIN, "/api/v1/installations", body);
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.code()).isEqualTo("invalid-installation");
        assertThat(answer.json().path("errors").get(0).path("field").asText()).isEqualTo(field);
        assertThat(server.get("/api/v1/installations").json().path("items").size())
                .isEqualTo(1);
    }

    @Test
    void theHealthOfAnInstallationIsCheckedNow() {
        String path = "/api/v1/installations/" + server.installation();

        var checked = server.post(Role.OPERATOR, path + "/health", "");

        assertThat(checked.status()).isEqualTo(200);
        assertThat(checked.json().path("status").asText()).isEqualTo("degraded");
        assertThat(checked.json().path("checkedAt").asText()).endsWith("Z");
        assertThat(server.get(path).json().path("health")).isEqualTo(checked.json());
        assertThat(server.post(Role.VIEWER, path + "/health", "").status()).isEqualTo(403);
        assertThat(server.post(Role.OPERATOR, "/api/v1/installations/none/health", "")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void whateverLookedLastSaysHowAnInstallationIs() throws Exception {
        String path = "/api/v1/installations/" + server.installation();
        server.post(Role.OPERATOR, path + "/health", "");
        assertThat(sync(path)).isEqualTo(SyncState.SUCCEEDED);
        assertThat(health(path))
                .as("a sync does not take back what a check found")
                .isEqualTo("degraded");

        server.patch(Role.ADMIN, path, "{\"credentials\":{\"apiKey\":\"wrong\"}}");
        assertThat(sync(path)).isEqualTo(SyncState.FAILED);
        assertThat(health(path)).isEqualTo("unhealthy");

        server.post(Role.OPERATOR, path + "/health", "");
        assertThat(health(path)).isEqualTo("degraded");
    }

    private SyncState sync(String installation) throws Exception {
        return server.await(server.post(Role.OPERATOR, installation + "/syncs", "")
                .json()
                .path("id")
                .asText());
    }

    private String health(String installation) {
        return server.get(installation).json().path("health").path("status").asText();
    }

    @Test
    void newSettingsAreTriedAtOnceAndANewNameIsNot() {
        String path = "/api/v1/installations/" + server.installation();

        var renamed = server.patch(Role.ADMIN, path, "{\"name\":\"The other lab\"}");
        var changed = server.patch(Role.ADMIN, path, "{\"config\":{\"hang\":false}}");

        assertThat(renamed.json().path("health").path("status").asText()).isEqualTo("healthy");
        assertThat(changed.json().path("health").path("detail").asText()).isEqualTo("One rack does not answer.");
    }

    @Test
    void aSecretIsTakenAndNeverGivenBack() {
        var answer = server.post(
                Role.ADMIN,
                "/api/v1/installations",
                "{\"name\":\"Keyed\",\"connector\":\"inventory\",\"credentials\":{\"apiKey\":\"s3cr3t-word\"}}");
        assertThat(answer.status()).isEqualTo(201);
        String id = answer.json().path("id").asText();
        assertThat(answer.json().path("credentialNames").toString()).isEqualTo("[\"apiKey\"]");
        assertThat(answer.raw().body()
                        + server.get("/api/v1/installations").raw().body()
                        + server.get("/api/v1/installations/" + id).raw().body())
                .doesNotContain("s3cr3t-word");
    }

    @Test
    void aChangeKeepsWhatItDoesNotName() {
        String path = "/api/v1/installations/"
                + server.post(
                                Role.ADMIN,
                                "/api/v1/installations",
                                "{\"name\":\"Keyed\",\"connector\":\"inventory\",\"config\":{\"hang\":true},"
                                        + "\"credentials\":{\"apiKey\":\"one\"},\"schedule\":{\"every\":\"PT1H\"}}")
                        .json()
                        .path("id")
                        .asText();

        JsonNode renamed =
                server.patch(Role.ADMIN, path, "{\"name\":\"Renamed\"}").json();
        assertThat(renamed.path("name").asText()).isEqualTo("Renamed");
        assertThat(renamed.path("config").path("hang").asBoolean()).isTrue();
        assertThat(renamed.path("schedule").path("every").asText()).isEqualTo("PT1H");
        assertThat(renamed.path("credentialNames").size()).isEqualTo(1);

        JsonNode emptied = server.patch(
                        Role.ADMIN,
                        path,
                        "{\"config\":{\"hang\":null},\"credentials\":{\"apiKey\":null},\"schedule\":null}")
                .json();
        assertThat(emptied.path("name").asText()).isEqualTo("Renamed");
        assertThat(emptied.path("config").isEmpty()).isTrue();
        assertThat(emptied.path("credentialNames").isEmpty()).isTrue();
        assertThat(emptied.path("schedule").isNull()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"name\":\" \"}                       | 422 | name",
                "{\"config\":{\"hang\":3}}              | 422 | hang",
                "{\"credentials\":{\"apiKey\":\"\"}}    | 422 | apiKey",
                "{\"schedule\":{\"every\":\"soon\"}}    | 422 | schedule",
                "{\"schedule\":{\"often\":true}}        | 400 | schedule.often",
                "{\"schedule\":7}                       | 400 | schedule",
                "{\"connector\":\"other\"}              | 400 | connector",
            })
    void aChangeThatCannotBeIsRefusedFieldByField(String body, int status, String field) {
        var answer = server.patch(Role.ADMIN, "/api/v1/installations/" + server.installation(), body);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.json().path("errors").get(0).path("field").asText()).isEqualTo(field);
    }

    @Test
    void anInstallationThatIsNotThereIsNotChanged() {
        assertThat(server.patch(Role.ADMIN, "/api/v1/installations/none", "{}").code())
                .isEqualTo("not-found");
        assertThat(server.patch(Role.OPERATOR, "/api/v1/installations/none", "{}")
                        .code())
                .isEqualTo("not-permitted");
    }

    @Test
    void theSecretKeyIsReplaced() {
        server.post(
                Role.ADMIN,
                "/api/v1/installations",
                "{\"name\":\"Keyed\",\"connector\":\"inventory\",\"credentials\":{\"apiKey\":\"one\"}}");

        JsonNode rotated =
                server.post(Role.ADMIN, "/api/v1/credentials/rotate", "{}").json();

        assertThat(rotated.path("resealed").asInt()).isEqualTo(1);
        assertThat(rotated.path("unreadable").isEmpty()).isTrue();
        assertThat(server.post(Role.OPERATOR, "/api/v1/credentials/rotate", "{}")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void aSyncReportHasTheShapeOfTheContract() {
        JsonNode sync = server.get("/api/v1/syncs?installation=" + server.installation())
                .json()
                .path("items")
                .get(0);
        assertThat(sync.path("installationName").asText()).isEqualTo("The lab");
        assertThat(sync.path("mode").asText()).isEqualTo("full");
        assertThat(sync.path("state").asText()).isEqualTo("SUCCEEDED");
        assertThat(sync.path("stats").path("entities").path("created").asInt()).isEqualTo(5);
        assertThat(sync.path("stats").path("relationships").path("held").asInt())
                .isZero();
        assertThat(sync.path("progress").path("entities").asInt()).isEqualTo(5);
        assertThat(sync.path("pendingRelationships").asInt()).isZero();
        JsonNode step = sync.path("steps").get(0);
        assertThat(step.path("state").asText()).isEqualTo("DONE");
        assertThat(step.path("outcome").asText()).isEqualTo("COMPLETE");
        assertThat(step.path("reason").isNull()).isTrue();
        assertThat(step.path("waitsFor").isArray()).isTrue();
        assertThat(server.get("/api/v1/syncs/" + sync.path("id").asText()).json())
                .matches(sync::equals, "the same as in the list");
    }

    @Test
    void aPlanSaysWhatWouldChangeAndChangesNothing() throws Exception {
        var started = server.post(
                Role.OPERATOR, "/api/v1/installations/" + server.installation() + "/syncs", "{\"mode\":\"plan\"}");
        assertThat(started.status()).isEqualTo(202);
        String id = started.json().path("id").asText();
        assertThat(server.await(id)).isEqualTo(SyncState.SUCCEEDED);
        JsonNode sync = server.get("/api/v1/syncs/" + id).json();
        assertThat(sync.path("mode").asText()).isEqualTo("plan");
        assertThat(sync.path("stats").path("entities").path("unchanged").asInt())
                .isEqualTo(5);
    }

    @Test
    void aSecondSyncOfAnInstallationIsRefusedWithTheOneThatRuns() throws Exception {
        String slow = "/api/v1/installations/" + server.hangingInstallation() + "/syncs";
        String running = server.post(Role.OPERATOR, slow, "").json().path("id").asText();
        var refused = server.post(Role.OPERATOR, slow, "{}");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("sync-running");
        assertThat(refused.json().path("runningSync").asText()).isEqualTo(running);

        var cancelled = server.post(Role.OPERATOR, "/api/v1/syncs/" + running + "/cancel", "");
        assertThat(cancelled.status()).isEqualTo(202);
        assertThat(server.await(running)).isEqualTo(SyncState.CANCELLED);
        assertThat(server.post(Role.OPERATOR, "/api/v1/syncs/" + running + "/cancel", "")
                        .code())
                .isEqualTo("sync-finished");
    }

    @Test
    void aSyncOfAnUnknownInstallationOrModeIsRefused() {
        assertThat(server.post(Role.OPERATOR, "/api/v1/installations/none/syncs", "{}")
                        .status())
                .isEqualTo(404);
        assertThat(server.post(
                                Role.OPERATOR,
                                "/api/v1/installations/" + server.installation() + "/syncs",
                                "{\"mode\":\"half\"}")
                        .json()
                        .path("errors")
                        .get(0)
                        .path("field")
                        .asText())
                .isEqualTo("mode");
    }

    @ParameterizedTest
    @CsvSource({"false, 0", "true, 5"})
    void aDeletedInstallationTakesItsEntitiesAlongUnlessTheyAreToStay(boolean keepData, int left) {
        var answer = server.send(
                server.as(Role.ADMIN, "/api/v1/installations/" + server.installation() + "?keepData=" + keepData)
                        .DELETE());
        assertThat(answer.status()).isEqualTo(204);
        assertThat(server.get("/api/v1/installations/" + server.installation()).status())
                .isEqualTo(404);
        assertThat(server.query("MATCH (e:Entity) RETURN count(e)")
                        .json()
                        .path("rows")
                        .get(0)
                        .get(0)
                        .asInt())
                .isEqualTo(left);
    }

    @Test
    void connectorsAreListedByTheNamesThatPeopleKnow() {
        List<String> shown =
                server.get("/api/v1/connectors").json().path("items").findValuesAsText("displayName");

        assertThat(shown).hasSizeGreaterThan(2).isSortedAccordingTo(String.CASE_INSENSITIVE_ORDER);
    }

    @Test
    void connectorsShowTheirSchemaAndTheirSettings() {
        JsonNode connector = server.get("/api/v1/connectors/inventory").json();
        assertThat(connector.path("status").asText()).isEqualTo("available");
        assertThat(connector.path("scopes").toString()).isEqualTo("[\"read everything\"]");
        assertThat(connector
                        .path("schema")
                        .path("entityTypes")
                        .get(0)
                        .path("fields")
                        .get(1)
                        .path("kind")
                        .asText())
                .isEqualTo("integer");
        assertThat(connector
                        .path("schema")
                        .path("relationships")
                        .get(0)
                        .path("verb")
                        .asText())
                .isEqualTo("HAS");
        JsonNode field =
                connector.path("onboarding").path("steps").get(0).path("fields").get(0);
        assertThat(field.path("name").asText()).isEqualTo("hang");
        assertThat(field.path("default").asText()).isEqualTo("false");
    }
}
