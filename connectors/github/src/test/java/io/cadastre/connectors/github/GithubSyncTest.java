package io.cadastre.connectors.github;

import static io.cadastre.connectors.conformance.ConnectorHouse.assertUnchanged;
import static io.cadastre.connectors.conformance.ConnectorHouse.step;
import static io.cadastre.connectors.conformance.ConnectorHouse.succeeded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cadastre.cypher.TestGraph;
import io.cadastre.engine.sync.StepReport;
import io.cadastre.engine.sync.SyncReport;
import io.cadastre.engine.sync.SyncState;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.onboarding.OnboardingStep;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Syncs of an organisation at a GitHub that answers as the documentation has it. */
class GithubSyncTest {
    private static final String MEMBERS = "/orgs/acme/members?role=member";

    @RegisterExtension
    final TestGraph graph = new TestGraph();

    @TempDir
    Path directory;

    private final FakeGithub github = new FakeGithub();
    private GithubHouse house;

    @BeforeEach
    void start() {
        Samples.fill(github);
        house = new GithubHouse(graph.graph(), directory, github.url(), FakeGithub.TOKEN);
    }

    @AfterEach
    void stop() {
        house.close();
        github.close();
    }

    private String value(String type, String name, String property) {
        return house.house
                .query(
                        "MATCH (e:Entity {_type: $type, _displayName: $name}) RETURN toString(e[$property])",
                        "type",
                        type,
                        "name",
                        name,
                        "property",
                        property)
                .getFirst()
                .get(0)
                .asString("none");
    }

    @Test
    void theOrganisationIsInTheGraphAsItIs() {
        house.settings.put("issues", true);

        SyncReport report = succeeded(house.sync());

        assertThat(report.pendingRelationships())
                .as("two have an e-mail, and nobody else has it")
                .isEqualTo(2);
        assertThat(house.edges("HAS", "role"))
                .containsExactlyInAnyOrder(
                        "Acme HAS as owner ada",
                        "Acme HAS as member bob",
                        "Acme HAS as member cyd",
                        "Acme HAS as outside collaborator dee",
                        "Acme HAS Team core",
                        "Acme HAS Team ops",
                        "Team core HAS Team ops",
                        "Acme HAS acme/engine",
                        "Acme HAS acme/site",
                        "Acme HAS Webhook to audit.example",
                        "Acme HAS SHARED",
                        "acme/engine HAS acme/engine main",
                        "acme/engine HAS acme/engine release/1",
                        "acme/site HAS acme/site main",
                        "acme/engine HAS Webhook to ci.example",
                        "acme/engine HAS deployer",
                        "acme/engine HAS SHARED",
                        "acme/engine HAS #1 Thing 1",
                        "acme/engine HAS #3 Thing 3",
                        "acme/engine HAS #2 Change 2");
        assertThat(house.edges("MEMBER_OF", "role"))
                .containsExactly(
                        "ada MEMBER_OF as maintainer Team core",
                        "bob MEMBER_OF as member Team core",
                        "cyd MEMBER_OF as member Team ops");
        assertThat(house.edges("ALLOWS", "permission"))
                .containsExactly(
                        "acme/engine ALLOWS as admin Team core",
                        "acme/engine ALLOWS as read Team ops",
                        "acme/engine ALLOWS as write dee");
        assertThat(house.edges("PROTECTS", "none"))
                .containsExactly("Protection of acme/engine main PROTECTS acme/engine main");
        assertThat(house.edges("CREATED", "none")).containsExactly("bob CREATED #1 Thing 1");
        assertThat(house.edges("OPENED", "none")).containsExactly("eve OPENED #2 Change 2");
        assertThat(house.named("github_user")).containsExactly("ada", "bob", "cyd", "dee", "eve");
        assertThat(house.texts("MATCH (r:GithubRepository {name: 'engine'}) UNWIND r.languages AS l RETURN l"))
                .containsExactly("C", "Java");
        assertThat(value("github_repository", "acme/site", "public")).isEqualTo("true");
        assertThat(value("github_branch_protection", "Protection of acme/engine main", "requiredApprovals"))
                .isEqualTo("2");
        assertThat(value("github_deploy_key", "deployer", "fingerprint"))
                .isEqualTo("SHA256:+DiY3wvvV6TuJJhbpZisF/zLDA0zPMSvHdkr4UvCOqU");
    }

