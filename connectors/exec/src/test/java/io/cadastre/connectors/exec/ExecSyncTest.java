package io.cadastre.connectors.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cadastre.cypher.TestGraph;
import io.cadastre.engine.sync.Problem;
import io.cadastre.engine.sync.SyncMode;
import io.cadastre.engine.sync.SyncReport;
import io.cadastre.engine.sync.SyncState;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Programs that print lines, through the engine into a graph. Whatever a program does, only proof deletes (I7). */
class ExecSyncTest {
    @RegisterExtension
    static final TestGraph GRAPH = new TestGraph();

    private Workshop workshop;

    @BeforeEach
    void open(@TempDir Path directory) {
        workshop = new Workshop(GRAPH.graph(), directory);
    }

    @AfterEach
    void close() {
        workshop.close();
    }

    @Test
    void whatAProgramPrintsIsInTheGraphWithItsKinds() {
        String installation = workshop.printing();
        SyncReport report = workshop.sync(
                installation,
                Lines.begin()
                        .line("{\"type\":\"log\",\"message\":\"Three things to come.\"}")
                        .line(
                                "{\"type\":\"entity\",\"entity\":\"inv_host\",\"key\":\"a:b/\\\"é😀\",\"displayName\":\"Alpha\","
                                        + "\"fields\":{\"name\":\"alpha\",\"cores\":8,\"load\":1,\"seenAt\":\"2026-11-21T13:00:00+01:00\","
                                        + "\"boughtOn\":\"2024-02-29\",\"tags\":[\"a\",\"b\"],\"detail\":{\"x\":[1]},\"state\":\"up\"}}")
                        .line(
                                "{\"type\":\"entity\",\"entity\":\"inv_service\",\"key\":\"web\",\"fields\":{\"port\":443}}")
                        .line(
                                "{\"type\":\"relationship\",\"verb\":\"RUNS\",\"from\":{\"type\":\"inv_host\",\"key\":\"a:b/\\\"é😀\"},"
                                        + "\"to\":{\"type\":\"inv_service\",\"key\":\"web\"},\"properties\":{\"role\":\"main\"}}")
                        .allComplete()
                        .done());

        assertThat(report.problems()).isEmpty();
        assertThat(report.state()).isEqualTo(SyncState.SUCCEEDED);
        var row = workshop.house
                .query("MATCH (h:InvHost:Host)-[r:RUNS]->(s:InvService) RETURN h, r.role AS role, s.port AS port")
                .getFirst();
        var host = row.get("h").asNode();
        assertThat(row.get("role").asString()).isEqualTo("main");
        assertThat(row.get("port").asLong()).isEqualTo(443);
        assertThat(host.get("_key").asString()).isEqualTo("a:b/\"é😀");
        assertThat(host.get("_displayName").asString()).isEqualTo("Alpha");
        assertThat(host.get("cores").asObject()).isEqualTo(8L);
        assertThat(host.get("load").asObject()).isEqualTo(1.0);
        assertThat(host.get("seenAt").asZonedDateTime().toInstant()).hasToString("2026-11-21T12:00:00Z");
        assertThat(host.get("boughtOn").asLocalDate()).isEqualTo(LocalDate.of(2024, 2, 29));
        assertThat(host.get("tags").asList()).isEqualTo(List.of("a", "b"));
        assertThat(host.get("detail").asString()).isEqualTo("{\"x\":[1]}");

        // And the same lines again change nothing (I8)
        SyncReport again = workshop.house.sync(installation);
        assertThat(again.stats().entities().unchanged()).isEqualTo(2);
        assertThat(again.stats().entities().updated()).isZero();
        assertThat(workshop.house.count("SHOW INDEXES YIELD name WHERE name = 'inv_host_name' RETURN count(*)"))
                .isEqualTo(1);
    }

