package io.cadastre.connectors.okta;

import static io.cadastre.connectors.conformance.ConnectorHouse.assertUnchanged;
import static io.cadastre.connectors.conformance.ConnectorHouse.succeeded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cadastre.cypher.TestGraph;
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

/** Syncs of an organisation at an Okta that answers as the documentation has it. */
class OktaSyncTest {
    @RegisterExtension
    final TestGraph graph = new TestGraph();

    @TempDir
    Path directory;

    private final FakeOkta okta = new FakeOkta();
    private OktaHouse house;

    @BeforeEach
    void start() {
        Samples.fill(okta);
        house = new OktaHouse(graph.graph(), directory, okta.url(), FakeOkta.TOKEN);
    }

    @AfterEach
    void stop() {
        house.close();
        okta.close();
    }

    private List<String> users(String property) {
        return house.texts("MATCH (u:OktaUser) RETURN u.firstName + ' ' + coalesce(toString(u." + property
                + "), '?') ORDER BY u.firstName");
    }

    @Test
    void theOrganisationIsInTheGraphAsItIsAndASecondSyncChangesNothing() {
        SyncReport report = succeeded(house.sync());

        assertThat(report.pendingRelationships())
                .as("three have an e-mail, and nobody else has it")
                .isEqualTo(3);
        assertThat(house.edges("HAS", "none"))
                .containsExactly(
                        "127.0.0.1 HAS Everyone",
                        "127.0.0.1 HAS One factor",
                        "127.0.0.1 HAS Operators",
                        "127.0.0.1 HAS Passwords",
                        "127.0.0.1 HAS Payroll",
                        "127.0.0.1 HAS Two factors",
                        "127.0.0.1 HAS Wiki",
                        "127.0.0.1 HAS ada@acme.example",
                        "127.0.0.1 HAS bob@acme.example",
                        "127.0.0.1 HAS cyd@acme.example",
                        "One factor HAS Catch-all",
                        "Two factors HAS Catch-all",
                        "ada@acme.example HAS push (OKTA)",
                        "ada@acme.example HAS sms (OKTA)",
                        "bob@acme.example HAS question (OKTA)");
        assertThat(house.edges("MEMBER_OF", "none"))
                .containsExactly(
                        "ada@acme.example MEMBER_OF Everyone",
                        "bob@acme.example MEMBER_OF Everyone",
                        "bob@acme.example MEMBER_OF Operators",
                        "cyd@acme.example MEMBER_OF Everyone");
        assertThat(house.edges("ASSIGNED", "scope"))
                .as("what a user has by a group is said of the group")
                .containsExactly(
                        "Operators ASSIGNED Help desk",
                        "Operators ASSIGNED Wiki",
                        "ada@acme.example ASSIGNED as USER Wiki",
                        "ada@acme.example ASSIGNED super_admin",
                        "bob@acme.example ASSIGNED app_admin",
                        "bob@acme.example ASSIGNED as GROUP Wiki");
        assertThat(house.edges("PROTECTS", "none")).containsExactly("One factor PROTECTS Wiki");
        assertThat(house.edges("RESTRICTS", "none")).containsExactly("Passwords RESTRICTS Everyone");
        assertThat(users("mfaEnabled")).containsExactly("ada true", "bob false", "cyd false");
        assertThat(users("hasAdminRole")).containsExactly("ada true", "bob true", "cyd false");
        assertThat(users("admin")).containsExactly("ada true", "bob false", "cyd ?");
        assertThat(users("active")).containsExactly("ada true", "bob true", "cyd false");
        assertThat(users("locked")).containsExactly("ada false", "bob true", "cyd false");
        assertThat(users("lastLoginOn")).first().isEqualTo("ada 2025-06-06T07:08:09Z");
        assertThat(house.texts("MATCH (p:OktaPolicy {policyType: 'PASSWORD'}) RETURN p.passwordMinLength + ' ' +"
                        + " p.passwordMaxAgeDays + ' ' + p.passwordHistory + ' ' + p.lockoutAttempts"))
                .containsExactly("8 0 4 10");
        assertThat(house.texts("MATCH (a:OktaApplication {name: 'Wiki'}) UNWIND a.redirectUris AS uri RETURN uri"))
                .containsExactly("http://a.example/x", "https://b.example/x");
        assertUnchanged(succeeded(house.sync()));
    }

