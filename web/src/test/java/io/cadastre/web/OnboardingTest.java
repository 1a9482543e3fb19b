package io.cadastre.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cadastre.engine.access.Role;
import java.net.http.HttpRequest;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Onboarding over HTTP. */
class OnboardingTest {
    @RegisterExtension
    final TestServer server = new TestServer();

    private String id = "";

    private JsonNode begin() {
        var answer = server.post(Role.ADMIN, "/api/v1/connectors/paired/onboarding", "{}");
        assertThat(answer.status()).isEqualTo(201);
        id = answer.json().path("id").asText();
        assertThat(answer.header("Location")).isEqualTo("/api/v1/onboarding/" + id);
        return answer.json();
    }

    private TestServer.Answer answer(String values) {
        return server.post(Role.ADMIN, "/api/v1/onboarding/" + id, "{\"values\":" + values + "}");
    }

    private JsonNode accepted(String values) {
        var answer = answer(values);
        assertThat(answer.status()).as(answer.raw().body()).isEqualTo(200);
        return answer.json();
    }

    private static String key(JsonNode state) {
        return state.path("step").path("key").asText();
    }

    private static JsonNode field(JsonNode state, String name) {
        for (JsonNode field : state.path("step").path("fields")) {
            if (field.path("name").asText().equals(name)) {
                return field;
            }
        }
        throw new AssertionError("No field " + name + " in " + state);
    }

    @Test
    void questionsAreAskedOneAfterTheOtherUntilTheInstallationIsThere() {
        JsonNode first = begin();
        assertThat(first.path("done").asBoolean()).isFalse();
        assertThat(field(first, "name").path("default").asText()).isEqualTo("Paired");

        JsonNode device = accepted("{\"name\":\"The door\"}");
        assertThat(device.path("step").path("kind").asText()).isEqualTo("input");
        assertThat(device.path("step").path("label").asText()).isEqualTo("Device");
        assertThat(field(device, "host").path("required").asBoolean()).isTrue();
        assertThat(field(device, "port").path("type").asText()).isEqualTo("integer");
        assertThat(field(device, "port").path("default").asInt()).isEqualTo(443);
        assertThat(field(device, "scope").path("options").get(1).path("value").asText())
                .isEqualTo("some");

        JsonNode signIn = accepted("{\"host\":\"a.example\",\"scope\":\"some\"}");
        assertThat(field(signIn, "token").path("secret").asBoolean()).isTrue();
        JsonNode spaces = accepted("{\"token\":\"" + PairedConnector.GOOD_TOKEN + "\"}");
        assertThat(spaces.path("step").path("kind").asText()).isEqualTo("select");
        assertThat(field(spaces, "spaces").path("type").asText()).isEqualTo("choices");
        assertThat(field(spaces, "spaces").path("options").get(0).path("label").asText())
                .isEqualTo("The attic");
        accepted("{\"spaces\":[\"hall\"]}");
        JsonNode done = accepted("{\"schedule\":\"every hour\"}");

        assertThat(done.path("done").asBoolean()).isTrue();
        assertThat(done.path("step").isNull()).isTrue();
        assertThat(done.path("installationName").asText()).isEqualTo("The door");
        JsonNode made = server.get(
                        "/api/v1/installations/" + done.path("installation").asText())
                .json();
        assertThat(made.path("config").toString())
                .contains("\"spaces\":[\"hall\"]")
                .contains("\"host\":\"a.example\"");
        assertThat(made.path("credentialNames").get(0).asText()).isEqualTo("token");
        assertThat(made.path("schedule").path("every").asText()).isEqualTo("PT1H");
    }

    @Test
    @DisplayName("M15: a failed validation answers 422 with the errors and the same step")
    void aFailedValidationAnswersWithTheErrorsAndTheSameStep() {
        begin();
        accepted("{}");
        var wrong = answer("{\"port\":\"NaN\"}");
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.header("Content-Type")).startsWith("application/problem+json");
        assertThat(wrong.code()).isEqualTo("answers-refused");
        assertThat(wrong.json().path("errors").findValuesAsText("field")).containsExactly("host", "port");
        assertThat(key(wrong.json())).isEqualTo("server");
        assertThat(wrong.json().path("requestId").asText()).isNotEmpty();

