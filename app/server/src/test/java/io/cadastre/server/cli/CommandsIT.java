package io.cadastre.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cadastre.server.Cadastre;
import io.cadastre.server.DataDirectory;
import io.cadastre.server.RunningCadastre;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands against a whole server that has inventoried the machine it runs on. */
class CommandsIT {
    private final Cadastre server = RunningCadastre.get();

    private Shell.Result run(String... arguments) {
        return run(Map.of(), arguments);
    }

    private Shell.Result run(Map<String, String> more, String... arguments) {
        Map<String, String> environment = new HashMap<>(Map.of(
                "CADASTRE_URL", server.address().toString(),
                "CADASTRE_DATA_DIR", server.data().root().toString()));
        environment.putAll(more);
        return Shell.run(environment, arguments);
    }

    @Test
    void aQueryPrintsATable() {
        var result = run(
                "query",
                "MATCH (h:Host)-[:RUNS]->(p:Process) RETURN p.name AS name, count(*) AS n ORDER BY n DESC LIMIT 3");
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.out().lines().toList()).hasSizeGreaterThanOrEqualTo(3);
        assertThat(result.out()).startsWith("name");
        assertThat(result.err()).contains("row");
    }

    @Test
    void aQueryPrintsJsonCsvAndLines() throws Exception {
        String cypher = "UNWIND [1, 2] AS n RETURN n, 'a,b' AS t";
        assertThat(new ObjectMapper()
                        .readTree(run("query", cypher, "--format", "json").out())
                        .path("rows")
                        .toString())
                .isEqualTo("[[1,\"a,b\"],[2,\"a,b\"]]");
        assertThat(run("query", cypher, "--format", "csv").out().lines())
                .containsExactly("n,t", "1,\"a,b\"", "2,\"a,b\"");
        assertThat(run("query", cypher, "--format", "ndjson").out().lines())
                .startsWith("{\"columns\":[\"n\",\"t\"]}", "[1,\"a,b\"]", "[2,\"a,b\"]")
                .hasSize(4);
    }

    @Test
    void parametersAreDataNeverText() {
        var result =
                run("query", "RETURN $a AS a, $b AS b", "--param", "a=7", "--param", "b=x' OR 1=1", "--format", "csv");
        assertThat(result.out().lines()).containsExactly("a,b", "7,x' OR 1=1");
    }

    @Test
    void aQueryWithAnErrorSaysWhere() {
        var result = run("query", "MATCH (n:Host)\nRETURM n");
        assertThat(result.exitCode()).isEqualTo(ExitCode.FAILED.number());
        assertThat(result.err()).contains("line 2").contains("cypher-syntax").doesNotContain("\tat ");
        assertThat(result.out()).isEmpty();
    }

    @Test
    void aQueryThatWritesIsRefused() {
        var result = run("query", "MATCH (n:Host) DETACH DELETE n");
        assertThat(result.exitCode()).isEqualTo(ExitCode.REFUSED.number());
        assertThat(result.err()).contains("cypher-not-allowed");
    }

    @Test
    void aPlannedSyncIsFollowedToItsEnd() {
        var result = run("sync", "This machine", "--plan");
        assertThat(result.exitCode()).as(result.err()).isIn(ExitCode.OK.number(), ExitCode.PARTIAL.number());
        assertThat(result.out()).containsAnyOf("SUCCEEDED", "PARTIAL");
    }

    @Test
    void aSyncOfAnUnknownInstallationIsRefused() {
        var result = run("sync", "Another machine");
        assertThat(result.exitCode()).isNotZero();
        assertThat(result.err()).contains("Another machine").doesNotContain("\tat ");
    }

    @Test
    void linesOfAFileAreSentInChunksAndTheSyncIsShown(@TempDir Path directory) throws Exception {
        ApiClient api = new ApiClient(
                server.address(),
                DataDirectory.readAdminToken(server.data().root()).orElseThrow());
        api.post("/installations", Map.of("name", "Our tills", "connector", "push"));
        String listing = "{\"type\":\"schema\",\"namespace\":\"shop\",\"entityTypes\":[{\"name\":\"shop_till\","
                + "\"classes\":[\"Device\"]}]}\n"
                + "{\"type\":\"entity\",\"entity\":\"shop_till\",\"key\":\"t1\"}\n"
                + "{\"type\":\"entity\",\"entity\":\"shop_till\",\"key\":\"t2\"}\n";
        Path whole = Files.writeString(
                directory.resolve("whole"),
                listing + "{\"type\":\"evidence\",\"outcome\":\"complete\"}\n{\"type\":\"done\"}\n");
        var result = run("ingest", "Our tills", whole.toString(), "--chunk-bytes", "60");
        assertThat(result.exitCode()).as(result.out() + result.err()).isZero();
        assertThat(result.out()).contains("+2", "SUCCEEDED");
        assertThat(result.err()).contains("chunk 2: 3 lines taken");

        // What a second delivery changes is listed; the first is the beginning
        Path changed = Files.writeString(
                directory.resolve("changed"),
                listing.replace("\"key\":\"t2\"", "\"key\":\"t2\",\"displayName\":\"Till two\"")
                        + "{\"type\":\"entity\",\"entity\":\"shop_till\",\"key\":\"t3\"}\n"
                        + "{\"type\":\"evidence\",\"outcome\":\"complete\"}\n{\"type\":\"done\"}\n");
        assertThat(run("ingest", "Our tills", changed.toString()).exitCode()).isZero();
        var changes = run("changes", "--installation", "Our tills", "--since", "PT1H");
        assertThat(changes.exitCode()).as(changes.err()).isZero();
        assertThat(changes.out()).contains("create", "shop_till", "t3", "_displayName: t2 → Till two");
        assertThat(changes.err()).contains("2 changes");
        var lines = run("changes", "--type", "shop_till", "--operation", "update", "--format", "ndjson");
        assertThat(new ObjectMapper().readTree(lines.out()).path("name").asText())
                .isEqualTo("Till two");
        var newest = run("changes", "--installation", "Our tills", "--limit", "1");
        assertThat(newest.err()).contains("1 changes; there are older ones");
        assertThat(run("changes", "--since", "yesterday").err()).contains("since", "2026-11-21T12:00:00Z");
        assertThat(run("changes", "no-such-entity").err()).contains("no-such-entity", "not-found");

        // A file that was cut off deletes nothing, and is not waited for
        Path cut = Files.writeString(directory.resolve("cut"), listing.substring(0, listing.lastIndexOf("{")));
        var broken = run("ingest", "Our tills", cut.toString());
        assertThat(broken.exitCode()).isEqualTo(ExitCode.FAILED.number());
        assertThat(broken.out()).contains("FAILED", "without 'done'");
        assertThat(run("query", "MATCH (t:ShopTill) RETURN count(t) AS n", "--format", "csv")
                        .out())
                .contains("3");

        assertThat(run("ingest", "Our tills", directory.resolve("none").toString())
                        .exitCode())
                .isEqualTo(ExitCode.USAGE.number());
        assertThat(run("sync", "Our tills").err()).contains("push-expected");
    }

    @Test
    @DisplayName("P15: what a sync holds is listed, and goes when somebody who was asked says so")
    void heldDeletionsAreListedAndDecided(@TempDir Path directory) throws Exception {
        String id = run("installations", "add", "--connector", "push", "--name", "Held tills", "--hold-above", "1")
                .out()
                .strip();
        String schema = "{\"type\":\"schema\",\"namespace\":\"shop\",\"entityTypes\":[{\"name\":\"shop_desk\","
                + "\"classes\":[\"Device\"]}]}\n";
        String end = "{\"type\":\"evidence\",\"outcome\":\"complete\"}\n{\"type\":\"done\"}\n";
        StringBuilder desks = new StringBuilder();
        for (int i = 0; i < 4; i++) {
            desks.append("{\"type\":\"entity\",\"entity\":\"shop_desk\",\"key\":\"d")
                    .append(i)
                    .append("\"}\n");
        }
        run(
                "ingest",
                id,
                Files.writeString(directory.resolve("all"), schema + desks + end)
                        .toString());

        // When no desk is there any more, nothing goes, and the command says what to do
        String none = Files.writeString(directory.resolve("none"), schema + end).toString();
        var held = run("ingest", id, none);
        assertThat(held.exitCode()).isEqualTo(ExitCode.PARTIAL.number());
        assertThat(held.out()).contains("HELD", "4 of 4 shop_desk", "4 held");
        assertThat(held.err()).contains("cadastre held approve ");
        String sync = held.err().replaceAll("(?s).*cadastre held approve (\\S+)'.*", "$1");
        assertThat(run("held").out()).contains(sync, "Held tills", "4 of 4 shop_desk");
        assertThat(run("held", "Held tills").out()).contains("d0", "d3");
        assertThat(run("held", sync, "--limit", "1").err()).contains("There are more");

        // Nobody is asked, or says no: nothing is done
        assertThat(run("held", "approve", sync).exitCode()).isEqualTo(ExitCode.USAGE.number());
        var unsure = run(new ScriptedTerminal("n"), "held", "approve", sync);
        assertThat(unsure.err()).contains("Nothing was done.");

        // When a sync looked again, nobody is asked about the old list
        String newer = run("ingest", id, none).err().replaceAll("(?s).*cadastre held approve (\\S+)'.*", "$1");
        for (String decision : List.of("approve", "reject")) {
            var late = run("held", decision, sync);
            assertThat(late.exitCode()).isEqualTo(ExitCode.FAILED.number());
            assertThat(late.err()).contains(sync, newer, "looked again").doesNotContain("--yes");
            assertThat(run("held", decision, sync, "--yes")).isEqualTo(late);
        }

        // It is rejected, held again, and approved
        assertThat(run("held", "reject", "Held tills", "--yes").err()).contains("rejected by");
        var decided = run("held", "approve", "Held tills");
        assertThat(decided.exitCode()).isEqualTo(ExitCode.FAILED.number());
        assertThat(decided.err()).contains(newer, "Decided by", "reject").doesNotContain("--yes");
        assertThat(run("held", "approve", newer, "--yes")).isEqualTo(decided);
        String again = run("ingest", id, none).err().replaceAll("(?s).*cadastre held approve (\\S+)'.*", "$1");
        ScriptedTerminal sure = new ScriptedTerminal("yes");
        var approved = run(sure, "held", "approve", "Held tills");
        assertThat(approved.exitCode()).as(approved.err()).isZero();
        assertThat(sure.shown()).contains("This deletes 4 of 4 shop_desk.");
        assertThat(run("held", "reject", again).err()).contains("Decided by", "approve");
        assertThat(run("query", "MATCH (d:ShopDesk) RETURN count(d) AS n", "--format", "csv")
                        .out())
                .contains("0");
        assertThat(run("held", id).err()).contains("approve");

        // And a budget is set, shown and switched off
        assertThat(run("installations", "update", id, "--hold-share", "0.5", "--no-hold")
                        .exitCode())
                .isZero();
        assertThat(run("installations", "show", id).out())
                .contains("\"enabled\" : false", "\"atLeast\" : 1", "\"share\" : 0.5");
        assertThat(run("installations", "update", id, "--hold-share", "30").err())
                .contains("deletionBudget.share");
        assertThat(run("installations", "remove", id, "--yes").exitCode()).isZero();
    }

    private Shell.Result run(Terminal terminal, String... arguments) {
        Map<String, String> environment = Map.of(
                "CADASTRE_URL", server.address().toString(),
                "CADASTRE_DATA_DIR", server.data().root().toString());
        return Shell.run(environment, Optional.of(terminal), arguments);
    }

    @Test
    void statusInstallationsAndLoginAnswer() {
        assertThat(run("status").out()).contains("entities");
        assertThat(run("installations").out()).contains("This machine", "host");
        assertThat(run("login").out()).contains(server.address() + "/login#code=");
    }

    @Test
    void theServerIsFoundByItsDataDirectoryWhateverItsPort() {
        String data = server.data().root().toString();
        assertThat(Shell.run(Map.of(), "status", "--data-dir", data).out()).contains("entities");
        assertThat(Shell.run(Map.of("CADASTRE_DATA_DIR", data, "CADASTRE_PORT", "1"), "login")
                        .out())
                .contains(server.address() + "/login#code=");

        // Who says where it is, is believed
        var elsewhere = Shell.run(Map.of("CADASTRE_DATA_DIR", data, "CADASTRE_URL", "http://127.0.0.1:1"), "status");
        assertThat(elsewhere.err()).contains("No Cadastre answers at http://127.0.0.1:1.");
    }

    @Test
    void aTokenThatIsNotKnownIsRefusedWithoutBeingPrinted() {
        var result = run(Map.of("CADASTRE_TOKEN", "cdt_not-a-real-one"), "status");
        assertThat(result.exitCode()).isEqualTo(ExitCode.REFUSED.number());
        assertThat(result.out() + result.err()).doesNotContain("cdt_not-a-real-one");
    }

    @Test
    void anInstallationIsAddedShownChangedAndRemoved() {
        var added = run(
                "installations",
                "add",
                "--connector",
                "host",
                "--name",
                "A second look",
                "--set",
                "arguments=false",
                "--every",
                "PT6H");
        assertThat(added.exitCode()).as(added.err()).isZero();
        String id = added.out().strip();
        assertThat(run("installations", "show", id).out())
                .contains("\"arguments\" : false", "PT6H", "\"credentialNames\" : [ ]");

        var changed =
                run("installations", "update", "A second look", "--name", "Third", "--unset", "arguments", "--by-hand");
        assertThat(changed.exitCode()).as(changed.err()).isZero();
        assertThat(changed.err()).startsWith("Changed. ");
        assertThat(run("installations", "show", "Third").out()).contains("\"config\" : { }", "\"schedule\" : null", id);

        var asked = run("installations", "remove", "Third");
        assertThat(asked.exitCode()).isEqualTo(ExitCode.USAGE.number());
        assertThat(asked.err()).contains("--yes");
        assertThat(run("installations", "remove", "Third", "--yes").exitCode()).isZero();
        assertThat(run("installations").out()).doesNotContain("Third", id);
    }

    @Test
    void ofSeveralInstallationsOfOneNameNoneIsTakenAndEachIsListed() {
        String first = run("installations", "add", "--connector", "push", "--name", "Twins")
                .out()
                .strip();
        String second = run("installations", "add", "--connector", "host", "--name", "Twins")
                .out()
                .strip();
        for (List<String> command : List.of(
                List.of("sync", "Twins"),
                List.of("held", "Twins"),
                List.of("installations", "show", "Twins"),
                List.of("installations", "update", "Twins", "--name", "Twin"),
                List.of("installations", "remove", "Twins", "--yes"))) {
            var unsure = run(command.toArray(String[]::new));
            assertThat(unsure.exitCode()).as("%s", command).isEqualTo(ExitCode.USAGE.number());
            assertThat(unsure.err())
                    .contains("2 installations", "'Twins'", first + " (push)", second + " (host)", "id");
        }

        // An id is always one, and when one is left its name is enough
        assertThat(run("installations", "show", first).out()).contains(first);
        assertThat(run("installations", "remove", first, "--yes").exitCode()).isZero();
        assertThat(run("installations", "remove", "Twins", "--yes").err()).contains(second);
    }

    @Test
    void anInstallationThatItsConnectorRefusesIsNotAddedAndEveryReasonIsSaid() {
        var refused = run(
                Map.of("KEY", "s3cr3t-word"),
                "installations",
                "add",
                "--connector",
                "host",
                "--name",
                "Odd",
                "--set",
                "colour=red",
                "--secret",
                "apiKey=env:KEY");
        assertThat(refused.exitCode()).isEqualTo(ExitCode.FAILED.number());
        assertThat(refused.err())
                .contains("colour", "apiKey", "invalid-installation")
                .doesNotContain("s3cr3t-word");
        assertThat(run("installations").out()).doesNotContain("Odd");
    }

    @Test
    void theSecretKeyIsReplacedWhileTheServerRuns() throws Exception {
        String before = Files.readString(server.data().secretKey());
        var rotated = run("rotate-key");
        assertThat(rotated.exitCode()).as(rotated.err()).isZero();
        assertThat(Files.readString(server.data().secretKey())).isNotEqualTo(before);
        assertThat(run("rotate-key", "--print-new").out()).isNotBlank().isNotEqualTo(before);
    }

    @Test
    void everyConnectorThatComesWithCadastreIsGoodAndNeedsNoServerToBeVerified() {
        for (String connector : List.of("host", "exec", "push")) {
            var result = Shell.run(Map.of(), "verify", connector);
            assertThat(result.exitCode()).as(result.out() + result.err()).isZero();
        }
        assertThat(Shell.run(Map.of(), "verify", "host", "--json").out()).contains("\"good\" : true");
    }

    @Test
    void aConnectorThatIsNotThereCannotBeVerified() {
        var result = Shell.run(Map.of(), "verify", "none");
        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE.number());
        assertThat(result.err()).contains("none", "host", "--plugins");
    }

    @Test
    void aBrokenPluginIsNamedWithItsReason(@TempDir Path plugins) throws Exception {
        Files.createDirectories(plugins.resolve("broken"));
        Files.writeString(plugins.resolve("broken/connector.jar"), "not a jar");
        var result = Shell.run(Map.of(), "verify", "broken", "--plugins", plugins.toString());
        assertThat(result.exitCode()).isEqualTo(ExitCode.FAILED.number());
        assertThat(result.out()).contains("connector.jar", "not a jar");
    }
}