    @Test
    @DisplayName("I14: a client's secret and telephone numbers are not kept")
    void secretsAreNotKept() {
        succeeded(house.sync());

        assertThat(house.house.count("MATCH (n) WHERE any(k IN keys(n) WHERE toStringOrNull(n[k]) CONTAINS 'hidden')"
                        + " RETURN count(n)"))
                .isZero();
    }

    @Test
    void whoseFactorsMayNotBeReadKeepsWhatWasKnown() {
        succeeded(house.sync());
        okta.remove(Samples.USERS + "/00u1/factors", "f1");
        okta.add(Samples.USERS + "/00u3/factors", Samples.factor("f9", "webauthn", "ACTIVE"));
        okta.refuse("/users/00u1/factors", 403, Map.of(), 99);

        SyncReport report = house.sync();

        assertThat(report.state()).isEqualTo(SyncState.PARTIAL);
        assertThat(report.problems()).isNotEmpty().allSatisfy(problem -> {
            assertThat(problem.code()).isEqualTo("scope-denied");
            assertThat(problem.detail()).contains("Read-only Administrator");
        });
        assertThat(users("mfaEnabled")).containsExactly("ada true", "bob false", "cyd true");
        okta.repair();
        succeeded(house.sync());
        assertThat(users("mfaEnabled")).containsExactly("ada false", "bob false", "cyd true");
    }

    @Test
    @DisplayName("P14, I7: a token that may not see admin roles keeps those that were known, and says what it needs")
    void aTokenThatMayNotSeeAdminRolesKeepsThoseThatWereKnown() {
        succeeded(house.sync());
        List<String> before = house.edges("ASSIGNED", "scope");
        okta.remove(Samples.GROUPS + "/00g2/users", "00u2");
        okta.refuse("/iam/assignees|/roles", 403, Map.of(), 99);

        SyncReport report = house.sync();

        assertThat(report.state()).isEqualTo(SyncState.PARTIAL);
        assertThat(report.problems()).isNotEmpty().allSatisfy(problem -> {
            assertThat(problem.code()).isEqualTo("scope-denied");
            assertThat(problem.detail()).contains("Super Administrator");
        });
        assertThat(house.edges("ASSIGNED", "scope")).isEqualTo(before);
        assertThat(users("admin")).containsExactly("ada true", "bob false", "cyd ?");
        assertThat(house.edges("MEMBER_OF", "none"))
                .as("the rest is read")
                .doesNotContain("bob@acme.example MEMBER_OF Operators");
    }

    @Test
    @DisplayName("I7: what is gone goes")
    void whatIsGoneGoes() {
        succeeded(house.sync());
        okta.remove(Samples.USERS, "00u2");
        okta.remove(Samples.GROUPS + "/00g1/users", "00u2");
        okta.remove(Samples.GROUPS + "/00g2/users", "00u2");
        okta.remove(Samples.APPS + "/0oa1/users", "00u2");
        okta.remove(Samples.ADMINISTRATORS, "00u2");
        okta.remove("/api/v1/policies?type=ACCESS_POLICY", "rst3");

        SyncReport report = succeeded(house.sync());

        assertThat(report.stats().entities().deleted())
                .as("a user, their factor, their own role, a policy and its rule")
                .isEqualTo(5);
        assertThat(house.named("okta_user")).containsExactly("ada@acme.example", "cyd@acme.example");
        assertThat(house.named("okta_role")).containsExactly("Help desk", "super_admin");
    }

    @Test
    void deactivatedUsersAreReadIfSomebodyWantsThem() {
        house.settings.put("deactivatedUsers", true);
        succeeded(house.sync());
        assertThat(users("status"))
                .containsExactly("ada ACTIVE", "bob LOCKED_OUT", "cyd SUSPENDED", "dee DEPROVISIONED");

        house.settings.put("deactivatedUsers", false);
        succeeded(house.sync());

        assertThat(house.named("okta_user")).hasSize(3);
    }

