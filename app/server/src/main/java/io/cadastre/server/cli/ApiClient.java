package io.cadastre.server.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Speaks to a running server. Every failure is a {@link CommandException} that says what to do. */
final class ApiClient {
    static final ObjectMapper JSON = new ObjectMapper();

    private static final int UNPROCESSABLE = 422;

    private final URI server;
    private final String token;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    ApiClient(URI server, String token) {
        this.server = server;
        this.token = token;
    }

    JsonNode get(String path) {
        return json(send(request(path).GET().build()));
    }

    JsonNode post(String path, Object body) {
        return json(send(withBody(path, body)));
    }

    /** Posts lines of JSON. */
    JsonNode postLines(String path, byte[] lines) {
        return json(send(request(path)
                .header("Content-Type", "application/x-ndjson")
                .POST(HttpRequest.BodyPublishers.ofByteArray(lines))
                .build()));
    }

    /**
     * What was answered to input that may be refused.
     *
     * @param refused whether the input was not accepted; the body says why, by field
     * @param body the answer, or the problem
     */
    record Reply(boolean refused, JsonNode body) {}

    /** Posts input whose mistakes the caller can show and mend. */
    Reply postOrRefused(String path, Object body) {
        HttpResponse<InputStream> response = exchange(withBody(path, body));
        if (response.statusCode() == UNPROCESSABLE) {
            return new Reply(true, json(response));
        }
        return new Reply(false, json(checked(response)));
    }

    /** A part of a path that may hold any characters. */
    static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    JsonNode patch(String path, Object body) {
        return json(send(withBody("PATCH", path, body, "application/json")));
    }

    void delete(String path) {
        try (InputStream body = send(request(path).DELETE().build()).body()) {
            body.readAllBytes();
        } catch (IOException e) {
            throw new CommandException(ExitCode.UNAVAILABLE, "The answer of " + server + " ended early.", e);
        }
    }

    /**
     * The installation of that id, or the only one of that name.
     *
     * @throws CommandException if there is none, or several have the name: taking one of them would be a guess
     */
    JsonNode installation(String idOrName) {
        return findInstallation(idOrName)
                .orElseThrow(() -> new CommandException(
                        ExitCode.USAGE,
                        "There is no installation '" + idOrName
                                + "'. Run './cadastre installations' for what there is."));
    }

    /**
     * The installation of that id, or the only one of that name; empty if there is none.
     *
     * @throws CommandException if several have the name
     */
    Optional<JsonNode> findInstallation(String idOrName) {
        List<JsonNode> named = new ArrayList<>();
        for (JsonNode candidate : get("/installations?limit=1000").path("items")) {
            if (candidate.path("id").asText().equals(idOrName)) {
                return Optional.of(candidate);
            }
            if (candidate.path("name").asText().equals(idOrName)) {
                named.add(candidate);
            }
        }
        if (named.size() > 1) {
            throw new CommandException(
                    ExitCode.USAGE,
                    named.size() + " installations are called '" + idOrName + "': "
                            + named.stream().map(ApiClient::idAndConnector).collect(Collectors.joining(", "))
                            + ". Give the id of the one that you mean; nothing was done.");
        }
        return named.stream().findFirst();
    }

    private static String idAndConnector(JsonNode installation) {
        return installation.path("id").asText() + " ("
                + installation.path("connector").asText() + ")";
    }

    /** Posts, and gives the answer as it comes. */
    InputStream stream(String path, Object body, String accept) {
        return send(withBody("POST", path, body, accept)).body();
    }

    private HttpRequest withBody(String path, Object body) {
        return withBody("POST", path, body, "application/json");
    }

    private HttpRequest withBody(String method, String path, Object body, String accept) {
        try {
            return request(path)
                    .setHeader("Accept", accept)
                    .header("Content-Type", "application/json")
                    .method(method, HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
                    .build();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("What the command line gave is always JSON.", e);
        }
    }

    /** Where the server is. */
    URI server() {
        return server;
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(server + "/api/v1" + path))
                .header("Authorization", "Bearer " + token)
                .header("Accept", "application/json");
    }

    private HttpResponse<InputStream> send(HttpRequest request) {
        return checked(exchange(request));
    }

    private HttpResponse<InputStream> checked(HttpResponse<InputStream> response) {
        if (response.statusCode() >= 400) {
            throw refusal(response);
        }
        return response;
    }

    private HttpResponse<InputStream> exchange(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw new CommandException(
                    ExitCode.UNAVAILABLE,
                    "No Cadastre answers at " + server
                            + ". Start one with './cadastre up', or say with --url where it is.",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException(ExitCode.FAILED, "Interrupted.", e);
        }
    }

    private CommandException refusal(HttpResponse<InputStream> response) {
        ExitCode code = switch (response.statusCode()) {
            case 401 -> ExitCode.REFUSED;
            case 403 -> ExitCode.REFUSED;
            case 503 -> ExitCode.UNAVAILABLE;
            default -> ExitCode.FAILED;
        };
        try (InputStream body = response.body()) {
            String text = new String(body.readAllBytes(), StandardCharsets.UTF_8);
            JsonNode problem = JSON.readTree(text);
            String where = problem.path("line").asInt(0) > 0
                    ? " (line " + problem.path("line").asInt() + ", column "
                            + problem.path("column").asInt() + ")"
                    : "";
            return new CommandException(
                    code,
                    detail(problem) + where + " [" + problem.path("code").asText("status " + response.statusCode())
                            + ", request " + problem.path("requestId").asText("unknown") + "]");
        } catch (IOException e) {
            return new CommandException(
                    code, "The server at " + server + " answered " + response.statusCode() + "; is it a Cadastre?", e);
        }
    }

    /** What is wrong, of each input with its name where it is not said already. */
    private static String detail(JsonNode problem) {
        List<String> errors = new ArrayList<>();
        for (JsonNode error : problem.path("errors")) {
            String field = error.path("field").asText();
            String message = error.path("message").asText();
            errors.add(message.contains(field) ? message : field + ": " + message);
        }
        return errors.isEmpty()
                ? problem.path("detail").asText(problem.path("title").asText("The server answered with an error."))
                : String.join(" ", errors);
    }

    private JsonNode json(HttpResponse<InputStream> response) {
        try (InputStream body = response.body()) {
            return JSON.readTree(body);
        } catch (IOException e) {
            throw new CommandException(
                    ExitCode.UNAVAILABLE, "The answer of " + server + " ended early or is not JSON.", e);
        }
    }
}
