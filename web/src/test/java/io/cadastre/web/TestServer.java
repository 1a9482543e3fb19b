package io.cadastre.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cadastre.connectors.exec.PushConnector;
import io.cadastre.cypher.Neo4jGraph;
import io.cadastre.cypher.TestGraph;
import io.cadastre.cypher.history.ChangeRetention;
import io.cadastre.cypher.ingest.DeletionBudget;
import io.cadastre.cypher.ingest.Ingest;
import io.cadastre.cypher.ingest.IngestLimits;
import io.cadastre.cypher.lease.Leases;
import io.cadastre.cypher.platform.DocumentStore;
import io.cadastre.cypher.query.QueryGuard;
import io.cadastre.cypher.query.QueryRunner;
import io.cadastre.cypher.read.ChangeReader;
import io.cadastre.cypher.read.EntityHistory;
import io.cadastre.cypher.read.EntityReader;
import io.cadastre.cypher.read.GraphReader;
import io.cadastre.engine.RandomIds;
import io.cadastre.engine.access.AccessTokens;
import io.cadastre.engine.access.Role;
import io.cadastre.engine.call.CallRuntime;
import io.cadastre.engine.connector.ConnectorCatalogue;
import io.cadastre.engine.credential.CredentialVault;
import io.cadastre.engine.credential.KeyRotation;
import io.cadastre.engine.credential.Keyring;
import io.cadastre.engine.health.HealthMonitor;
import io.cadastre.engine.installation.Installations;
import io.cadastre.engine.installation.NewInstallation;
import io.cadastre.engine.lease.HeldLeases;
import io.cadastre.engine.onboarding.Onboarding;
import io.cadastre.engine.onboarding.OnboardingLimits;
import io.cadastre.engine.sync.Freshness;
import io.cadastre.engine.sync.SyncMode;
import io.cadastre.engine.sync.SyncService;
import io.cadastre.engine.sync.SyncState;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The real server over the real engine and a real graph, new for each test, with one synced installation. */
final class TestServer implements BeforeEachCallback, AfterEachCallback {
    static final ObjectMapper JSON = new ObjectMapper();

    private final TestGraph testGraph = new TestGraph();
    private final Map<Role, String> tokens = new EnumMap<>(Role.class);
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private @Nullable Path directory;
    private @Nullable SyncService syncs;
    private @Nullable Installations installations;
    private @Nullable ApiServer server;
    private String installation = "";

    /** An answer. */
    record Answer(int status, HttpResponse<String> raw) {
        JsonNode json() {
            try {
                return JSON.readTree(raw.body());
            } catch (IOException e) {
                throw new AssertionError("Not JSON: " + raw.body(), e);
            }
        }

        String header(String name) {
            return raw.headers().firstValue(name).orElse("");
        }

        String code() {
            return json().path("code").asText();
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) throws Exception {
        testGraph.beforeEach(context);
        Neo4jGraph graph = testGraph.graph();
        DocumentStore documents = new DocumentStore(graph);
        AccessTokens accessTokens = new AccessTokens(documents, new SecureRandom());
        for (Role role : Role.values()) {
            tokens.put(role, accessTokens.create(role.name().toLowerCase(Locale.ROOT), role));
        }
        RandomIds ids = new RandomIds(new Random(42));
        ConnectorCatalogue catalogue =
                ConnectorCatalogue.of(new InventoryConnector(), new PushConnector(), new PairedConnector());
        Freshness freshness = new Freshness(documents);
        Path staging = Files.createTempDirectory("cadastre-web-test");
        directory = staging;
        Keyring keyring = Keyring.inFile(staging.resolve("secret-key"));
        CredentialVault vault = new CredentialVault(documents, keyring, (connector, name, settings, tokens) -> {
            throw new IllegalStateException("No test of this server speaks OAuth.");
        });
        installations = new Installations(documents, catalogue, vault, Clock.systemUTC(), ids);
        CallRuntime calls = new CallRuntime();
        syncs = new SyncService(
                installations,
                catalogue,
                documents,
                new HeldLeases(new Leases(graph, Leases.TTL), "test"),
                new Ingest(graph, IngestLimits.DEFAULT, staging),
                freshness,
                calls,
                staging,
                Clock.systemUTC(),
                ids);
        server = ApiServer.start(
                new WebOptions("127.0.0.1", 0, 2, Duration.ofMillis(200)),
                new Backend(
                        graph,
                        catalogue,
                        installations,
                        new Onboarding(
                                catalogue,
                                Offline::new,
                                vault::handles,
                                installations::create,
                                installations::names,
                                Clock.systemUTC(),
                                ids,
                                OnboardingLimits.DEFAULT),
                        new HealthMonitor(
                                installations,
                                catalogue,
                                calls,
                                Clock.systemUTC(),
                                new Random(42),
                                HealthMonitor.Settings.DEFAULT),
                        new KeyRotation(keyring, vault),
                        syncs,
                        calls,
                        freshness,
                        accessTokens,
                        new QueryRunner(graph, new QueryGuard()),
                        new EntityReader(graph),
                        new EntityHistory(graph),
                        new ChangeReader(graph),
                        new GraphReader(graph)));
        installation = installations
                .create(new NewInstallation("The lab", "inventory", Map.of(), null))
                .id();
        syncs.await(syncs.start(installation, SyncMode.FULL, "test"));
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        if (syncs != null) {
            syncs.close();
        }
        if (server != null) {
            server.close();
        }
        if (directory != null) {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    String installation() {
        return installation;
    }

    SyncService syncs() {
        return java.util.Objects.requireNonNull(syncs);
    }

    ApiServer api() {
        return java.util.Objects.requireNonNull(server);
    }

    String token(Role role) {
        return java.util.Objects.requireNonNull(tokens.get(role));
    }

    int port() {
        return api().port();
    }

    /** An installation whose syncs wait until they are cancelled. */
    String hangingInstallation() throws Exception {
        return java.util.Objects.requireNonNull(installations)
                .create(new NewInstallation("The slow one", "inventory", Map.of("hang", true), null))
                .id();
    }

    /** An installation that is brought its lines. */
    String pushedInstallation() throws Exception {
        return pushedInstallation(DeletionBudget.DEFAULT);
    }

    String pushedInstallation(DeletionBudget budget) throws Exception {
        return java.util.Objects.requireNonNull(installations)
                .create(new NewInstallation("The pushed one", "push", Map.of(), Map.of(), null, budget))
                .id();
    }

    /** Forgets what changed before a time, as retention does. */
    void forgetBefore(Instant time) {
        new ChangeRetention(testGraph.graph()).forgetBefore(time);
    }

    SyncState await(String sync) throws InterruptedException {
        return syncs().await(sync).state();
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                .timeout(Duration.ofSeconds(30));
    }

    HttpRequest.Builder as(Role role, String path) {
        return request(path).header("Authorization", "Bearer " + token(role));
    }

    Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response);
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    HttpClient http() {
        return http;
    }

    Answer get(String path) {
        return send(as(Role.VIEWER, path).GET());
    }

    Answer post(Role role, String path, String body) {
        return send(as(role, path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    Answer patch(Role role, String path, String body) {
        return send(as(role, path)
                .header("Content-Type", "application/json")
                .method("PATCH", HttpRequest.BodyPublishers.ofString(body)));
    }

    Answer query(String cypher) {
        return post(
                Role.VIEWER,
                "/api/v1/query",
                JSON.createObjectNode().put("cypher", cypher).toString());
    }
}
