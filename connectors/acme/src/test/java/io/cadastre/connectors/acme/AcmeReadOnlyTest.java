package io.cadastre.connectors.acme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cadastre.connectors.acme.server.AcmeSeed;
import io.cadastre.connectors.acme.server.AcmeServer;
import io.cadastre.connectors.acme.server.Kind;
import io.cadastre.connectors.conformance.OneKey;
import io.cadastre.cypher.TestGraph;
import io.cadastre.engine.sync.SyncReport;
import io.cadastre.engine.sync.SyncState;
import io.cadastre.spi.Health;
import io.cadastre.spi.Installation;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * What holds for every server of the API. Reads the in-repo server, or the one that the environment variables
 * {@code ACME_BASE_URL} and {@code ACME_API_KEY} name; nothing is written to it, and nobody else should write meanwhile.
 */
class AcmeReadOnlyTest {
    @RegisterExtension
    final TestGraph graph = new TestGraph();

    @TempDir
    Path directory;

    private final @Nullable AcmeServer server =
            System.getenv("ACME_BASE_URL") == null ? AcmeServer.start(AcmeSeed.SMALL.fill(11)) : null;
    private URI baseUrl;
    private String key;
    private AcmeHouse acme;

    @BeforeEach
    void start() {
        baseUrl = server == null ? URI.create(environment("ACME_BASE_URL").replaceFirst("/+$", "")) : server.baseUrl();
        key = server == null ? environment("ACME_API_KEY") : server.apiKey();
        acme = new AcmeHouse(graph.graph(), directory, baseUrl, key);
    }

    @AfterEach
    void stop() {
        acme.close();
        if (server != null) {
            server.close();
        }
    }

    @Test
    void theGraphSaysWhatTheSourceSays() throws Exception {
        SyncReport report = acme.sync();

        assertThat(report.state()).as(report.reason()).isEqualTo(SyncState.SUCCEEDED);
        assertThat(report.problems()).isEmpty();
        acme.assertEqualsSource();
        assertThat(acme.graph().nodes()).isNotEmpty();
    }

    @Test
    void everyTypeFieldAndEdgeOfASmallTenantIsThere() {
        assumeTrue(server != null, "Only of the in-repo server it is known what it holds.");

        SyncReport report = acme.sync();

        View view = acme.graph();
        assertThat(Map.of(
                        Kind.WORKSPACE, view.count(Kind.WORKSPACE),
                        Kind.USER, view.count(Kind.USER),
                        Kind.PROJECT, view.count(Kind.PROJECT),
                        Kind.TASK, view.count(Kind.TASK),
                        Kind.FILE, view.count(Kind.FILE)))
                .isEqualTo(Map.of(Kind.WORKSPACE, 2L, Kind.USER, 8L, Kind.PROJECT, 6L, Kind.TASK, 30L, Kind.FILE, 12L));
        assertThat(view.count("HAS")).isEqualTo(8 + 6 + 30 + 12);
        assertThat(view.count("OWNS")).isEqualTo(6);
        assertThat(view.count("CREATED")).isEqualTo(30 + 12);
        assertThat(view.count("UPDATED")).isEqualTo(30 + 12);
        assertThat(view.count("ASSIGNED"))
                .isPositive()
                .isEqualTo(view.nodes().values().stream()
                        .filter(node -> node.containsKey("assigneeId"))
                        .count());
        assertThat(report.stats().entities().created()).isEqualTo(58);
        assertThat(acme.house.count("MATCH (n:AcmeTask:Task) WHERE n.createdAt < datetime() RETURN count(n)"))
                .isEqualTo(30);
    }

    @Test
    @DisplayName("P12, I8: the same data again is unchanged")
    void theSameDataAgainIsUnchanged() {
        acme.sync();

        SyncReport again = acme.sync();

        assertThat(again.state()).isEqualTo(SyncState.SUCCEEDED);
        assertThat(again.stats().entities().unchanged())
                .isEqualTo(acme.graph().nodes().size());
        assertThat(again.stats().entities().created()
                        + again.stats().entities().updated()
                        + again.stats().entities().deleted())
                .isZero();
        assertThat(again.stats().relationships().created()
                        + again.stats().relationships().updated()
                        + again.stats().relationships().deleted())
                .isZero();
    }

    @Test
    void nothingIsReadWhereNothingChanged() throws Exception {
        acme.module.incremental(true);
        acme.sync();

        SyncReport again = acme.sync();

        assertThat(again.state()).isEqualTo(SyncState.SUCCEEDED);
        acme.assertEqualsSource();
    }

    @Test
    void asksOnceForEachListingAndForNothingElse() throws Exception {
        assumeTrue(server != null, "Only the in-repo server counts.");

        acme.sync();

        assertThat(server.requests().counts())
                .isEqualTo(Map.of(
                        "/api/workspaces", 1, "/api/users", 2, "/api/projects", 2, "/api/tasks", 6, "/api/files", 6));
        assertThat(server.requests().mostAtOnce()).isLessThanOrEqualTo(10);
    }

    @Test
    void isHealthy() throws Exception {
        Installation installation = new AcmeConnector()
                .initialise(Tenant.config(Map.of("baseUrl", baseUrl.toString())), new OneKey("apiKey", key));

        assertThat(installation.health(Tenant.env(installation)).status()).isEqualTo(Health.Status.HEALTHY);
    }

    private static String environment(String name) {
        String value = System.getenv(name);
        if (value == null) {
            throw new IllegalStateException("Set " + name + " as well.");
        }
        return value;
    }
}
