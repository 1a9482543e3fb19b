package io.cadastre.connectors.okta;

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
class OktaQuestionsTest {
    private static final Path PAGE = Path.of("../../docs/connectors/okta.md");

    @RegisterExtension
    final TestGraph graph = new TestGraph();

    @TempDir
    Path directory;

    @Test
    void theQuestionsOfThePageHaveTheirAnswers() throws Exception {
        List<List<String>> answers = new ArrayList<>();
        try (FakeOkta okta = new FakeOkta()) {
            Samples.fill(okta);
            // Somebody without a second factor who is an administrator by a group only, and somebody who is none; a
            // user
            // who is suspended and still assigned; an application that only a group may use, beside one that is
            // inactive.
            okta.add(Samples.USERS, Samples.user("00u5", "eve", "ACTIVE"))
                    .add(Samples.USERS, Samples.user("00u6", "fay", "ACTIVE"))
                    .add(Samples.USERS + "/00u6/factors", Samples.factor("f6", "webauthn", "ACTIVE"))
                    .add(Samples.GROUPS + "/00g2/users", Samples.pointer("00u5"))
                    .add(Samples.GROUPS + "/00g2/users", Samples.pointer("00u6"))
                    .add(Samples.APPS + "/0oa1/users", Samples.assigned("00u3", "USER", "cyd"))
                    .add(Samples.APPS + "/0oa2/users", Samples.assigned("00u6", "USER", "fay"))
                    .add(Samples.APPS, Samples.application("0oa3", "Vault", "ACTIVE", "rst3"))
                    .add(Samples.APPS + "/0oa3/groups", Samples.pointer("00g2"));
            try (OktaHouse house = new OktaHouse(graph.graph(), directory, okta.url(), FakeOkta.TOKEN)) {
                SyncReport report = house.sync();
                assertThat(report.state()).as(report.reason()).isEqualTo(SyncState.SUCCEEDED);
                DocumentedQuestions.on(PAGE).forEach(cypher -> answers.add(answer(house, cypher)));
            }
        }

        assertThat(answers)
                .containsExactly(
                        // Which administrators have no second factor?
                        List.of(
                                "bob@acme.example, Help desk",
                                "bob@acme.example, app_admin",
                                "eve@acme.example, Help desk"),
                        // Which applications let people in with one factor?
                        List.of("Wiki, One factor"),
                        // Who may use an application, and by what?
                        List.of(
                                "Vault, bob@acme.example, Operators",
                                "Vault, eve@acme.example, Operators",
                                "Vault, fay@acme.example, Operators",
                                "Wiki, ada@acme.example, USER",
                                "Wiki, bob@acme.example, Operators",
                                "Wiki, eve@acme.example, Operators",
                                "Wiki, fay@acme.example, Operators"),
                        // Who is suspended or deactivated, and still assigned by name?
                        List.of("cyd@acme.example, SUSPENDED, Wiki"),
                        // Which password policies ask for less than twelve characters, and of whom?
                        List.of("Passwords, 8, Everyone"),
                        // Which applications send people back over plain HTTP?
                        List.of("Vault, http://a.example/x", "Wiki, http://a.example/x"));
    }

    private static List<String> answer(OktaHouse house, String cypher) {
        return house.house.query(cypher).stream()
                .map(row -> row.values().stream()
                        .map(value -> value.asObject().toString())
                        .collect(Collectors.joining(", ")))
                .toList();
    }
}