    @Test
    void ofClassicEngineOnlyItsPoliciesAreAskedFor() {
        okta.object("/.well-known/okta-organization", "{'id':'00o1','pipeline':'v1'}");

        succeeded(house.sync());

        assertThat(okta.asked("type=ACCESS_POLICY|type=PROFILE_ENROLLMENT")).isZero();
        assertThat(house.named("okta_policy")).containsExactly("Passwords");
    }

    @Test
    @DisplayName("I7: of policies one kind of which fails nothing is deleted")
    void ofPoliciesOneKindOfWhichFailsNothingIsDeleted() {
        succeeded(house.sync());
        okta.remove("/api/v1/policies?type=PASSWORD", "rst1");
        okta.refuse("type=ACCESS_POLICY", 500, Map.of(), 99);

        SyncReport report = house.sync();

        assertThat(report.state()).isEqualTo(SyncState.PARTIAL);
        assertThat(house.named("okta_policy")).containsExactly("One factor", "Passwords", "Two factors");
    }

    @Test
    @DisplayName("I7: a token that expired deletes nothing, and it is said")
    void aTokenThatExpiredDeletesNothing() {
        succeeded(house.sync());
        List<String> before = house.edges("HAS", "none");
        okta.token("a-newer-token");

        SyncReport report = house.sync();

        assertThat(report.state()).isIn(SyncState.FAILED, SyncState.PARTIAL);
        assertThat(report.reason()).contains("401");
        assertThat(house.edges("HAS", "none")).isEqualTo(before);
    }

    @Test
    @DisplayName("Calls wait until the limit that Okta tells of begins anew")
    void callsWaitForTheLimit() {
        long reset = Instant.parse("2026-11-21T12:00:40Z").getEpochSecond();
        okta.refuse(
                "/api/v1/groups\\?",
                429,
                Map.of("X-Rate-Limit-Limit", "600", "X-Rate-Limit-Remaining", "0", "X-Rate-Limit-Reset", "" + reset),
                1);

        succeeded(house.sync());

        assertThat(house.time.slept()).isBetween(Duration.ofSeconds(40), Duration.ofSeconds(50));
        assertThat(okta.asked("/api/v1/groups\\?")).isEqualTo(2);
    }

    @Test
    void noMoreCallsAreMadeInAMinuteThanTheSettingSays() {
        house.settings.put("callsPerMinute", 5);

        succeeded(house.sync());

        long minutes = okta.requests().size() / 5L - 1;
        assertThat(minutes).isGreaterThan(3);
        assertThat(house.time.slept()).isGreaterThanOrEqualTo(Duration.ofMinutes(minutes));
    }

    @Test
    void whatIsLeftOutIsNotAskedFor() {
        house.settings.put(
                "leftOut",
                List.of(
                        "settings",
                        "memberships",
                        "applicationUsers",
                        "applicationGroups",
                        "factors",
                        "roles",
                        "policies"));

        succeeded(house.sync());

        assertThat(okta.requests())
                .as("three listings and the organisation")
                .hasSize(4)
                .noneMatch(request -> request.contains("policies"));
        assertThat(house.edges("PROTECTS", "none")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "leftOut=everything",
                "callsPerMinute=0",
                "baseUrl=https://acme-admin.okta.com",
                "baseUrl=https://acme.okta.com/api/v1",
                "baseUrl=https://user:pass@acme.okta.com"
            })
    void settingsThatMakeNoSenseAreRefusedByName(String setting) {
        String[] parts = setting.split("=", 2);
        house.settings.put(parts[0], parts[1]);

        assertThatThrownBy(() -> OktaSettings.of(house.config()))
                .isInstanceOf(ConnectorException.Configuration.class)
                .hasMessageContaining("'" + parts[0] + "'")
                .message()
                .doesNotContain("pass@");
    }

    @Test
    void theOnboardingAsksItsQuestionsOnceAndInOrder() {
        assertThat(new OktaConnector().definition().onboarding().steps())
                .extracting(OnboardingStep::key)
                .containsExactly("okta", "reading");
    }
}