    @Test
    void whoHasASecondFactorIsKnownOfAllWhomTheOrganisationLists() {
        house.settings.put("issues", true);

        succeeded(house.sync());

        assertThat(house.texts("MATCH (u:GithubUser) RETURN u.username + ' ' + coalesce(toString(u.mfaEnabled), '?')"
                        + " + ' ' + coalesce(toString(u.admin), '?') ORDER BY u.username"))
                .containsExactly("ada true true", "bob true false", "cyd false false", "dee true false", "eve ? ?");
    }

    @Test
    void whetherThereIsASecondFactorIsNotGuessedWhereOnlyOwnersMayKnow() {
        github.refuse("filter=2fa_disabled", 422, Map.of(), "{'message':'Only owners can use this filter.'}", 99);

        SyncReport report = house.sync();

        assertThat(report.state()).isEqualTo(SyncState.PARTIAL);
        assertThat(report.reason()).contains("owner");
        assertThat(house.texts("MATCH (u:GithubUser) WHERE u.mfaEnabled IS NOT NULL RETURN u.username"))
                .isEmpty();
        assertThat(house.named("github_user")).hasSize(4);
    }

    @Test
    @DisplayName("I14: of a webhook's address only the host is kept")
    void ofAWebhooksAddressOnlyTheHostIsKept() {
        succeeded(house.sync());

        assertThat(house.texts("MATCH (w:GithubWebhook) RETURN w.targetHost + ' ' + toString(w.https)"
                        + " ORDER BY w.targetHost"))
                .containsExactly("audit.example true", "ci.example false");
        assertThat(house.house.count("MATCH (n) WHERE any(k IN keys(n) WHERE toStringOrNull(n[k]) CONTAINS 'hidden')"
                        + " RETURN count(n)"))
                .isZero();
    }

    @Test
    @DisplayName("What did not change is asked for by its ETag, and costs no body")
    void whatDidNotChangeCostsNoBody() {
        succeeded(house.sync());
        int before = github.bodies.get();
        github.forgetRequests();

        SyncReport report = succeeded(house.sync());

        assertUnchanged(report);
        assertThat(github.asked("/users/|/languages")).as("read once a day").isZero();
        // Three listings of people, two of each team, and two of those without a second factor.
        assertThat(github.bodies).hasValue(3 + 2 * 2 + 2);
        assertThat(github.unchanged).hasValueGreaterThan(15);
        assertThat(before).isGreaterThan(30);
    }

    @Test
    @DisplayName("I7: what is gone goes, though everything around it is unchanged")
    void whatIsGoneGoesThoughEverythingAroundItIsUnchanged() {
        succeeded(house.sync());
        github.remove(MEMBERS, "2");
        github.remove("/repos/acme/engine/hooks", "21");
        github.remove("/repos/acme/engine/collaborators", "4");
        github.remove("/orgs/acme/teams/core/members?role=member", "2");

        SyncReport report = succeeded(house.sync());

        assertThat(report.stats().entities().deleted()).isEqualTo(2);
        assertThat(house.named("github_user")).containsExactly("ada", "cyd", "dee");
        assertThat(house.named("github_webhook")).containsExactly("Webhook to audit.example");
        assertThat(house.edges("ALLOWS", "permission")).noneMatch(edge -> edge.contains("dee"));
    }

