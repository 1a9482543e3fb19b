package io.cadastre.connectors.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cadastre.connectors.servers.Emulate;
import io.cadastre.connectors.servers.Filling;
import io.cadastre.cypher.TestGraph;
import io.cadastre.engine.sync.SyncReport;
import io.cadastre.engine.sync.SyncState;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A large organisation, by {@code ./cadastre test-volume}: how many calls it takes, the first time and afterwards. */
@EnabledIfSystemProperty(named = "cadastre.volume", matches = "true")
class GithubVolumeTest {
    private static final int REPOSITORIES = 1_000;
    private static final int USERS = 1_000;
    private static final int TEAMS = 50;
    private static final int PER_TEAM = 20;
    private static final List<String> TOKENS =
            IntStream.range(0, 8).mapToObj(number -> "volume-token-" + number).toList();

    /** Listings of people are read whole each time: they decide who is let in. */
    private static final double MOST_BODIES_LEFT = 0.2;

    @RegisterExtension
    final TestGraph graph = new TestGraph();

    @TempDir
    Path directory;

    private static String seed() {
        StringBuilder seed = new StringBuilder("tokens:\n");
        TOKENS.forEach(token ->
                seed.append("  ").append(token).append(": {login: user0, scopes: [repo, user, 'admin:org']}\n"));
        seed.append("  seeding: {login: user0, scopes: [repo, user, 'admin:org', 'admin:repo_hook']}\n");
        seed.append("github:\n  users:\n");
        IntStream.range(0, USERS)
                .forEach(number -> seed.append("    - {login: user%d, name: User %d, email: user%d@acme.example}%n"
                        .formatted(number, number, number)));
        seed.append("  orgs:\n    - login: acme\n      name: Acme\n      members: [");
        seed.append(IntStream.range(0, USERS)
                .mapToObj(number -> "{login: user%d, role: %s}".formatted(number, number == 0 ? "admin" : "member"))
                .collect(Collectors.joining(", ")));
        seed.append("]\n  repos:\n");
        IntStream.range(0, REPOSITORIES)
                .forEach(number -> seed.append(
                        "    - {owner: acme, name: repo%d, private: true, language: Java}%n".formatted(number)));
        return seed.toString();
    }

    private static void put(URI url, String path, String json) throws Exception {
        Filling.send(HttpRequest.newBuilder(URI.create(url + path))
                .header("Authorization", "Bearer seeding")
                .header("Content-Type", "application/json")
                .method(path.endsWith("/teams") ? "POST" : "PUT", HttpRequest.BodyPublishers.ofString(json)));
    }

    private static void fillTeams(URI url) throws Exception {
        for (int team = 0; team < TEAMS; team++) {
            put(url, "/orgs/acme/teams", "{\"name\":\"team" + team + "\"}");
            for (int member = 0; member < PER_TEAM; member++) {
                int number = team * PER_TEAM + member;
                String of = "/orgs/acme/teams/team" + team;
                put(url, of + "/memberships/user" + number, "{\"role\":\"member\"}");
                put(url, of + "/repos/acme/repo" + number, "{\"permission\":\"push\"}");
            }
        }
    }

    @Test
    void aSecondSyncOfALargeOrganisationFetchesLittle() throws Exception {
        assumeTrue(Emulate.possible(), "The packages nodejs and npm are not installed.");
        List<String> lines = new ArrayList<>();
        try (Emulate emulate = Emulate.start("github", seed(), directory)) {
            fillTeams(emulate.url());
            try (EtagProxy proxy = new EtagProxy(emulate.url(), TOKENS);
                    GithubHouse house =
                            new GithubHouse(graph.graph(), directory.resolve("house"), proxy.url(), "any")) {
                house.settings.put("repositoryQuery", "archived:false");
                house.settings.put("leftOut", List.of("outsideCollaborators", "deployKeys", "twoFactor"));

                EtagProxy.Traffic first = measured(house, proxy, "first", lines);
                EtagProxy.Traffic second = measured(house, proxy, "unchanged", lines);

                assertThat(house.named("github_repository")).hasSize(REPOSITORIES);
                assertThat(house.named("github_user")).hasSize(USERS);
                assertThat(second.bodies()).isLessThan((long) (first.bodies() * MOST_BODIES_LEFT));
            }
        }
        lines.forEach(System.out::println);
    }

    private static EtagProxy.Traffic measured(GithubHouse house, EtagProxy proxy, String name, List<String> lines) {
        proxy.traffic();
        long began = System.nanoTime();
        SyncReport report = house.sync();
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
        assertThat(report.state()).as(report.reason() + report.problems()).isEqualTo(SyncState.SUCCEEDED);
        EtagProxy.Traffic traffic = proxy.traffic();
        lines.add("VOLUME github %s: %s, %d ms without waiting for limits, entities %s, relationships %s"
                .formatted(
                        name,
                        traffic,
                        millis,
                        report.stats().entities(),
                        report.stats().relationships()));
        return traffic;
    }
}
