package io.cadastre.connectors.keycloak;

import static io.cadastre.connectors.conformance.ConnectorHouse.assertUnchanged;
import static io.cadastre.connectors.conformance.ConnectorHouse.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cadastre.connectors.conformance.DocumentedQuestions;
import io.cadastre.connectors.conformance.Fault;
import io.cadastre.connectors.conformance.FaultProxy;
import io.cadastre.connectors.conformance.When;
import io.cadastre.connectors.servers.Keycloak;
import io.cadastre.cypher.TestGraph;
import io.cadastre.engine.sync.SyncReport;
import io.cadastre.engine.sync.SyncState;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against Keycloak itself, which runs for the whole class; each test leaves the realm as it was. */
class KeycloakRealServerTest {
    private static final Path PAGE = Path.of("../../docs/connectors/keycloak.md");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SECRET = "a-secret-of-the-test";

    /** With the others, more than a page. */
    private static final int MORE_USERS = 101;

    /** More than Keycloak gives if it is not asked for a number. */
    private static final int TEAMS = 11;

    private static final String READERS_ROLES =
            "'view-realm','view-users','view-clients','view-identity-providers','query-clients'";

    private static final String REALM = """
            {'realm':'acme','enabled':true,'displayName':'Acme','accessTokenLifespan':300,'passwordPolicy':'length(8)',
            'roles':{
              'realm':[
                {'name':'reader','description':'Reads'},
                {'name':'auditor','composite':true,'composites':{'realm':['reader'],'client':{'realm-management':['view-users']}}},
                {'name':'boss','composite':true,'composites':{'client':{'realm-management':['realm-admin']}}},
                {'name':'odd/name role'}],
              'client':{'shop':[{'name':'buyer'}]}},
            'groups':[
              {'name':'staff','realmRoles':['reader'],'subGroups':[
                {'name':'admins','clientRoles':{'realm-management':['realm-admin']},'subGroups':[{'name':'night'}]}TEAMS]},
              {'name':'guests'}],
            'clients':[
              {'clientId':'shop','name':'The shop','publicClient':true,'directAccessGrantsEnabled':true,
               'baseUrl':'https://shop.acme.test','redirectUris':['https://shop.acme.test/cb','*']},
              {'clientId':'safe','publicClient':true,'redirectUris':['https://safe.acme.test/cb']},
              {'clientId':'nightly','serviceAccountsEnabled':true,'secret':'hidden-secret-of-nightly'},
              {'clientId':'cadastre','serviceAccountsEnabled':true,'secret':'SECRET'}],
            'users':[
              {'username':'ada','enabled':true,'email':'ada@acme.test','emailVerified':true,'firstName':'Ada',
               'lastName':'Lovelace','groups':['/staff/admins'],'credentials':[
                 {'type':'password','value':'password-of-ada'},
                 {'type':'otp','secretData':'{\\"value\\":\\"hidden-otp\\"}',
                  'credentialData':'{\\"subType\\":\\"totp\\",\\"digits\\":6,\\"period\\":30,\\"algorithm\\":\\"HmacSHA1\\"}'}]},
              {'username':'bob','enabled':true,'email':'bob@acme.test','emailVerified':false,'groups':['/staff'],
               'realmRoles':['odd/name role','auditor'],'requiredActions':['UPDATE_PASSWORD','CONFIGURE_TOTP'],
               'credentials':[{'type':'password','value':'password-of-bob'}]},
              {'username':'cyd','enabled':false,'clientRoles':{'shop':['buyer']}},
              {'username':'eve','enabled':true,'realmRoles':['boss'],
               'credentials':[{'type':'password','value':'password-of-eve'}]},
              {'username':'fay','enabled':true,'groups':['/staff/admins/night']},
              {'username':'service-account-nightly','enabled':true,'serviceAccountClientId':'nightly',
               'clientRoles':{'realm-management':['manage-users']}},
              {'username':'service-account-cadastre','enabled':true,'serviceAccountClientId':'cadastre',
               'clientRoles':{'realm-management':[ROLES]}}USERS],
            'identityProviders':[
              {'alias':'corp','providerId':'oidc','enabled':true,'trustEmail':true,'config':{
                'issuer':'https://idp.acme.test','clientId':'x','clientSecret':'hidden-secret-of-idp','validateSignature':'true',
                'useJwksUrl':'true','jwksUrl':'https://idp.acme.test/keys',
                'authorizationUrl':'https://idp.acme.test/auth','tokenUrl':'https://idp.acme.test/token'}},
              {'alias':'github','providerId':'github','enabled':true,'trustEmail':false,
               'config':{'clientId':'x','clientSecret':'hidden-secret-of-idp'}}]}
            """.replace("TEAMS", numbered(TEAMS, ",{'name':'team%03d'}"))
            .replace("USERS", numbered(MORE_USERS, ",{'username':'u%03d','enabled':true}"))
            .replace("ROLES", READERS_ROLES)
            .replace("SECRET", SECRET);

