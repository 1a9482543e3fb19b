package io.cadastre.connectors.github;

import static io.cadastre.connectors.conformance.ConnectorHouse.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cadastre.connectors.conformance.Fault;
import io.cadastre.connectors.conformance.FaultProxy;
import io.cadastre.connectors.conformance.When;
import io.cadastre.connectors.servers.Emulate;
import io.cadastre.connectors.servers.Filling;
import io.cadastre.cypher.TestGraph;
import io.cadastre.engine.sync.SyncReport;
import io.cadastre.engine.sync.SyncState;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Against a GitHub that was not written here: the npm package {@code emulate}. It lists no repositories of an
 * organisation, so they are searched for, and it lacks what the tests leave out.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class GithubRealServerTest {
    private static final String SEED = """
            tokens:
              ada-token: {login: ada, scopes: [repo, user, 'admin:org', 'admin:repo_hook']}
              bob-token: {login: bob, scopes: [repo, user]}
              dee-token: {login: dee, scopes: [repo, user]}
            github:
              users:
                - {login: ada, name: Ada, email: ada@acme.example}
                - {login: bob, name: Bob, email: bob@acme.example}
                - {login: cyd}
                - {login: dee, name: Dee}
                - {login: stranger, name: Nobody}
              orgs:
                - login: acme
                  name: Acme
                  members: [{login: ada, role: admin}, {login: bob, role: member}, {login: cyd, role: member}]
                - login: other
              repos:
                - {owner: acme, name: engine, private: true, language: Java, topics: [core]}
                - {owner: acme, name: site, description: The site}
                - {owner: other, name: decoy}
              apps:
                - app_id: 4711
                  slug: cadastre
                  name: Cadastre
                  private_key: "KEY"
                  permissions: {members: read, metadata: read, contents: read, administration: read, issues: read}
                  installations: [{installation_id: 17, account: acme}]
            """;

    /** One more than a page. */
    private static final int ISSUES = 101;

    @TempDir
    static Path server;

    @RegisterExtension
    final TestGraph graph = new TestGraph();

    @TempDir
    Path directory;

    private static Emulate emulate;
    private static AppKey app;
    private FaultProxy proxy;
    private GithubHouse house;

    @BeforeAll
    static void fill() throws Exception {
        assumeTrue(Emulate.possible(), "The packages nodejs and npm are not installed; ./cadastre test installs them.");
        app = AppKey.of("4711");
        emulate = Emulate.start("github", SEED.replace("KEY", app.pem().replace("\n", "\\n")), server);
        call("ada", "POST", "/orgs/acme/teams", "{'name':'core'}");
        call("ada", "PUT", "/orgs/acme/teams/core/memberships/ada", "{'role':'maintainer'}");
        call("ada", "PUT", "/orgs/acme/teams/core/memberships/bob", "{'role':'member'}");
        call("ada", "PUT", "/orgs/acme/teams/core/repos/acme/engine", "{'permission':'push'}");
        call("ada", "POST", "/orgs/acme/teams", "{'name':'ops'}");
        call("ada", "PUT", "/orgs/acme/teams/ops/memberships/cyd", "{'role':'member'}");
        call("ada", "PUT", "/repos/acme/engine/collaborators/dee", "{'permission':'push'}");
        call("ada", "PUT", "/repos/acme/engine/branches/main/protection", """
                {'required_status_checks':{'strict':true,'contexts':['build']},'enforce_admins':true,
                'required_pull_request_reviews':{'required_approving_review_count':2},'restrictions':null}""");
        call("ada", "POST", "/orgs/acme/hooks", "{'name':'web','config':{'url':'https://audit.example/x'}}");
        call("ada", "POST", "/repos/acme/engine/hooks", "{'name':'web','config':{'url':'http://ci.example/hidden'}}");
        call("ada", "PUT", "/orgs/acme/actions/secrets/SHARED", "{}");
        call("ada", "PUT", "/repos/acme/engine/actions/secrets/DEPLOY", "{}");
        for (int number = 1; number <= ISSUES; number++) {
            call("dee", "POST", "/repos/acme/engine/issues", "{'title':'Issue " + number + "'}");
        }
    }

    @AfterAll
    static void empty() {
        if (emulate != null) {
            emulate.close();
        }
    }

    @BeforeEach
    void start() {
        proxy = FaultProxy.before(emulate.url());
        house = house("ada-token", directory);
    }

    private GithubHouse house(String token, Path in) {
        return reading(new GithubHouse(graph.graph(), in, proxy.baseUrl(), token));
    }

    private static GithubHouse reading(GithubHouse made) {
        made.settings.put("repositoryQuery", "archived:false");
        made.settings.put("issues", true);
        made.settings.put("leftOut", List.of("outsideCollaborators", "deployKeys", "twoFactor"));
        return made;
    }

    @AfterEach
    void stop() {
        house.close();
        proxy.close();
    }

    private static void call(String who, String method, String path, String json)
            throws IOException, InterruptedException {
        Filling.send(HttpRequest.newBuilder(URI.create(emulate.url() + path))
                .header("Authorization", "Bearer " + who + "-token")
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(json.replace('\'', '"'))));
    }

    @Test
    @Order(1)
    void theOrganisationIsInTheGraphAsItIsAndASecondSyncChangesNothing() {
        SyncReport report = house.sync();

        assertThat(report.state()).as(report.reason() + report.problems()).isEqualTo(SyncState.SUCCEEDED);
        assertThat(house.counts())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "github_organization", 1L,
                        "github_user", 4L,
                        "github_team", 3L,
                        "github_repository", 2L,
                        "github_branch", 2L,
                        "github_branch_protection", 1L,
                        "github_webhook", 2L,
                        "github_secret", 2L,
                        "github_issue", (long) ISSUES));
        assertThat(house.named("github_user")).containsExactly("ada", "bob", "cyd", "dee");
        assertThat(house.edges("MEMBER_OF", "role"))
                .containsExactlyInAnyOrder(
                        "ada MEMBER_OF as maintainer Members",
                        "bob MEMBER_OF as member Members",
                        "cyd MEMBER_OF as member Members",
                        "ada MEMBER_OF as maintainer core",
                        "bob MEMBER_OF as member core",
                        "cyd MEMBER_OF as member ops");
        assertThat(house.edges("ALLOWS", "permission"))
                .containsExactlyInAnyOrder("acme/engine ALLOWS as admin core", "acme/engine ALLOWS dee");
        assertThat(house.texts("MATCH (:GithubOrganization)-[h:HAS]->(u:User) RETURN u.username + ' ' + h.role + ' '"
                        + " + toString(u.admin) + ' ' + coalesce(u.email, '-') ORDER BY u.username"))
                .containsExactly(
                        "ada owner true ada@acme.example", "bob member false bob@acme.example", "cyd member false -");
        assertThat(
                        house.texts(
                                "MATCH (p:GithubBranchProtection)-[:PROTECTS]->(b)<-[:HAS]-(r) RETURN r.fullName + ' ' +"
                                        + " b.name + ' ' + p.requiredApprovals + ' ' + p.enforcedForAdmins + ' ' + p.requiredChecks[0]"))
                .containsExactly("acme/engine main 2 true build");
        assertThat(house.texts("MATCH (r:CodeRepo) RETURN r.fullName + ' ' + r.public + ' ' + coalesce(r.language, '-')"
                        + " + ' ' + size(r.topics) + ' ' + size(r.languages) ORDER BY r.fullName"))
                .containsExactly("acme/engine false Java 1 1", "acme/site true - 0 0");
        assertThat(house.texts("MATCH (u)-[:CREATED]->(:GithubIssue) RETURN DISTINCT u.username"))
                .containsExactly("dee");

        SyncReport second = house.sync();
        assertThat(second.state()).isEqualTo(SyncState.SUCCEEDED);
        for (var changed : List.of(second.stats().entities(), second.stats().relationships())) {
            assertThat(changed.created() + changed.updated() + changed.deleted())
                    .isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/repos/acme/engine/hooks, DENIED, ALWAYS, scope-denied, github_webhook",
        "/repos/acme/engine/branches\\?, BROKEN, ALWAYS, scope-failed, github_branch",
        "/repos/acme/engine/issues, CUT_OFF, LATER, scope-failed, github_issue",
        "/orgs/acme/teams\\?, MALFORMED, ALWAYS, scope-failed, github_team",
        "/search/repositories, DISCONNECTED, ALWAYS, scope-failed, github_repository"
    })
    @Order(2)
    @DisplayName("P14, I7: whatever goes wrong with a listing, nothing is deleted, and it is said")
    void whateverGoesWrongNothingIsDeleted(String route, Fault fault, When when, String code, String type) {
        assertThat(house.sync().state()).isEqualTo(SyncState.SUCCEEDED);
        Map<String, Long> before = house.counts();
        List<String> allowed = house.edges("ALLOWS", "permission");
        proxy.fail(route, fault, when);

        SyncReport report = house.sync();

        assertThat(report.state()).isEqualTo(SyncState.PARTIAL);
        assertThat(report.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.code()).isEqualTo(code));
        assertThat(house.counts()).isEqualTo(before).containsKey(type);
        assertThat(house.edges("ALLOWS", "permission")).isEqualTo(allowed);
        proxy.repair();
        assertThat(house.sync().state()).isEqualTo(SyncState.SUCCEEDED);
    }

    @Test
    @Order(2)
    void anAppReadsWhatItsInstallationMay() throws Exception {
        try (GithubHouse apps =
                reading(new GithubHouse(graph.graph(), directory.resolve("app"), proxy.baseUrl(), app::credentials))) {
            apps.settings.put(
                    "leftOut", List.of("outsideCollaborators", "deployKeys", "twoFactor", "webhooks", "secrets"));

            SyncReport report = apps.sync();

            assertThat(report.problems()).isEmpty();
            assertThat(apps.named("github_user")).containsExactly("ada", "bob", "cyd", "dee");
            assertThat(apps.named("github_repository")).containsExactly("acme/engine", "acme/site");
        }
    }

    @Test
    @Order(2)
    void anAppWithAnotherKeyReadsNothingAndSaysSo() throws Exception {
        try (GithubHouse apps = reading(new GithubHouse(
                graph.graph(), directory.resolve("app"), proxy.baseUrl(), AppKey.of("4711")::credentials))) {
            SyncReport report = apps.sync();

            assertThat(report.state()).isEqualTo(SyncState.PARTIAL);
            assertThat(apps.named("github_organization")).isEmpty();
            assertThat(step(report, "seed").reason()).contains("'app'");
        }
    }

    @Test
    @Order(3)
    @DisplayName("P16: a token that lost its rights deletes nothing, and says what it needs")
    void aTokenThatLostItsRightsDeletesNothing() throws Exception {
        assertThat(house.sync().state()).isEqualTo(SyncState.SUCCEEDED);
        Map<String, Long> before = house.counts();
        call("ada", "PUT", "/orgs/acme/memberships/cyd", "{'role':'admin'}");
        call("ada", "PUT", "/orgs/acme/memberships/ada", "{'role':'member'}");
        call("ada", "PUT", "/orgs/acme/teams/core/memberships/ada", "{'role':'member'}");

        SyncReport report = house.sync();

        assertThat(report.state()).isEqualTo(SyncState.PARTIAL);
        assertThat(report.problems())
                .allSatisfy(problem -> assertThat(problem.code()).isEqualTo("scope-denied"))
                .anySatisfy(problem -> assertThat(problem.detail()).contains("admin:org_hook"))
                .anySatisfy(problem -> assertThat(problem.detail()).contains("admin:org"));
        assertThat(house.counts()).isEqualTo(before);
    }

    @Test
    @Order(4)
    void whatTheServerLacksIsDeniedAndTheRestIsRead() {
        house.settings.put("leftOut", List.of("twoFactor"));

        SyncReport report = house.sync();

        assertThat(report.state()).isEqualTo(SyncState.PARTIAL);
        assertThat(step(report, "github_organization.outsideCollaborators").reason())
                .contains("Members: read");
        assertThat(step(report, "github_repository.deployKeys").reason()).contains("Administration: read");
        assertThat(house.counts()).containsEntry("github_repository", 2L).doesNotContainKey("github_deploy_key");
    }
}
