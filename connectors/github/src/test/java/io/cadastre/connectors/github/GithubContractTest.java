package io.cadastre.connectors.github;

import static io.cadastre.connectors.conformance.ConnectorHouse.succeeded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cadastre.connectors.conformance.LoopbackServer;
import io.cadastre.connectors.github.model.GithubIssue;
import io.cadastre.connectors.servers.Prism;
import io.cadastre.cypher.TestGraph;
import io.cadastre.spi.model.EntityType;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What is asked is what GitHub describes, and GitHub's own examples are read, by {@code ./cadastre test-contracts}. */
@EnabledIfSystemProperty(named = "cadastre.contracts", matches = "true")
class GithubContractTest {
    @TempDir
    static Path server;

    @RegisterExtension
    final TestGraph graph = new TestGraph();

    @TempDir
    Path directory;

    private static Prism prism;
    private static GithubDescription description;
    private ContractProxy proxy;
    private GithubHouse house;

    @BeforeAll
    static void begin() throws Exception {
        assumeTrue(
                Prism.possible(),
                "The packages nodejs and npm are not installed; ./cadastre test-contracts installs them.");
        prism = Prism.github(server);
        description = GithubDescription.of(prism.description());
    }

    @AfterAll
    static void end() {
        if (prism != null) {
            prism.close();
        }
    }

    @BeforeEach
    void start() {
        proxy = new ContractProxy(prism.url());
        house = new GithubHouse(graph.graph(), directory, proxy.url(), "any");
        house.settings.put("issues", true);
    }

    @AfterEach
    void stop() {
        house.close();
        proxy.close();
    }

    /** The calls that were made, as the description has them, with the names of what they asked by. */
    private Set<String> asked() {
        return proxy.calls().stream()
                .map(call -> description.template(call.called()) + " "
                        + new TreeSet<>(LoopbackServer.query(call.called()).keySet()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private void assertAllAreAsDescribed() {
        assertThat(proxy.calls()).isNotEmpty().allSatisfy(call -> {
            assertThat(call.refusal()).as(call.called().toString()).isEmpty();
            // Prism lets through what the description does not know.
            assertThat(description.parameters(description.template(call.called())))
                    .as(call.called().toString())
                    .containsAll(LoopbackServer.query(call.called()).keySet());
            assertThat(call.accept()).isEqualTo("application/vnd.github+json");
        });
    }

    @Test
    void everyCallOfASyncOfEverythingIsAsGithubDescribesIt() {
        succeeded(house.sync());

        assertAllAreAsDescribed();
        assertThat(asked())
                .containsExactly(
                        "/orgs/{org} []",
                        "/orgs/{org}/actions/secrets [per_page]",
                        "/orgs/{org}/hooks [per_page]",
                        "/orgs/{org}/members [filter, per_page]",
                        "/orgs/{org}/members [per_page, role]",
                        "/orgs/{org}/outside_collaborators [filter, per_page]",
                        "/orgs/{org}/outside_collaborators [per_page]",
                        "/orgs/{org}/repos [direction, per_page, sort, type]",
                        "/orgs/{org}/teams [per_page]",
                        "/orgs/{org}/teams/{team_slug}/members [per_page, role]",
                        "/orgs/{org}/teams/{team_slug}/repos [per_page]",
                        "/repos/{owner}/{repo}/actions/secrets [per_page]",
                        "/repos/{owner}/{repo}/branches [per_page]",
                        "/repos/{owner}/{repo}/branches/{branch}/protection []",
                        "/repos/{owner}/{repo}/collaborators [affiliation, per_page]",
                        "/repos/{owner}/{repo}/hooks [per_page]",
                        "/repos/{owner}/{repo}/issues [direction, per_page, sort, state]",
                        "/repos/{owner}/{repo}/keys [per_page]",
                        "/repos/{owner}/{repo}/languages []",
                        "/users/{username} []");
    }

    @Test
    void aSearchForRepositoriesIsAsGithubDescribesIt() {
        house.settings.put("repositoryQuery", "archived:false topic:production");

        house.sync();

        assertAllAreAsDescribed();
        assertThat(asked()).contains("/search/repositories [per_page, q]");
    }

    @Test
    void everyTypeButIssuesIsReadFromGithubsOwnExamples() {
        succeeded(house.sync());

        // The only issue among the examples is a pull request.
        assertThat(house.counts().keySet())
                .containsExactlyInAnyOrderElementsOf(GithubConnector.SCHEMA.entityTypes().stream()
                        .filter(type -> !type.equals(GithubIssue.TYPE))
                        .map(EntityType::name)
                        .toList());
    }

    @Test
    void aCallThatGithubDoesNotDescribeIsNoticed() throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (String wrong : Set.of("/orgs/acme/people", "/orgs/acme/members?role=boss")) {
                client.send(
                        HttpRequest.newBuilder(URI.create(proxy.url() + wrong)).build(),
                        HttpResponse.BodyHandlers.discarding());
            }
        }

        assertThat(proxy.calls())
                .hasSize(2)
                .allSatisfy(call -> assertThat(call.refusal()).isPresent());
    }
}