    @TempDir
    static Path server;

    private static Keycloak keycloak;

    @RegisterExtension
    final TestGraph graph = new TestGraph();

    @TempDir
    Path directory;

    private FaultProxy proxy;
    private KeycloakHouse house;

    private static String numbered(int count, String each) {
        return IntStream.rangeClosed(1, count).mapToObj(each::formatted).collect(Collectors.joining());
    }

    @BeforeAll
    static void fill() throws Exception {
        assumeTrue(Keycloak.possible(server), "Keycloak is not there and cannot be fetched from Maven Central.");
        keycloak = Keycloak.start(server);
        admin("POST", "", REALM);
        admin("POST", "", "{'realm':'other','enabled':true,'users':[{'username':'stranger','enabled':true}]}");
    }

    @AfterAll
    static void empty() {
        if (keycloak != null) {
            keycloak.close();
        }
    }

    @BeforeEach
    void start() {
        proxy = FaultProxy.before(keycloak.url());
        house = new KeycloakHouse(graph.graph(), directory, proxy.baseUrl(), "cadastre", SECRET);
    }

    @AfterEach
    void stop() {
        house.close();
        proxy.close();
    }

    private static JsonNode admin(String method, String path, String json) throws Exception {
        return JSON.readTree(keycloak.administer(method, path, json.replace('\'', '"')));
    }

    private static String idOf(String clientId) throws Exception {
        return admin("GET", "/acme/clients?clientId=" + clientId, "")
                .get(0)
                .get("id")
                .asText();
    }

    /** Gives the reading client's account a role of {@code realm-management}, or takes one away. */
    private static void role(String method, String name) throws Exception {
        String account = admin("GET", "/acme/clients/" + idOf("cadastre") + "/service-account-user", "")
                .get("id")
                .asText();
        String management = idOf("realm-management");
        JsonNode role = admin("GET", "/acme/clients/" + management + "/roles/" + name, "");
        admin(method, "/acme/users/" + account + "/role-mappings/clients/" + management, "[" + role + "]");
    }

    private SyncReport synced() {
        SyncReport report = house.sync();
        assertThat(report.state()).as(report.reason() + report.problems()).isEqualTo(SyncState.SUCCEEDED);
        return report;
    }