        accepted("{\"host\":\"down.example\"}");
        var down = answer("{\"token\":\"" + PairedConnector.GOOD_TOKEN + "\"}");
        assertThat(down.status()).isEqualTo(422);
        assertThat(down.json().path("errors").get(0).path("field").asText()).isEqualTo("signIn");
        assertThat(down.json().path("errors").get(0).path("message").asText())
                .isEqualTo("The device does not answer. Switch it on.");
        assertThat(key(server.send(server.as(Role.ADMIN, "/api/v1/onboarding/" + id)
                                .GET())
                        .json()))
                .isEqualTo("signIn");
    }

    @Test
    @DisplayName("M15: back keeps answers, and a secret is only said to be given")
    void backKeepsAnswersAndASecretIsOnlySaidToBeGiven() {
        begin();
        accepted("{}");
        accepted("{\"host\":\"a.example\",\"port\":8443}");
        accepted("{\"token\":\"" + PairedConnector.GOOD_TOKEN + "\"}");

        var back = server.post(Role.ADMIN, "/api/v1/onboarding/" + id + "/back", "{}");
        assertThat(back.status()).isEqualTo(200);
        assertThat(field(back.json(), "token").path("given").asBoolean()).isTrue();
        assertThat(field(back.json(), "token").path("default").isNull()).isTrue();
        assertThat(back.raw().body()).doesNotContain(PairedConnector.GOOD_TOKEN);
        JsonNode device = server.post(Role.ADMIN, "/api/v1/onboarding/" + id + "/back", "{}")
                .json();
        assertThat(field(device, "host").path("default").asText()).isEqualTo("a.example");
        assertThat(field(device, "port").path("default").asInt()).isEqualTo(8443);

        accepted("{}");
        accepted("{}");
        assertThat(accepted("{}").path("done").asBoolean()).isTrue();
    }

    @Test
    @DisplayName("M15: a selection without options says what to do")
    void aSelectionWithoutOptionsSaysWhatToDo() {
        begin();
        accepted("{}");
        accepted("{\"host\":\"empty.example\",\"scope\":\"some\"}");
        JsonNode spaces = accepted("{\"token\":\"" + PairedConnector.GOOD_TOKEN + "\"}");
        assertThat(spaces.path("message").asText()).contains("nothing to select", "Go back");
        assertThat(answer("{\"spaces\":[\"hall\"]}").status()).isEqualTo(422);
    }

    @Test
    void anAbandonedOrUnknownOnboardingIsNotFound() {
        begin();
        var gone = server.send(server.as(Role.ADMIN, "/api/v1/onboarding/" + id)
                .method("DELETE", HttpRequest.BodyPublishers.noBody()));
        assertThat(gone.status()).isEqualTo(204);
        for (var answer : List.of(
                answer("{}"),
                server.send(server.as(Role.ADMIN, "/api/v1/onboarding/" + id).GET()),
                server.post(Role.ADMIN, "/api/v1/onboarding/none/back", "{}"))) {
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.json().path("detail").asText()).contains("Begin again");
        }
        assertThat(server.post(Role.ADMIN, "/api/v1/connectors/none/onboarding", "{}")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void onlyAdministratorsOnboard() {
        begin();
        String path = "/api/v1/onboarding/" + id;
        for (Role role : List.of(Role.VIEWER, Role.OPERATOR)) {
            assertThat(server.post(role, "/api/v1/connectors/paired/onboarding", "{}")
                            .status())
                    .isEqualTo(403);
            assertThat(server.send(server.as(role, path).GET()).status()).isEqualTo(403);
            assertThat(server.post(role, path, "{\"values\":{}}").status()).isEqualTo(403);
            assertThat(server.post(role, path + "/back", "{}").status()).isEqualTo(403);
            assertThat(server.send(server.as(role, path).DELETE()).status()).isEqualTo(403);
        }
    }

    @Test
    @DisplayName("M15: all answers at once go through the connector's own flow, and every problem is told by field")
    void allAnswersAtOnceGoThroughTheConnectorsOwnFlow() {
        String start = "{\"name\":\"All\",\"connector\":\"paired\",\"config\":";
        String good = ",\"credentials\":{\"token\":\"" + PairedConnector.GOOD_TOKEN + "\"}}";
        var wrong = server.post(Role.ADMIN, "/api/v1/installations", start + "{\"port\":\"NaN\",\"odd\":1}}");
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.code()).isEqualTo("invalid-installation");
        assertThat(wrong.json().path("errors").findValuesAsText("field"))
                .containsExactlyInAnyOrder("host", "port", "token", "odd");

        var live = server.post(
                Role.ADMIN,
                "/api/v1/installations",
                start + "{\"host\":\"a.example\"},\"credentials\":{\"token\":\"wrong\"}}");
        assertThat(live.status()).isEqualTo(422);
        assertThat(live.json().path("errors").findValuesAsText("field")).containsExactly("token");
        var option = server.post(
                Role.ADMIN,
                "/api/v1/installations",
                start + "{\"host\":\"a.example\",\"scope\":\"some\",\"spaces\":[\"cellar\"]}" + good);
        assertThat(option.json().path("errors").findValuesAsText("field")).containsExactly("spaces");

        var made = server.post(Role.ADMIN, "/api/v1/installations", start + "{\"host\":\"a.example\"}" + good);
        assertThat(made.status()).as(made.raw().body()).isEqualTo(201);
        assertThat(made.raw().body()).doesNotContain(PairedConnector.GOOD_TOKEN);
    }

    @Test
    void theCatalogueShowsTheStepsOfTheFlow() {
        JsonNode steps = server.get("/api/v1/connectors/paired")
                .json()
                .path("onboarding")
                .path("steps");
        assertThat(steps.findValuesAsText("key")).containsExactly("server", "signIn", "spaces");
        assertThat(steps.get(0).path("conditional").asBoolean()).isFalse();
        assertThat(steps.get(2).path("conditional").asBoolean()).isTrue();
        assertThat(steps.get(2).path("fields").get(0).path("options")).isEmpty();
    }
}
