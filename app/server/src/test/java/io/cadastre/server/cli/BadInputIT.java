package io.cadastre.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cadastre.server.Cadastre;
import io.cadastre.server.RunningCadastre;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes wrong at a start: each time one paragraph that says what to do, a code, and nothing lost. */
class BadInputIT {
    @TempDir
    private Path data = Path.of("set by JUnit");

    private Shell.Result up(String... more) {
        List<String> arguments = new ArrayList<>(List.of("up", "--data-dir", data.toString(), "--port", "0"));
        arguments.addAll(List.of(more));
        return Shell.run(Map.of(), arguments.toArray(String[]::new));
    }

    private static void assertOneParagraph(Shell.Result result) {
        assertThat(result.exitCode()).isNotZero();
        assertThat(result.err()).isNotBlank().doesNotContain("\tat ").doesNotContain("Exception");
        assertThat(result.err().strip().lines()).hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void anUnknownFlagIsRefusedWithTheNearest() {
        var result = up("--prot", "7");
        assertOneParagraph(result);
        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE.number());
        assertThat(result.err()).contains("--prot", "--port");
    }

    @Test
    void anUnknownCommandIsRefused() {
        var result = Shell.run(Map.of(), "upp");
        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE.number());
        assertThat(result.err()).contains("upp", "up");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "installations add",
                "installations update",
                "held reject --sooner",
                "connectors add",
                "sync --sooner",
                "wrong",
                "help add",
                "help reject",
                "help cadastre"
            })
    void whatIsMissingOrUnknownIsToldWithAHelpThatWorks(String typed) {
        var result = Shell.run(Map.of(), typed.split(" "));
        assertOneParagraph(result);
        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE.number());
        var hint = Pattern.compile("Run 'cadastre (.*)' for what there is").matcher(result.err());
        assertThat(hint.find()).as(result.err()).isTrue();
        var help = Shell.run(Map.of(), hint.group(1).split(" "));
        assertThat(help.exitCode()).as(help.err()).isZero();
        String command = hint.group(1).replaceAll("^help$| --help$", "");
        assertThat(typed).startsWith(command);
        assertThat(help.out()).contains("Usage: " + ("cadastre " + command).strip());
    }

    @Test
    void aPortThatIsNoPortIsRefused() {
        var result = Shell.run(Map.of(), "up", "--data-dir", data.toString(), "--port", "eighty");
        assertOneParagraph(result);
        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE.number());
        assertThat(result.err()).contains("port", "eighty");
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "P0D", "PT59M", "-P1D", "P1Y-13M"})
    void aRetentionThatIsNoPeriodOrTooShortIsRefused(String retention) {
        var result = up("--history-retention", retention);
        assertOneParagraph(result);
        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE.number());
        assertThat(result.err()).contains("--history-retention", retention, "P180D", "off");
    }

    @Test
    void anUnknownSettingInTheFileIsRefusedWithTheNearest() throws IOException {
        Files.writeString(data.resolve("cadastre.properties"), "prt=7117\n");
        var result = up();
        assertOneParagraph(result);
        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE.number());
        assertThat(result.err()).contains("prt", "port");
    }

    @Test
    void aConfigurationFileThatIsNotThereIsRefused() {
        var result = up("--config", data.resolve("none.properties").toString());
        assertOneParagraph(result);
        assertThat(result.err()).contains("none.properties");
    }

    @Test
    void aConfigurationFileThatIsNotTextIsRefused() throws IOException {
        Files.write(data.resolve("cadastre.properties"), new byte[] {(byte) 0xff, (byte) 0xfe, '\\', 'u', 'x', 'y'});
        assertOneParagraph(up());
    }

    @Test
    void aNeo4jThatDoesNotAnswerIsNamedWithWhatToCheck() {
        long start = System.nanoTime();
        var result = up("--neo4j-uri", "bolt://127.0.0.1:1");
        assertOneParagraph(result);
        assertThat(result.exitCode()).isEqualTo(ExitCode.UNAVAILABLE.number());
        assertThat(result.err()).contains("127.0.0.1:1", "--neo4j-user");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    void aDirectoryThatIsAFileIsRefused() throws IOException {
        Path file = Files.createFile(data.resolve("file"));
        var result = Shell.run(Map.of(), "up", "--data-dir", file.toString());
        assertOneParagraph(result);
        assertThat(result.err()).contains(file.toString());
    }

    @Test
    void aSecretOnTheCommandLineIsRefusedWithHowToGiveIt() {
        var result = Shell.run(
                Map.of("CADASTRE_TOKEN", "cdt_0123456789abcdef"),
                "installations",
                "add",
                "--connector",
                "host",
                "--name",
                "One",
                "--secret",
                "apiKey=hunter2");
        assertOneParagraph(result);
        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE.number());
        assertThat(result.err()).contains("@FILE", "env:").doesNotContain("hunter2");
    }

    @Test
    void aServerThatDoesNotRunIsNamedWithHowToStartIt() {
        var result = Shell.run(
                Map.of("CADASTRE_TOKEN", "cdt_0123456789abcdef"), "query", "RETURN 1", "--url", "http://127.0.0.1:1");
        assertOneParagraph(result);
        assertThat(result.exitCode()).isEqualTo(ExitCode.UNAVAILABLE.number());
        assertThat(result.err()).contains("./cadastre up");
    }

    @Test
    void whereNoServerRunsTheAddressThatWasTriedIsNamed() throws IOException {
        Map<String, String> environment = Map.of(
                "CADASTRE_TOKEN", "cdt_0123456789abcdef",
                "CADASTRE_DATA_DIR", data.toString(),
                "CADASTRE_PORT", "1");
        var never = Shell.run(environment, "status");
        assertOneParagraph(never);
        assertThat(never.exitCode()).isEqualTo(ExitCode.UNAVAILABLE.number());
        assertThat(never.err()).contains("No Cadastre answers at http://127.0.0.1:1.");

        // What a server that was killed left behind
        Files.writeString(data.resolve("server-address"), "http://127.0.0.1:2\n");
        var killed = Shell.run(environment, "status");
        assertOneParagraph(killed);
        assertThat(killed.exitCode()).isEqualTo(ExitCode.UNAVAILABLE.number());
        assertThat(killed.err()).contains("No Cadastre answers at http://127.0.0.1:2.", "./cadastre up");
    }

    @Test
    void aPortInUseIsRefusedAndLeavesThatServerAlone() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var result = Shell.run(
                    Map.of(), "up", "--data-dir", data.toString(), "--port", Integer.toString(taken.getLocalPort()));
            assertOneParagraph(result);
            assertThat(result.err()).contains(Integer.toString(taken.getLocalPort()), "--port");
        }
    }

    @Test
    void aDataDirectoryThatAnotherProcessHasIsRefusedAndKeptAsItIs() throws Exception {
        Cadastre holder = RunningCadastre.get();
        Process second = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "up",
                        "--data-dir",
                        holder.data().root().toString(),
                        "--port",
                        "0")
                .redirectErrorStream(true)
                .start();
        String output = new String(second.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(second.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(second.exitValue()).isNotZero();
        assertThat(output)
                .contains("in use", Long.toString(ProcessHandle.current().pid()), "--data-dir")
                .doesNotContain("\tat ");
        assertThat(holder.summaries().statistics().entities()).isPositive();
    }
}