    @Test
    @DisplayName("P17: a program that dies after 10 of 20 lines with exit code 0 deletes nothing, and says why")
    void aProgramThatDiesHalfWayDeletesNothing() {
        // Given twenty hosts
        String installation = workshop.printing();
        Lines twenty = Lines.begin();
        for (int i = 0; i < 20; i++) {
            twenty.hosts("h" + i);
        }
        assertThat(workshop.sync(installation, twenty.allComplete().done()).state())
                .isEqualTo(SyncState.SUCCEEDED);
        assertThat(workshop.hosts()).isEqualTo(20);

        // When it ends after half of its lines, as if all were well
        String half = String.join("\n", twenty.all().subList(0, 10)) + "\n";
        SyncReport report = workshop.sync(installation, half);

        // Then all are there, and the missing 'done' is named
        assertThat(workshop.hosts()).isEqualTo(20);
        assertThat(report.state()).isEqualTo(SyncState.FAILED);
        assertThat(report.reason()).contains("ended without 'done' after line 10", "exit code 0");
        assertThat(report.stats().entities().deleted()).isZero();
    }

    @Test
    void whatIsNoLongerListedGoesWithCompleteEvidenceAndOnlyThen() {
        String installation = workshop.printing();
        workshop.sync(
                installation, Lines.begin().hosts("h1", "h2").allComplete().done());

        // Without evidence the listing proves nothing
        SyncReport silent =
                workshop.sync(installation, Lines.begin().hosts("h1").done());
        assertThat(silent.state()).isEqualTo(SyncState.PARTIAL);
        assertThat(silent.reason()).contains("No 'evidence' line");
        assertThat(workshop.hosts()).isEqualTo(2);

        // Evidence of another output is none of this one
        workshop.sync(
                installation,
                Lines.begin()
                        .hosts("h1")
                        .line("{\"type\":\"evidence\",\"of\":\"inv_service\",\"outcome\":\"complete\"}")
                        .done());
        assertThat(workshop.hosts()).isEqualTo(2);

        SyncReport complete = workshop.sync(
                installation, Lines.begin().hosts("h1").allComplete().done());
        assertThat(complete.state()).isEqualTo(SyncState.SUCCEEDED);
        assertThat(workshop.hosts()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"partial\",\"reason\":\"The second page did not come.\" | PARTIAL | The second page did not come.",
                "\"denied\",\"permission\":\"hosts:read\"                 | PARTIAL | hosts:read",
                "\"unchanged\",\"validator\":\"W/17\"                     | SUCCEEDED | W/17",
            })
    void evidenceOtherThanCompleteKeepsWhatItHadAndSaysWhy(String outcome, SyncState state, String reason) {
        String installation = workshop.printing();
        workshop.sync(
                installation, Lines.begin().hosts("h1", "h2").allComplete().done());

        SyncReport report = workshop.sync(
                installation,
                Lines.begin()
                        .allComplete()
                        .line("{\"type\":\"evidence\",\"of\":\"inv_host\",\"outcome\":" + outcome + "}")
                        .done());

        assertThat(workshop.hosts()).isEqualTo(2);
        assertThat(report.state()).isEqualTo(state);
        assertThat(report.reason()).contains(reason);
    }

    @Test
    @DisplayName("P14: of interleaved scopes only the complete one deletes")
    void onlyACompleteScopeDeletes() {
        String installation = workshop.printing();
        String complete = "\"complete\"";
        workshop.sync(
                installation,
                Lines.begin()
                        .hosts("h1", "h2", "h3", "h4")
                        .services("h1", complete, "a", "b")
                        .services("h2", complete, "c", "d")
                        .services("h3", complete, "e", "f")
                        .services("h4", complete, "g", "h")
                        .allComplete()
                        .done());
        assertThat(workshop.services()).isEqualTo(8);

        // When the first is denied, the second empty, the third cut, and of the fourth nothing is said
        SyncReport report = workshop.sync(
                installation,
                Lines.begin()
                        .services("h3", "", "e")
                        .hosts("h1", "h2", "h3", "h4")
                        .services("h2", complete)
                        .services("h1", "\"denied\",\"permission\":\"services:read\"")
                        .services("h4", "", "g")
                        .services("h3", "\"partial\",\"reason\":\"cut\"")
                        .allComplete()
                        .done());

        assertThat(workshop.house.query("MATCH (s:Service) RETURN s._key AS k ORDER BY k").stream()
                        .map(row -> row.get("k").asString()))
                .containsExactly("a", "b", "e", "f", "g", "h");
        assertThat(report.state()).isEqualTo(SyncState.PARTIAL);
    }

