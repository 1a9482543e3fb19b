package io.cadastre.server.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cadastre.connectors.servers.Emulate;
import io.cadastre.connectors.servers.Keycloak;
import io.cadastre.server.Cadastre;
import io.cadastre.server.RunningCadastre;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two real systems in one inventory, connected by their people. */
class TwoSystemsIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String ORGANISATION = """
            tokens:
              walk-token: {login: ada, scopes: [repo, user, 'admin:org', 'admin:repo_hook']}
            github:
              users:
                - {login: ada, name: Ada, email: ada@acme.test}
                - {login: bob, name: Bob, email: bob@acme.test}
              orgs:
                - login: acme
                  name: Acme
                  members: [{login: ada, role: admin}, {login: bob, role: member}]
            """;

    private static final String READER = """
            'clients':[{'clientId':'cadastre','serviceAccountsEnabled':true,'secret':'a-secret-of-the-test'}],
            'users':[
              {'username':'service-account-cadastre','enabled':true,'serviceAccountClientId':'cadastre','clientRoles':{
                'realm-management':['view-realm','view-users','view-clients','view-identity-providers','query-clients']}},
            """;

    /** Bob has two accounts. */
    private static final String REALM = "{'realm':'acme','enabled':true,'duplicateEmailsAllowed':true,"
            + "'loginWithEmailAllowed':false," + READER + """
              {'username':'ada.l','enabled':true,'email':'Ada@acme.test','emailVerified':true},
              {'username':'bob.m','enabled':true,'email':'bob@acme.test','emailVerified':true},
              {'username':'bob.admin','enabled':true,'email':'bob@acme.test','emailVerified':true}]}
            """;

    @TempDir
    static Path directory;

    @TempDir
    static Path other;

    private static Emulate github;
    private static Keycloak keycloak;
    private final Cadastre server = RunningCadastre.get();

    @BeforeAll
    static void fill() throws Exception {
        assumeTrue(Emulate.possible(), "The packages nodejs and npm are not installed; ./cadastre test installs them.");
        assumeTrue(Keycloak.possible(directory), "Keycloak is not there and cannot be fetched from Maven Central.");
        github = Emulate.start("github", ORGANISATION, other);
        keycloak = Keycloak.start(directory);
        keycloak.administer("POST", "", REALM.replace('\'', '"'));
    }

    @AfterAll
    static void empty() {
        if (github != null) {
            github.close();
        }
        if (keycloak != null) {
            keycloak.close();
        }
    }

    @AfterEach
    void disconnect() {
        for (String name : List.of("Their code", "Their log-in")) {
            run("installations", "remove", name, "--yes");
        }
    }

    private Shell.Result run(String... arguments) {
        return Shell.run(
                Map.of(
                        "CADASTRE_URL", server.address().toString(),
                        "CADASTRE_DATA_DIR", server.data().root().toString(),
                        "GITHUB_TOKEN", "walk-token",
                        "CLIENT", "cadastre",
                        "CLIENT_SECRET", "a-secret-of-the-test"),
                arguments);
    }

    private Shell.Result succeeds(String... arguments) {
        Shell.Result result = run(arguments);
        assertThat(result.exitCode()).as(result.out() + result.err()).isZero();
        return result;
    }

    private List<String> rows(String cypher) throws Exception {
        Shell.Result result = run("query", cypher, "--format", "json");
        assertThat(result.exitCode()).as(result.err()).isZero();
        return JSON.readTree(result.out())
                .get("rows")
                .valueStream()
                .map(JsonNode::toString)
                .toList();
    }

    @Test
    void aPersonOfBothSystemsIsLinkedByTheirAddressAndWhoHasTwoAccountsIsNotGuessed() throws Exception {
        succeeds(
                "installations",
                "add",
                "--connector",
                "github",
                "--name",
                "Their code",
                "--set",
                "baseUrl=" + github.url(),
                "--set",
                "organization=acme",
                "--set",
                "repositoryQuery=archived:false",
                "--set",
                "leftOut=outsideCollaborators,deployKeys,twoFactor",
                "--secret",
                "token=env:GITHUB_TOKEN");
        succeeds("sync", "Their code");
        assertThat(rows("MATCH (u:GithubUser)-[:IS]-(other) RETURN u.username")).isEmpty();

        succeeds(
                "installations",
                "add",
                "--connector",
                "keycloak",
                "--name",
                "Their log-in",
                "--set",
                "baseUrl=" + keycloak.url(),
                "--set",
                "realm=acme",
                "--set",
                "realms=acme",
                "--secret",
                "client.clientId=env:CLIENT",
                "--secret",
                "client.clientSecret=env:CLIENT_SECRET");
        succeeds("sync", "Their log-in");
        Shell.Result again = succeeds("sync", "Their code");

        assertThat(
                        rows(
                                "MATCH (a:KeycloakUser)-[:IS]->(b:GithubUser) RETURN a.username, b.username ORDER BY a.username"))
                .containsExactly("[\"ada.l\",\"ada\"]", "[\"bob.admin\",\"bob\"]", "[\"bob.m\",\"bob\"]");
        assertThat(rows("MATCH (a:GithubUser)-[:IS]->(b:KeycloakUser) RETURN a.username, b.username"))
                .containsExactly("[\"ada\",\"ada.l\"]");
        assertThat(again.err()).contains("ambiguous-match", "'bob@acme.test': 2 entities of other installations match");
    }
}
