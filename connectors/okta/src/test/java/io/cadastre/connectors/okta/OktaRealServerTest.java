package io.cadastre.connectors.okta;

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
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
 * Against an Okta that was not written here: the npm package {@code emulate}. It has users, groups and applications, in
 * pages of thirty, but no id of its own, which another server gives; the tests leave out what it lacks.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OktaRealServerTest {
    /** With the one that every organisation of the emulator has, more than a page. */
    private static final int PEOPLE = 34;

    private static final String SEED = """
            tokens:
              a-token-of-the-test: {login: user1@acme.example, scopes: []}
            okta:
              users:
                USERS
              groups:
                - {okta_id: 00g1, name: Operators, description: Those on duty}
                - {okta_id: 00g2, name: Nobody}
              apps:
                - {okta_id: 0oa1, name: wiki, label: Wiki, sign_on_mode: SAML_2_0}
                - {okta_id: 0oa2, name: payroll, label: Payroll, status: INACTIVE}
              group_memberships:
                - {group_okta_id: 00g1, user_okta_id: 00u1}
                - {group_okta_id: 00g1, user_okta_id: 00u2}
              app_assignments:
                - {app_okta_id: 0oa1, user_okta_id: 00u2}
            """;

    @TempDir
    static Path server;

    @RegisterExtension
    final TestGraph graph = new TestGraph();

    @TempDir
    Path directory;

    private static Emulate emulate;
    private FakeOkta front;
    private FaultProxy proxy;
    private OktaHouse house;

    @BeforeAll
    static void fill() {
        assumeTrue(Emulate.possible(), "The packages nodejs and npm are not installed; ./cadastre test installs them.");
        String users = IntStream.rangeClosed(1, PEOPLE)
                .mapToObj(number -> "    - {okta_id: 00u" + number + ", login: user" + number
                        + "@acme.example, first_name: User, last_name: 'No. " + number + "'}")
                .collect(Collectors.joining("\n"));
        emulate = Emulate.start("okta", SEED.replace("USERS", users.strip()), server);
    }

    @AfterAll
    static void empty() {
        if (emulate != null) {
            emulate.close();
        }
    }

    @BeforeEach
    void start() {
        front = new FakeOkta().before(emulate.url());
        proxy = FaultProxy.before(front.url());
        house = new OktaHouse(graph.graph(), directory, proxy.baseUrl(), FakeOkta.TOKEN);
        house.settings.put("leftOut", List.of("settings", "applicationGroups", "factors", "roles", "policies"));
    }

    @AfterEach
    void stop() {
        house.close();
        proxy.close();
        front.close();
    }

    private static void call(String method, String path) throws IOException, InterruptedException {
        Filling.send(HttpRequest.newBuilder(URI.create(emulate.url() + path))
                .header("Authorization", "SSWS " + FakeOkta.TOKEN)
                .method(method, HttpRequest.BodyPublishers.noBody()));
    }

    @Test
    @Order(1)
    void theOrganisationIsInTheGraphAsItIsAndASecondSyncChangesNothing() {
        SyncReport report = house.sync();

        assertThat(report.state()).as(report.reason() + report.problems()).isEqualTo(SyncState.SUCCEEDED);
        assertThat(house.counts())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "okta_organization", 1L,
                        "okta_user", PEOPLE + 1L,
                        "okta_group", 3L,
                        "okta_application", 3L));
        assertThat(front.asked("/api/v1/users\\?")).as("two pages").isEqualTo(2);
        assertThat(house.edges("MEMBER_OF", "none"))
                .containsExactly(
                        "testuser@okta.local MEMBER_OF Everyone",
                        "user1@acme.example MEMBER_OF Operators",
                        "user2@acme.example MEMBER_OF Operators");
        assertThat(house.edges("ASSIGNED", "scope")).containsExactly("user2@acme.example ASSIGNED as USER Wiki");
        assertThat(house.texts("MATCH (u:User {username: 'user34@acme.example'}) RETURN u._key + ' ' + u.email + ' ' +"
                        + " u.name + ' ' + u.status + ' ' + u.active + ' ' + u.locked"))
                .containsExactly("00u34 user34@acme.example User No. 34 ACTIVE true false");
        assertThat(house.texts("MATCH (a:Application) RETURN a.name + ' ' + a.integration + ' ' + a.signOnMode + ' ' +"
                        + " a.active + ' ' + coalesce(a.redirectUris[0], '-') ORDER BY a.name"))
                .containsExactly(
                        "Payroll payroll OPENID_CONNECT false -",
                        "Sample OIDC App oidc_client OPENID_CONNECT true http://localhost:3000/callback",
                        "Wiki wiki SAML_2_0 true -");

        SyncReport second = house.sync();
        assertThat(second.state()).isEqualTo(SyncState.SUCCEEDED);
        for (var changed : List.of(second.stats().entities(), second.stats().relationships())) {
            assertThat(changed.created() + changed.updated() + changed.deleted())
                    .isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/groups/00g1/users, DENIED, ALWAYS, scope-denied",
        "/api/v1/apps\\?, BROKEN, ALWAYS, scope-failed",
        "/api/v1/users\\?, CUT_OFF, LATER, scope-failed",
        "/api/v1/groups\\?, MALFORMED, ALWAYS, scope-failed",
        "/api/v1/apps/0oa1/users, DISCONNECTED, ALWAYS, scope-failed"
    })
    @Order(2)
    @DisplayName("P14, I7: whatever goes wrong with a listing, nothing is deleted, and it is said")
    void whateverGoesWrongNothingIsDeleted(String route, Fault fault, When when, String code) {
        assertThat(house.sync().state()).isEqualTo(SyncState.SUCCEEDED);
        Map<String, Long> before = house.counts();
        List<String> members = house.edges("MEMBER_OF", "none");
        List<String> assigned = house.edges("ASSIGNED", "scope");
        proxy.fail(route, fault, when);

        SyncReport report = house.sync();

        assertThat(report.state()).isEqualTo(SyncState.PARTIAL);
        assertThat(report.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.code()).isEqualTo(code));
        assertThat(house.counts()).isEqualTo(before);
        assertThat(house.edges("MEMBER_OF", "none")).isEqualTo(members);
        assertThat(house.edges("ASSIGNED", "scope")).isEqualTo(assigned);
        proxy.repair();
        assertThat(house.sync().state()).isEqualTo(SyncState.SUCCEEDED);
    }

    @Test
    @Order(3)
    @DisplayName("P16, I7: a token that expired deletes nothing, and it is said")
    void aTokenThatExpiredDeletesNothing() {
        assertThat(house.sync().state()).isEqualTo(SyncState.SUCCEEDED);
        Map<String, Long> before = house.counts();
        // The emulator takes every token for a good one.
        front.token("a-newer-token");

        SyncReport report = house.sync();

        assertThat(report.state()).isEqualTo(SyncState.PARTIAL);
        assertThat(step(report, "okta_organization.users").reason()).contains("401");
        assertThat(house.counts()).isEqualTo(before);
    }

    @Test
    @Order(4)
    void whatTheServerLacksIsSaidAndTheRestIsRead() {
        house.settings.put("leftOut", List.of());

        SyncReport report = house.sync();

        assertThat(report.state()).isEqualTo(SyncState.PARTIAL);
        assertThat(report.problems())
                .isNotEmpty()
                .allSatisfy(problem -> assertThat(problem.detail()).contains("404"));
        assertThat(house.counts()).containsEntry("okta_user", PEOPLE + 1L).doesNotContainKey("okta_factor");
        assertThat(house.texts("MATCH (u:User) WHERE u.mfaEnabled IS NOT NULL RETURN u.username"))
                .isEmpty();
    }

    @Test
    @Order(5)
    void whatChangesAtTheServerChangesInTheGraph() throws Exception {
        assertThat(house.sync().state()).isEqualTo(SyncState.SUCCEEDED);
        call("POST", "/api/v1/users/00u3/lifecycle/suspend");
        call("DELETE", "/api/v1/groups/00g1/users/00u1");
        call("DELETE", "/api/v1/users/00u2");
        call("DELETE", "/api/v1/users/00u2");
        call("DELETE", "/api/v1/groups/00g2");

        SyncReport report = house.sync();

        assertThat(report.state()).as(report.reason() + report.problems()).isEqualTo(SyncState.SUCCEEDED);
        assertThat(report.stats().entities().deleted()).isEqualTo(2);
        assertThat(house.edges("MEMBER_OF", "none")).containsExactly("testuser@okta.local MEMBER_OF Everyone");
        assertThat(house.edges("ASSIGNED", "scope")).isEmpty();
        assertThat(house.texts("MATCH (u:User {active: false}) RETURN u.username + ' ' + u.status"))
                .containsExactly("user3@acme.example SUSPENDED");
    }
}