    @Test
    @DisplayName("I1: a renamed repository is the same one, and is asked for by its new name")
    void aRenamedRepositoryIsTheSame() {
        succeeded(house.sync());
        github.remove("/orgs/acme/repos", "101");
        github.add("/orgs/acme/repos", Samples.repository(101, "www", "'private':false"));
        github.add("/repos/acme/www/branches", Samples.branch("main", false, false));
        github.forgetRequests();

        SyncReport report = succeeded(house.sync());

        assertThat(report.stats().entities().created()).isZero();
        assertThat(report.stats().entities().deleted()).isZero();
        assertThat(house.named("github_repository")).containsExactly("acme/engine", "acme/www");
        assertThat(github.asked("/repos/acme/site")).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 404})
    @DisplayName("P14, I7: what a token may not read is denied by its name, alone, and stays")
    void whatATokenMayNotReadIsDeniedAlone(int status) {
        succeeded(house.sync());
        github.remove("/repos/acme/engine/keys", "30");
        github.remove("/repos/acme/engine/hooks", "21");
        github.refuse("/repos/acme/engine/keys", status, Map.of(), "{'message':'Not Found'}", 99);

        SyncReport report = house.sync();

        assertThat(report.state()).isEqualTo(SyncState.PARTIAL);
        assertThat(report.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("scope-denied");
            assertThat(problem.detail()).contains("Administration: read");
        });
        assertThat(house.named("github_deploy_key")).containsExactly("deployer");
        assertThat(house.named("github_webhook")).containsExactly("Webhook to audit.example");
        github.repair();
        succeeded(house.sync());
        assertThat(house.named("github_deploy_key")).isEmpty();
    }

    @Test
    @DisplayName("I7: a token that may no longer see a protection does not delete it")
    void aProtectionThatIsHiddenStays() {
        succeeded(house.sync());
        github.forget("/repos/acme/engine/branches/main/protection");

        SyncReport report = house.sync();

        assertThat(report.state()).isEqualTo(SyncState.PARTIAL);
        assertThat(house.named("github_branch_protection")).hasSize(1);
    }

    @Test
    void aBranchThatIsNoLongerProtectedHasNoProtection() {
        succeeded(house.sync());
        github.forgetRequests();
        github.remove("/repos/acme/engine/branches", "main");
        github.add("/repos/acme/engine/branches", Samples.branch("main", false, false));

        succeeded(house.sync());

        assertThat(house.named("github_branch_protection")).isEmpty();
        assertThat(github.asked("/protection"))
                .as("a ruleset alone has none to ask for")
                .isZero();
    }

    @Test
    @DisplayName("I7: a token that expired deletes nothing, and it is said")
    void aTokenThatExpiredDeletesNothing() {
        succeeded(house.sync());
        List<String> before = house.edges("HAS", "role");
        github.token("a-newer-token");

        SyncReport report = house.sync();

        assertThat(report.state()).isIn(SyncState.FAILED, SyncState.PARTIAL);
        assertThat(report.reason()).contains("401");
        assertThat(house.edges("HAS", "role")).isEqualTo(before);
    }

    @Test
    @DisplayName("Calls wait for the end of the hour's limit, and for as long as the secondary limit says")
    void callsWaitForLimits() {
        long reset = Instant.parse("2026-11-21T12:01:40Z").getEpochSecond();
        github.refuse(
                "/orgs/acme/repos",
                403,
                Map.of("X-RateLimit-Limit", "5000", "X-RateLimit-Remaining", "0", "X-RateLimit-Reset", "" + reset),
                "{'message':'API rate limit exceeded'}",
                1);
        succeeded(house.sync());
        assertThat(house.time.slept()).isBetween(Duration.ofSeconds(100), Duration.ofSeconds(110));

        github.refuse(
                "/orgs/acme/teams\\?",
                403,
                Map.of("Retry-After", "73"),
                "{'message':'You have exceeded a secondary rate limit.'}",
                1);
        Duration before = house.time.slept();
        succeeded(house.sync());
        assertThat(house.time.slept().minus(before)).isBetween(Duration.ofSeconds(73), Duration.ofSeconds(83));
    }

    @Test
    void issuesAreReadOnlyWhereSomebodyWantsThem() {
        SyncReport without = succeeded(house.sync());
        assertThat(github.asked("/issues")).isZero();
        assertThat(step(without, "github_repository.issues").state()).isEqualTo(StepReport.State.SKIPPED);
        github.remove(MEMBERS, "3");
        assertThat(succeeded(house.sync()).stats().entities().deleted())
                .as("members go nevertheless")
                .isEqualTo(1);

        house.settings.put("issues", true);
        succeeded(house.sync());
        assertThat(house.named("github_issue")).hasSize(2);
        github.remove("/repos/acme/engine/issues", "41");
        succeeded(house.sync());
        assertThat(house.named("github_pull_request")).isEmpty();
        assertThat(house.named("github_user")).as("the author of nothing goes").containsExactly("ada", "bob", "dee");
    }

    @Test
    void aSearchReadsOnlyWhatItFinds() {
        github.pages(1);
        github.add("/search/repositories", Samples.repository(100, "engine"));
        github.add("/search/repositories", Samples.repository(102, "tool"));
        house.settings.put("repositoryQuery", "archived:false");

        succeeded(house.sync());

        assertThat(house.named("github_repository")).containsExactly("acme/engine", "acme/tool");
        assertThat(github.requests())
                .anySatisfy(request -> assertThat(request).contains("q=org%3Aacme%20archived%3Afalse"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'total_count':1001,'incomplete_results':false,'items':[]}",
                "{'total_count':0,'incomplete_results':true,'items':[]}",
                "{'total_count':2,'incomplete_results':false,'items':[{'id':100}]}"
            })
    @DisplayName("I7: a search that does not show all deletes nothing")
    void aSearchThatDoesNotShowAllDeletesNothing(String answer) {
        github.add("/search/repositories", Samples.repository(100, "engine"));
        house.settings.put("repositoryQuery", "archived:false");
        succeeded(house.sync());
        github.refuse("/search/repositories", 200, Map.of(), answer.replace('\'', '"'), 99);

        SyncReport report = house.sync();

        assertThat(report.state()).isEqualTo(SyncState.PARTIAL);
        assertThat(house.named("github_repository")).containsExactly("acme/engine");
        assertThat(house.named("github_deploy_key")).containsExactly("deployer");
    }

    @Test
    void whatIsLeftOutIsNotAskedFor() {
        house.settings.put(
                "leftOut",
                List.of("twoFactor", "profiles", "languages", "webhooks", "secrets", "deployKeys", "collaborators"));

        succeeded(house.sync());

        assertThat(github.asked("2fa|/users/|/languages|/hooks|/secrets|/keys|/collaborators"))
                .isZero();
        assertThat(house.named("github_branch")).hasSize(3);
        github.remove(MEMBERS, "3");
        assertThat(succeeded(house.sync()).stats().entities().deleted()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "leftOut=everything",
                "repositoryQuery=org:other",
                "organization=a/b",
                "baseUrl=ftp://github.example",
                "baseUrl=https://user:pass@github.example"
            })
    void settingsThatMakeNoSenseAreRefusedByName(String setting) {
        String[] parts = setting.split("=", 2);
        house.settings.put(parts[0], parts[1]);

        assertThatThrownBy(() -> GithubSettings.of(house.config()))
                .isInstanceOf(ConnectorException.Configuration.class)
                .hasMessageContaining("'" + parts[0] + "'")
                .message()
                .doesNotContain("pass@");
    }

    @Test
    void aProfileIsReadAgainTheNextDay() {
        succeeded(house.sync());
        github.object("/users/bob", Samples.profile(2, "bob", "Robert", ""));
        assertUnchanged(succeeded(house.sync()));

        succeeded(house.syncNextDay());

        assertThat(value("github_user", "bob", "name")).isEqualTo("Robert");
    }

    @Test
    void theOnboardingAsksItsQuestionsOnceAndInOrder() {
        assertThat(new GithubConnector().definition().onboarding().steps())
                .extracting(OnboardingStep::key)
                .containsExactly("github", "reading");
    }
}
