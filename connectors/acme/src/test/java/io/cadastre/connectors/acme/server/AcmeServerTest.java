package io.cadastre.connectors.acme.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AcmeServerTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final AcmeData data = AcmeSeed.SMALL.fill(1);
    private final AcmeServer server = AcmeServer.start(data);
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @Test
    void tellsAMissingKeyFromAWrongOne() throws Exception {
        assertThat(get("/api/workspaces", null).statusCode()).isEqualTo(401);
        assertThat(get("/api/workspaces", "Bearer other").statusCode()).isEqualTo(403);
        assertThat(get("/api/health", null).statusCode()).isEqualTo(200);
        assertThat(get("/api/meta", null).statusCode()).isEqualTo(200);
    }

    @Test
    void listsCompleteObjectsAlsoBelowADeletedParent() throws Exception {
        String project = data.ids(Kind.PROJECT).getFirst();
        JsonNode before = json("/api/tasks?projectId=" + project);

        data.delete(project);

        assertThat(json("/api/projects?workspaceId=" + data.ids(Kind.WORKSPACE).getFirst()))
                .hasSize(2);
        assertThat(json("/api/tasks?projectId=" + project)).isEqualTo(before).hasSize(5);
        assertThat(before.get(0).get("id").asText()).matches("tsk_[0-9a-f]{32}");
        assertThat(before.get(0).has("tags")).isTrue();
        assertThat(get("/api/projects/" + project, key()).statusCode()).isEqualTo(404);
        assertThat(get("/api/tasks", key()).statusCode()).isEqualTo(400);
    }

    @Test
    void tellsOfChangesInItsOwnWay() throws Exception {
        long start = data.sequence();
        String task = data.ids(Kind.TASK).getFirst();
        String file = data.ids(Kind.FILE).getFirst();
        String user = data.ids(Kind.USER).getFirst();
        data.update(task, Map.of("status", "todo"));
        data.update(
                task,
                Map.of("status", "done", "title", data.get(Kind.TASK, task).get("title")),
                user);
        data.update(file, Map.of("name", "other.txt"));
        data.update(user, Map.of("role", data.get(Kind.USER, user).get("role")));
        data.delete(file);

        JsonNode answer = json("/api/changes?since=" + start + "&limit=3");
        assertThat(answer.get("nextCursor").asLong()).isEqualTo(start + 3);
        JsonNode rest = json("/api/changes?since=" + (start + 3));
        JsonNode patched = answer.get("changes").get(1);

        assertThat(patched.get("payload")).isEqualTo(JSON.readTree("{\"status\":\"done\"}"));
        assertThat(patched.get("action").asText()).isEqualTo("update");
        assertThat(answer.get("changes").get(2).get("payload").isNull()).isTrue();
        assertThat(rest.get("changes").get(0).get("payload").has("role")).isTrue();
        assertThat(rest.get("changes").get(1).get("action").asText()).isEqualTo("delete");
        assertThat(rest.get("changes").get(1).get("payload").isNull()).isTrue();
        JsonNode now = json("/api/tasks/" + task);
        assertThat(now.get("completedAt").asText())
                .isEqualTo(now.get("updatedAt").asText());
        assertThat(now.get("lastModifiedById").asText()).isEqualTo(user);
        assertThat(json("/api/changes?since=" + (start + 5)).get("nextCursor").asLong())
                .isEqualTo(start + 5);
        assertThat(json("/api/tasks/" + task + "/history?limit=1")
                        .get(0)
                        .get("to")
                        .asText())
                .isEqualTo("done");
    }

    @Test
    void pagesOnlyWhereItIsAskedTo() throws Exception {
        String path = "/api/users?workspaceId=" + data.ids(Kind.WORKSPACE).getFirst();
        JsonNode all = json(path);

        HttpResponse<String> first = get(path + "&limit=3", key());
        String link = first.headers().firstValue("Link").orElseThrow();
        JsonNode second = json(link.substring(1, link.indexOf('>')));

        assertThat(all).hasSize(4);
        assertThat(JSON.readTree(first.body())).hasSize(3);
        assertThat(second).hasSize(1);
        assertThat(get(path, key()).headers().firstValue("Link")).isEmpty();
        server.pages(4);
        assertThat(get(path, key()).headers().firstValue("Link")).isEmpty();
        server.faults().always("/api/users", new Fault.RepeatedCursor());
        assertThat(get(path, key()).headers().firstValue("Link")).isPresent();
    }

    @Test
    void answersNotModifiedToThoseWhoKnow() throws Exception {
        server.etags(true);
        String etag = get("/api/workspaces", key()).headers().firstValue("ETag").orElseThrow();

        HttpResponse<String> again = send(
                request("/api/workspaces", key()).header("If-None-Match", etag).build());

        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
    }

    @Test
    void goesWrongAsAskedAndCountsWhatItWasAsked() throws Exception {
        server.faults().times(1, "/api/meta", Fault.rateLimited(7));
        server.faults().always("/api/workspaces/ws_x", new Fault.CutBody());
        server.faults().always("/api/workspaces/ws_y", new Fault.CutJson());

        HttpResponse<String> limited = get("/api/meta", null);

        assertThat(limited.statusCode()).isEqualTo(429);
        assertThat(limited.headers().firstValue("Retry-After")).hasValue("7");
        assertThat(get("/api/meta", null).statusCode()).isEqualTo(200);
        assertThatThrownBy(() -> get("/api/workspaces/ws_x", key())).isInstanceOf(IOException.class);
        assertThatThrownBy(
                        () -> JSON.readTree(get("/api/workspaces/ws_y", key()).body()))
                .isInstanceOf(IOException.class);
        Map<String, Integer> expected = new HashMap<>(Map.of("/api/meta", 2, "/api/workspaces/{id}", 2));
        assertThat(server.requests().counts()).isEqualTo(expected);
        assertThat(server.requests().mostAtOnce()).isEqualTo(1);
    }

    @Test
    void givesTheSameDataForTheSameSeed() {
        assertThat(AcmeSeed.SMALL.fill(1).changes(0, 1000)).isEqualTo(data.changes(0, 1000));
        assertThat(List.of(Kind.values()).stream().map(kind -> data.list(kind).size()))
                .containsExactly(2, 8, 6, 30, 12);
    }

    private String key() {
        return "Bearer " + server.apiKey();
    }

    private JsonNode json(String target) throws Exception {
        HttpResponse<String> answer = get(target, key());
        assertThat(answer.statusCode()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private HttpResponse<String> get(String target, @Nullable String authorization) throws Exception {
        return send(request(target, authorization).build());
    }

    private HttpRequest.Builder request(String target, @Nullable String authorization) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.baseUrl() + target));
        return authorization == null ? request : request.header("Authorization", authorization);
    }

    private HttpResponse<String> send(HttpRequest request) throws Exception {
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