    @Test
    void aScopeThatWasCompleteBeforeTheProgramDiedProvesNothing() {
        String installation = workshop.printing();
        workshop.sync(
                installation,
                Lines.begin()
                        .hosts("h1")
                        .services("h1", "\"complete\"", "a", "b")
                        .allComplete()
                        .done());

        workshop.sync(
                installation,
                Lines.begin().hosts("h1").services("h1", "\"complete\"", "a").allComplete());

        assertThat(workshop.services()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "what is this                                        | Line 2 is not JSON",
                "[1,2]                                               | Line 2 is not a JSON object",
                "{\"type\":\"entitty\"}                              | Line 2 has the unknown type 'entitty'",
                "{\"typ\":\"entity\"}                                | Line 2 needs 'type'",
                "{\"type\":\"entity\",\"entity\":\"inv_host\"}       | Line 2 needs 'key'",
                "{\"type\":\"entity\",\"entity\":\"inv_host\",\"key\":\"h2\",\"scop\":{}} | Line 2 has the unknown member 'scop'",
                "{\"type\":\"entity\",\"entity\":\"inv_host\",\"key\":\"h2\",\"scope\":{\"type\":\"odd\",\"key\":\"x\"}} | undeclared type 'odd'",
                "{\"type\":\"entity\",\"entity\":\"odd\",\"key\":\"h2\"} | odd",
                "{\"type\":\"entity\",\"entity\":\"inv_host\",\"key\":\"h2\",\"fields\":{\"cores\":\"eight\"}} | inv_host.cores",
                "{\"type\":\"entity\",\"entity\":\"inv_host\",\"key\":\"h2\",\"fields\":{\"cores\":1.5}} | inv_host.cores",
                "{\"type\":\"entity\",\"entity\":\"inv_host\",\"key\":\"h2\",\"fields\":{\"seenAt\":\"soon\"}} | inv_host.seenAt",
                "{\"type\":\"entity\",\"entity\":\"inv_host\",\"key\":\"h2\",\"fields\":{\"odd\":1}} | 'odd'",
                "{\"type\":\"entity\",\"entity\":\"inv_host\",\"key\":\"h2\",\"fields\":{\"tags\":[null]}} | Line 2 has null in a list",
                "{\"type\":\"entity\",\"entity\":\"inv_host\",\"key\":\"\\ud800\"} | Line 2 has half a character in 'key'",
                "{\"type\":\"evidence\",\"of\":\"odd\",\"outcome\":\"complete\"} | Line 2 is evidence of 'odd'",
                "{\"type\":\"evidence\",\"outcome\":\"partial\"}     | Line 2 needs 'reason'",
                "{\"type\":\"evidence\",\"outcome\":\"sure\"}        | Line 2 must have complete",
            })
    void aLineThatIsWrongIsNamedAndItsPlaceIsPartial(String wrong, String problem) {
        String installation = workshop.printing();
        workshop.sync(
                installation, Lines.begin().hosts("h1", "h2").allComplete().done());

        SyncReport report = workshop.sync(
                installation,
                Lines.begin().line(wrong).hosts("h1").allComplete().done());

        assertThat(report.state()).isEqualTo(SyncState.PARTIAL);
        assertThat(report.problems()).extracting(Problem::detail).anyMatch(detail -> detail.contains(problem));
        assertThat(workshop.house.count("MATCH (h:Host {_key: 'h1'}) RETURN count(h)"))
                .isEqualTo(1);
        // A host of an undeclared type is none: only there the second one was truly not listed.
        if (!wrong.contains("\"entity\":\"odd\"")) {
            assertThat(workshop.hosts()).isEqualTo(2);
        }
    }

