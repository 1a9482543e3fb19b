package io.cadastre.connectors.github;

import static org.assertj.core.api.Assertions.assertThat;

import io.cadastre.connectors.conformance.DocumentedQuestions;
import io.cadastre.cypher.TestGraph;
import io.cadastre.engine.sync.SyncReport;
import io.cadastre.engine.sync.SyncState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The questions of the connector's page, as they stand there, with answers that are known. */
class GithubQuestionsTest {
    private static final Path PAGE = Path.of("../../docs/connectors/github.md");

    @RegisterExtension
    final TestGraph graph = new TestGraph();

    @TempDir
    Path directory;

    @Test
    void theQuestionsOfThePageHaveTheirAnswers() throws Exception {
        List<List<String>> answers = new ArrayList<>();
        try (FakeGithub github = new FakeGithub()) {
            Samples.fill(github);
            // Somebody in no team; a repository that nobody protects, beside a branch that needs none; a key that only
            // reads; a team that may write, of somebody without a second factor.
            github.add("/orgs/acme/members?role=member", Samples.user(6, "fay"))
                    .object("/users/fay", Samples.profile(6, "fay", "Fay", ""))
                    .add("/orgs/acme/repos", Samples.repository(102, "tool", "'private':false,'archived':false"))
                    .add("/repos/acme/tool/branches", Samples.branch("main", false, false))
                    .add("/repos/acme/tool/branches", Samples.branch("dev", false, false))
                    .add("/repos/acme/tool/actions/secrets", Samples.secret("PUBLISH"))
                    .add("/orgs/acme/teams/ops/repos", Samples.permitted(102, "push"))
                    .add(
                            "/repos/acme/tool/keys",
                            Samples.key(31, "reader").replace("'read_only':false", "'read_only':true"));
            try (GithubHouse house = new GithubHouse(graph.graph(), directory, github.url(), FakeGithub.TOKEN)) {
                SyncReport report = house.sync();
                assertThat(report.state()).as(report.reason()).isEqualTo(SyncState.SUCCEEDED);
                DocumentedQuestions.on(PAGE).forEach(cypher -> answers.add(answer(house, cypher)));
            }
        }

        assertThat(answers)
                .containsExactly(
                        // Who may write to a repository without a second factor?
                        List.of("cyd, acme/tool"),
                        // Which default branches does nobody protect?
                        List.of("acme/tool, main"),
                        // Which deploy keys may write?
                        List.of("acme/engine, deployer"),
                        // Which webhooks are sent in the clear?
                        List.of("acme/engine, ci.example"),
                        // Who from outside gets in, and where?
                        List.of("dee, acme/engine, write"),
                        // Which members are in no team?
                        List.of("fay"),
                        // Which public repositories hold secrets?
                        List.of("acme/tool, PUBLISH"));
    }

    private static List<String> answer(GithubHouse house, String cypher) {
        return house.house.query(cypher).stream()
                .map(row -> row.values().stream()
                        .map(value -> value.asObject().toString())
                        .collect(Collectors.joining(", ")))
                .toList();
    }
}
