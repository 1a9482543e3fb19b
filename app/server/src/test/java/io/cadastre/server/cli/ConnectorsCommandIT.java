package io.cadastre.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cadastre.engine.installation.InstallationRecord;
import io.cadastre.engine.installation.Schedule;
import io.cadastre.server.Cadastre;
import io.cadastre.server.DoorConnector;
import io.cadastre.server.RunningCadastre;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Systems are connected at the prompt, or from a file. */
class ConnectorsCommandIT {
    private final Cadastre server = RunningCadastre.get();

    @TempDir
    private Path directory = Path.of("set by JUnit");

    private Shell.Result run(Optional<Terminal> terminal, String... arguments) {
        return Shell.run(
                Map.of(
                        "CADASTRE_URL", server.address().toString(),
                        "CADASTRE_DATA_DIR", server.data().root().toString()),
                terminal,
                arguments);
    }

    private Shell.Result add(ScriptedTerminal terminal) {
        return run(Optional.of(terminal), "connectors", "add", "door");
    }

    private Optional<InstallationRecord> installation(String name) {
        return server.installations().list().stream()
                .filter(one -> one.name().equals(name))
                .findFirst();
    }

    @Test
    void theConnectorsAreListedWithTheirStatus() {
        Shell.Result result = run(Optional.empty(), "connectors");
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.out()).startsWith("name").contains("door", "host", "available");
    }

    @Test
    void aPersonIsAskedWhatTheConnectorNeedsAndCanSyncAtOnce() {
        ScriptedTerminal terminal = new ScriptedTerminal(
                "Front door", "front.example", "", "2", DoorConnector.GOOD_TOKEN, "2, 1", "every hour", "y");
        Shell.Result result = add(terminal);

        assertThat(result.exitCode()).as(result.err() + terminal.shown()).isZero();
        assertThat(terminal.left()).isEmpty();
        assertThat(terminal.shown())
                .contains("1. Name", "Name [Door]: ", "2. Door", "Which door is to be read.", "Port [443]")
                .contains(" 2) some", " 1) The attic", "Scope [everything]");
        InstallationRecord made = installation("Front door").orElseThrow();
        assertThat(made.config())
                .containsEntry("host", "front.example")
                .containsEntry("scope", "some")
                .containsEntry("rooms", List.of("hall", "attic"));
        assertThat(made.schedule()).isEqualTo(Schedule.every(Duration.ofHours(1)));
        assertThat(result.out()).contains("'Front door' (" + made.id() + ") is made", "SUCCEEDED");
    }

    @Test
    @DisplayName("M15: at the prompt, what is wrong is asked again with the reason, and back keeps answers")
    void whatIsWrongIsAskedAgainWithTheReasonAndBackKeepsAnswers() {
        ScriptedTerminal terminal = new ScriptedTerminal(
                "Back door",
                // Host is left out, the port is no number: both are asked again, the scope is not.
                "",
                "NaN",
                "",
                "back.example",
                "8443",
                // A wrong token, then back to the door, on again with what is offered, and the right one.
                "wrong",
                "<",
                "",
                "",
                "7",
                "1",
                DoorConnector.GOOD_TOKEN,
                "",
                "n");
        Shell.Result result = add(terminal);

        assertThat(result.exitCode()).as(result.err() + terminal.shown()).isZero();
        assertThat(terminal.left()).isEmpty();
        assertThat(terminal.shown())
                .contains(
                        "! Host is required.", "! Port must be a whole number.", "! The door does not know this token.")
                .contains("Host [back.example]", "Port [8443]", "! Type a number from 1 to 2.")
                .contains("Token [given]");
        assertThat(installation("Back door").orElseThrow().config())
                .containsEntry("host", "back.example")
                .containsEntry("port", 8443)
                .doesNotContainKey("rooms");
    }

    @Test
    @DisplayName("I14: a secret is asked for without echo and shown nowhere")
    void aSecretIsAskedForWithoutEchoAndShownNowhere() {
        ScriptedTerminal terminal =
                new ScriptedTerminal("Side door", "side.example", "", "", DoorConnector.GOOD_TOKEN, "6", "n");
        Shell.Result result = add(terminal);
        assertThat(result.exitCode()).as(result.err() + terminal.shown()).isZero();
        assertThat(terminal.hiddenPrompts).singleElement().asString().contains("Token");
        assertThat(terminal.shown() + result.out() + result.err()).doesNotContain(DoorConnector.GOOD_TOKEN);
        assertThat(installation("Side door").orElseThrow().schedule()).isNull();
    }

    @Test
    void theNameOfAnotherInstallationIsNotOffered() {
        for (String offered : List.of("Name [Door]: ", "Name [Door 2]: ")) {
            ScriptedTerminal terminal =
                    new ScriptedTerminal("", "twin.example", "", "", DoorConnector.GOOD_TOKEN, "6", "n");
            assertThat(add(terminal).exitCode()).as(terminal.shown()).isZero();
            assertThat(terminal.shown()).contains(offered);
        }
        // For other tests the name is free.
        for (String name : List.of("Door", "Door 2")) {
            assertThat(run(Optional.empty(), "installations", "remove", name, "--yes")
                            .exitCode())
                    .isZero();
        }
    }

    @Test
    void inputThatEndsEarlyMakesNothing() {
        Shell.Result result = add(new ScriptedTerminal("No door", "no.example"));
        assertThat(result.exitCode()).isEqualTo(ExitCode.FAILED.number());
        assertThat(result.err()).contains("nothing was made");
        assertThat(installation("No door")).isEmpty();
    }

    @Test
    void withoutATerminalTheOtherFormIsNamed() {
        Shell.Result result = run(Optional.empty(), "connectors", "add", "door");
        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE.number());
        assertThat(result.err()).contains("--from FILE", "/api/v1/installations");
    }

    @Test
    void anUnknownConnectorIsRefused() {
        Shell.Result result = run(Optional.of(new ScriptedTerminal()), "connectors", "add", "window");
        assertThat(result.exitCode()).isEqualTo(ExitCode.FAILED.number());
        assertThat(result.err()).contains("window").doesNotContain("\tat ");
    }

    @Test
    @DisplayName("M15: answers from a file go through the same flow")
    void answersFromAFileGoThroughTheSameFlow() throws IOException {
        Path answers = directory.resolve("door.json");
        Files.writeString(
                answers,
                "{\"name\":\"Cellar door\",\"config\":{\"port\":\"NaN\",\"scope\":\"some\"},\"credentials\":{\"token\":\""
                        + DoorConnector.GOOD_TOKEN + "\"}}");
        Shell.Result refused = run(Optional.empty(), "connectors", "add", "door", "--from", answers.toString());
        assertThat(refused.exitCode()).isEqualTo(ExitCode.FAILED.number());
        assertThat(refused.err())
                .contains("host: Host is required.", "port: Port must be a whole number.")
                .doesNotContain(DoorConnector.GOOD_TOKEN);

        Files.writeString(
                answers,
                "{\"name\":\"Cellar door\",\"config\":{\"host\":\"cellar.example\"},\"credentials\":{\"token\":\""
                        + DoorConnector.GOOD_TOKEN + "\"}}");
        Shell.Result made = run(Optional.empty(), "connectors", "add", "door", "--from", answers.toString());
        assertThat(made.exitCode()).as(made.err()).isZero();
        assertThat(installation("Cellar door").orElseThrow().config()).containsEntry("host", "cellar.example");
    }

    @Test
    void aFileThatIsNotJsonIsRefusedWithoutBeingQuoted() throws IOException {
        Path answers = directory.resolve("door.json");
        Files.writeString(answers, "{\"credentials\": {\"token\": " + DoorConnector.GOOD_TOKEN + "}}");
        Shell.Result result = run(Optional.empty(), "connectors", "add", "door", "--from", answers.toString());
        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE.number());
        assertThat(result.err()).contains("not JSON", "line 1").doesNotContain(DoorConnector.GOOD_TOKEN);
    }
}