    @Test
    void absentKeepsNullClearsAndAValueReplaces() {
        String installation = workshop.printing();
        String start = "{\"type\":\"entity\",\"entity\":\"inv_host\",\"key\":\"h1\",\"fields\":";
        workshop.sync(
                installation,
                Lines.begin()
                        .line(start + "{\"name\":\"one\",\"cores\":4,\"state\":\"up\"}}")
                        .line(start + "{\"cores\":null,\"load\":0.5}}")
                        .allComplete()
                        .done());
        var host = workshop.house.query("MATCH (h:Host) RETURN h").getFirst().get("h");
        assertThat(host.get("name").asString()).isEqualTo("one");
        assertThat(host.get("cores").isNull()).isTrue();
        assertThat(host.get("load").asDouble()).isEqualTo(0.5);
    }

    @Test
    void aLineThatIsTooLongIsNamedAndDeletesNothing() {
        String installation = workshop.printing();
        workshop.sync(
                installation, Lines.begin().hosts("h1", "h2").allComplete().done());

        SyncReport report = workshop.sync(
                installation,
                Lines.begin()
                        .line("{\"type\":\"log\",\"message\":\"" + "x".repeat(1 << 16) + "\"}")
                        .hosts("h1")
                        .allComplete()
                        .done());

        assertThat(report.problems()).extracting(Problem::detail).contains("Line 2 is longer than 65536 bytes.");
        assertThat(workshop.hosts()).isEqualTo(2);
    }

    @Test
    void garbageNeverCrashesAndNeverDeletes() {
        String installation = workshop.printing();
        workshop.sync(
                installation,
                Lines.begin()
                        .hosts("h1", "h2")
                        .services("h1", "\"complete\"", "a", "b")
                        .allComplete()
                        .done());
        Random random = new Random(20_261_121);
        List<String> valid = Lines.begin()
                .hosts("h1")
                .services("h1", "\"complete\"", "a")
                .allComplete()
                .done()
                .all();
        for (int round = 0; round < 25; round++) {
            ByteArrayOutputStream printed = new ByteArrayOutputStream();
            int where = random.nextInt(valid.size());
            for (int i = 0; i < valid.size(); i++) {
                if (i == where) {
                    byte[] garbage = new byte[1 + random.nextInt(300)];
                    random.nextBytes(garbage);
                    garbage[0] = (byte) (0x21 + random.nextInt(0x50));
                    printed.writeBytes(garbage);
                    printed.write('\n');
                }
                printed.writeBytes((valid.get(i) + "\n").getBytes(StandardCharsets.UTF_8));
            }
            SyncReport report = workshop.sync(installation, printed.toByteArray());
            assertThat(report.state()).as("round %s", round).isIn(SyncState.PARTIAL, SyncState.FAILED);
            assertThat(report.reason()).as("round %s", round).doesNotContain("Unexpected");
            assertThat(workshop.hosts()).as("round %s", round).isEqualTo(2);
            assertThat(workshop.services()).as("round %s", round).isEqualTo(2);
        }
    }