    @Test
    void theRealmIsInTheGraphAsItIsAndASecondSyncChangesNothing() throws Exception {
        synced();

        assertThat(house.counts())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "keycloak_realm",
                        1L,
                        "keycloak_user",
                        5L + MORE_USERS + 2,
                        "keycloak_group",
                        4L + TEAMS,
                        "keycloak_role",
                        (long) roles(),
                        "keycloak_client",
                        10L,
                        "keycloak_identity_provider",
                        2L,
                        "keycloak_required_action",
                        (long) admin("GET", "/acme/authentication/required-actions", "")
                                .size()));
        assertThat(house.texts("MATCH (r:KeycloakRealm) RETURN r.name + ' ' + r.title + ' ' + r.enabled + ' '"
                        + " + r.accessTokenSeconds + ' ' + r.passwordPolicy + ' ' + r.registrationAllowed"))
                .containsExactly("acme Acme true 300 length(8) false");
        assertThat(house.texts("MATCH (:KeycloakRealm)-[:HAS]->(u:User) WHERE NOT u.username STARTS WITH 'u'"
                        + " RETURN u.username + ' ' + coalesce(u.email, '-') + ' ' + u.emailVerified + ' ' + u.active"
                        + " + ' ' + u.mfaEnabled + ' ' + (u.passwordChangedOn IS NOT NULL) + ' '"
                        + " + coalesce(u.name, '-') ORDER BY u.username"))
                .containsExactly(
                        "ada ada@acme.test true true true true Ada Lovelace",
                        "bob bob@acme.test false true false true -",
                        "cyd - false false false false -",
                        "eve - false true false true -",
                        "fay - false true false false -");
        assertThat(house.texts("MATCH (u:User {username: 'bob'}) UNWIND u.requiredActions AS a RETURN a"))
                .containsExactly("CONFIGURE_TOTP", "UPDATE_PASSWORD");
        assertThat(house.texts("MATCH (c:Application)-[:USES]->(u:User {serviceAccount: true})"
                        + " RETURN c.clientId + ' ' + u.username + ' ' + (u.mfaEnabled IS NULL) ORDER BY c.clientId"))
                .containsExactly("cadastre service-account-cadastre true", "nightly service-account-nightly true");
        assertThat(house.texts("MATCH (a:KeycloakGroup)-[:HAS]->(b:KeycloakGroup) WHERE NOT b.name STARTS WITH 'team'"
                        + " RETURN a.path + ' ' + b.path ORDER BY b.path"))
                .containsExactly("/staff /staff/admins", "/staff/admins /staff/admins/night");
        assertThat(house.texts("MATCH (u:User)-[:MEMBER_OF]->(g:UserGroup) RETURN u.username + ' ' + g.path AS l"
                        + " ORDER BY l"))
                .containsExactly("ada /staff/admins", "bob /staff", "fay /staff/admins/night");
        assertThat(house.texts("MATCH (a)-[:ASSIGNED]->(r:AccessRole) WHERE r.name <> 'default-roles-acme'"
                        + " RETURN coalesce(a.username, a.path) + ' ' + r.name AS l ORDER BY l"))
                .containsExactly(
                        "/staff reader",
                        "/staff/admins realm-admin",
                        "bob auditor",
                        "bob odd/name role",
                        "cyd buyer",
                        "eve boss",
                        "service-account-cadastre query-clients",
                        "service-account-cadastre view-clients",
                        "service-account-cadastre view-identity-providers",
                        "service-account-cadastre view-realm",
                        "service-account-cadastre view-users",
                        "service-account-nightly manage-users");
        assertThat(house.texts("MATCH (a:KeycloakRole {clientRole: false})-[:CONTAINS]->(b)"
                        + " WHERE a.name IN ['auditor', 'boss'] RETURN a.name + ' ' + b.name AS l ORDER BY l"))
                .containsExactly("auditor reader", "auditor view-users", "boss realm-admin");
        assertThat(house.texts("MATCH (c:Application {clientId: 'shop'})-[:HAS]->(r) RETURN c.name + ' ' + c.url + ' '"
                        + " + c.publicClient + ' ' + c.directAccessGrants + ' ' + c.redirectUris[0] + ' ' + r.name"))
                .containsExactly("The shop https://shop.acme.test true true * buyer");
        assertThat(house.texts("MATCH (:KeycloakRealm)-[:TRUSTS]->(p:KeycloakIdentityProvider) RETURN p.name + ' '"
                        + " + p.kind + ' ' + p.trustEmail + ' ' + coalesce(p.issuer, '-') + ' '"
                        + " + coalesce(toString(p.validatesSignature), '-') ORDER BY p.name"))
                .containsExactly("corp oidc true https://idp.acme.test true", "github github false - -");
        assertThat(house.house.query("MATCH (n:Entity) RETURN properties(n)").toString())
                .contains("corp")
                .doesNotContain("hidden-");

        assertUnchanged(synced());
    }

    private static int roles() throws Exception {
        int roles = admin("GET", "/acme/roles", "").size();
        for (JsonNode client : admin("GET", "/acme/clients", "")) {
            roles += admin("GET", "/acme/clients/" + client.get("id").asText() + "/roles", "")
                    .size();
        }
        return roles;
    }

    @Test
    void theQuestionsOfThePageHaveTheirAnswers() throws Exception {
        synced();

        List<List<String>> answers = new ArrayList<>();
        for (String cypher : DocumentedQuestions.on(PAGE)) {
            answers.add(house.house.query(cypher).stream()
                    .map(row -> row.values().stream()
                            .map(value -> value.asObject().toString())
                            .collect(Collectors.joining(", ")))
                    .toList());
        }
        assertThat(answers)
                .containsExactly(
                        // Who may administrate a realm, by a role, a group or a group above?
                        List.of("acme, ada", "acme, eve", "acme, fay"),
                        // Who logs in with a password only?
                        List.of("acme, bob", "acme, eve"),
                        // Which clients without a secret let themselves be answered anywhere?
                        List.of("acme, shop"),
                        // Which clients may change a realm by themselves?
                        List.of("acme, nightly, manage-users"),
                        // Whose word on addresses is taken?
                        List.of("acme, corp"));
    }

    @ParameterizedTest
    @CsvSource({
        "/acme/groups/[^/]+/members, DENIED, ALWAYS, scope-denied",
        "/acme/clients\\?, BROKEN, ALWAYS, scope-failed",
        "/acme/users\\?, CUT_OFF, LATER, scope-failed",
        "/acme/groups/[^/]+/children\\?.*first=[^0], MALFORMED, ALWAYS, scope-failed",
        "/acme/identity-provider/, DISCONNECTED, ALWAYS, scope-failed"
    })
    @DisplayName("P14, I7: whatever goes wrong with a listing, nothing is deleted, and it is said")
    void whateverGoesWrongNothingIsDeleted(String route, Fault fault, When when, String code) {
        synced();
        Map<String, Long> before = house.counts();
        long edges = house.house.count("MATCH ()-[r]->() RETURN count(r)");
        proxy.fail(route, fault, when);

        SyncReport report = house.sync();

        assertThat(report.state()).isEqualTo(SyncState.PARTIAL);
        assertThat(report.problems())
                .isNotEmpty()
                .allSatisfy(problem -> assertThat(problem.code()).isEqualTo(code));
        assertThat(house.counts()).isEqualTo(before);
        assertThat(house.house.count("MATCH ()-[r]->() RETURN count(r)")).isEqualTo(edges);
        proxy.repair();
        assertUnchanged(synced());
    }

    @ParameterizedTest
    @CsvSource({
        "view-users, keycloak_realm.users keycloak_realm.groups keycloak_role.roleUsers",
        "view-clients, keycloak_realm.clients keycloak_role.composites keycloak_group.groupRoles"
    })
    @DisplayName("P16: listings that show less because a role was taken away prove nothing")
    void aRoleThatWasTakenAwayDeletesNothing(String role, String steps) throws Exception {
        synced();
        Map<String, Long> before = house.counts();
        long edges = house.house.count("MATCH ()-[r]->() RETURN count(r)");
        // With these and query-clients, which is there already, Keycloak does not say that it shows less.
        List<String> lesser = List.of("query-users", "query-groups");
        for (String kept : lesser) {
            role("POST", kept);
        }
        role("DELETE", role);
        try {
            // Roles are in the token.
            house.time.sleep(Duration.ofMinutes(5));
            SyncReport report = house.sync();

            assertThat(report.state()).isEqualTo(SyncState.PARTIAL);
            for (String step : steps.split(" ")) {
                assertThat(step(report, step).reason()).as(step).contains(role);
            }
            assertThat(house.counts()).isEqualTo(before);
            assertThat(house.house.count("MATCH ()-[r]->() RETURN count(r)")).isEqualTo(edges);
        } finally {
            role("POST", role);
            for (String kept : lesser) {
                role("DELETE", kept);
            }
        }
    }

    @Test
    void aTokenThatKeycloakNoLongerTakesDeletesNothingAndIsReplacedWhenItIsOldEnough() throws Exception {
        synced();
        Map<String, Long> before = house.counts();
        long from = Instant.now().getEpochSecond() + 1;
        admin("PUT", "/acme", "{'notBefore':" + from + "}");
        try {
            while (Instant.now().getEpochSecond() <= from) {
                Thread.onSpinWait();
            }
            assertThat(house.sync().state()).isEqualTo(SyncState.PARTIAL);
            assertThat(house.counts()).isEqualTo(before);

            // Still not as old as Keycloak said that it would be good.
            house.time.sleep(Duration.ofSeconds(31));
            assertUnchanged(synced());
        } finally {
            admin("PUT", "/acme", "{'notBefore':0}");
        }
    }

    @Test
    @DisplayName("I7: a client that Keycloak no longer knows deletes nothing, and it is said")
    void aSecretThatWasChangedDeletesNothing() throws Exception {
        synced();
        Map<String, Long> before = house.counts();
        String client = "/acme/clients/" + idOf("cadastre");
        admin("PUT", client, "{'clientId':'cadastre','secret':'another-secret'}");
        try {
            house.time.sleep(Duration.ofMinutes(5));
            SyncReport report = house.sync();

            assertThat(report.state()).isEqualTo(SyncState.PARTIAL);
            assertThat(report.reason()).contains("The credential 'client' got no token");
            assertThat(house.counts()).isEqualTo(before);
        } finally {
            admin("PUT", client, "{'clientId':'cadastre','secret':'" + SECRET + "'}");
        }
    }

    @Test
    void whatIsDeletedInKeycloakIsDeletedHere() throws Exception {
        admin("POST", "/acme/users", "{'username':'zoe','enabled':true,'groups':['/guests']}");
        synced();
        assertThat(house.texts("MATCH (u:User {username: 'zoe'})-[:MEMBER_OF]->(g) RETURN g.path"))
                .containsExactly("/guests");

        String zoe =
                admin("GET", "/acme/users?username=zoe", "").get(0).get("id").asText();
        admin("DELETE", "/acme/users/" + zoe, "");
        SyncReport report = synced();

        assertThat(report.stats().entities().deleted()).isEqualTo(1);
        assertThat(house.texts("MATCH (u:User {username: 'zoe'}) RETURN u.username"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"other, view-realm", "nowhere, There is no realm"})
    void ofTheRealmsThatAreNamedOneThatCannotBeReadIsSaidAndTheOthersAreRead(String realm, String reason) {
        house.settings.put("realms", List.of(realm, "acme"));

        SyncReport report = house.sync();

        assertThat(report.state()).isEqualTo(SyncState.PARTIAL);
        assertThat(report.reason()).contains(realm).contains(reason);
        assertThat(house.texts("MATCH (r:KeycloakRealm) RETURN r.name")).containsExactly("acme");
        assertThat(house.counts()).containsEntry("keycloak_identity_provider", 2L);
    }
}