    @Test
    void everyProblemOfASchemaIsToldWithItsLine() {
        SyncReport report = workshop.sync(workshop.printing(), """

                {"type":"schema","namespace":"inv","entityTypes":[\
                {"name":"Inv Host","classes":["Host"]},\
                {"name":"other_host","classes":[],"fields":[{"name":"_id"},{"name":"a","kind":"odd"},{"name":"b"},{"name":"b"}],\
                "links":[{"name":"c","target":"none","verb":"RUNS"},{"name":"d","target":"other_host","verb":"runs"}]}]}
                """);
        assertThat(report.state()).isEqualTo(SyncState.FAILED);
        assertThat(report.reason())
                .contains(
                        "Line 2",
                        "Not an entity type name: 'Inv Host'",
                        "'_id'",
                        "unknown kind 'odd'",
                        "declares 'b' twice",
                        "to 'none', which it does not declare",
                        "Not a verb: 'runs'",
                        "does not begin with 'inv_'",
                        "has no class");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "exit 0                                   | ended without a 'schema' line (exit code 0)",
                "echo trouble >&2; exit 3                 | exit code 3; last on stderr: trouble",
                "echo hello                               | Line 1 of The program is not JSON",
                "head -c 3000 /dev/urandom                | of The program",
                "echo '{\"type\":\"done\"}'               | comes before 'schema'",
                "sleep 600                                | gave no 'schema' line within 2 seconds",
                "exec >&-; sleep 600                      | it closed its output and went on running",
            })
    void aProgramThatDoesNotBeginWellFailsTheSyncWithTheReason(String script, String reason) {
        SyncReport report = workshop.house.sync(workshop.script(script));
        assertThat(report.state()).isEqualTo(SyncState.FAILED);
        assertThat(report.reason()).contains(reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "echo boom >&2; exit 7                   | said 'done' and then failed (exit code 7; last on stderr: boom)",
                "sleep 600                               | did not end",
                "exec >&-; sleep 600                     | did not end",
                "echo more                               | comes after 'done'",
            })
    void aProgramThatDoesNotEndWellProvesNothing(String rest, String reason) {
        String lines = workshop.file("lines").toString();
        String installation = workshop.script("cat " + lines + "\nif [ -e " + lines + ".bad ]; then\n" + rest + "\nfi");
        workshop.sync(
                installation, Lines.begin().hosts("h1", "h2").allComplete().done());
        assertThat(workshop.hosts()).isEqualTo(2);

        workshop.write("lines.bad", "");
        SyncReport report = workshop.sync(
                installation, Lines.begin().hosts("h1").allComplete().done());

        assertThat(report.state()).isEqualTo(SyncState.FAILED);
        assertThat(report.reason()).contains(reason);
        assertThat(workshop.hosts()).isEqualTo(2);
    }

    @Test
    void aProgramThatIsNotThereIsNamed() {
        SyncReport report = workshop.house.sync(workshop.running("/no/such/program"));
        assertThat(report.state()).isEqualTo(SyncState.FAILED);
        assertThat(report.reason()).contains("'/no/such/program' cannot be started (No such file or directory)");
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    @DisplayName("M16: a cancelled sync ends its program with all that the program started")
    void aCancelledSyncEndsItsProgram(boolean whileItStarts) throws Exception {
        Path child = workshop.file("child");
        String installation = workshop.script("trap '' TERM\n"
                + (whileItStarts ? "" : "echo '" + Lines.SCHEMA + "'\necho '" + Lines.host("h1") + "'\n")
                + "sleep 600 &\necho \"$$ $!\" > " + child + ".tmp; mv " + child + ".tmp " + child
                + "\nwait\nsleep 600");
        String sync = workshop.house.syncs.start(installation, SyncMode.FULL, "test");
        await().until(() -> Files.exists(child));
        List<Long> ids = List.of(Files.readString(child).strip().split(" ")).stream()
                .map(Long::valueOf)
                .toList();

        assertThat(workshop.house.syncs.cancel(sync)).isTrue();

        assertThat(workshop.house.awaitEnd(sync).state()).isEqualTo(SyncState.CANCELLED);
        await().untilAsserted(() -> assertThat(ids)
                .noneMatch(id ->
                        ProcessHandle.of(id).filter(ProcessHandle::isAlive).isPresent()));
        assertThat(workshop.hosts()).isZero();
    }

    @Test
    void aPlanOfAProgramWritesNothing() {
        String installation = workshop.printing();
        workshop.write("lines", Lines.begin().hosts("h1").allComplete().done().text());
        SyncReport report = workshop.house.sync(installation, SyncMode.PLAN);
        assertThat(report.stats().entities().created()).isEqualTo(1);
        assertThat(workshop.hosts()).isZero();
    }
}
