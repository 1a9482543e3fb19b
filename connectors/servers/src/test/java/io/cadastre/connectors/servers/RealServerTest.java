package io.cadastre.connectors.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RealServerTest {
    @TempDir
    Path directory;

    private List<String> shell(String script) {
        return List.of("/bin/sh", "-c", script);
    }

    @Test
    void aServerIsThereWhenItAnswersAndGoneWhenItIsClosed() throws Exception {
        Path ready = directory.resolve("ready");
        Path pid = directory.resolve("pid");
        String script = "sleep 1000 & echo $! > " + pid + "; touch $MARK; wait";

        try (RealServer _ = RealServer.start(
                shell(script), Map.of("MARK", ready.toString()), directory.resolve("log"), () -> Files.exists(ready))) {
            assertThat(ready).exists();
            assertThat(ProcessHandle.of(child(pid))).isPresent();
        }

        ProcessHandle.of(child(pid)).ifPresent(child -> child.onExit().join());
        assertThat(ProcessHandle.of(child(pid))).isEmpty();
    }

    private static long child(Path pid) throws Exception {
        return Long.parseLong(Files.readString(pid).strip());
    }

    @Test
    void aServerThatEndsSaysWhatItSaid() {
        assertThatThrownBy(() -> RealServer.start(
                        shell("echo the port is taken; exit 3"), Map.of(), directory.resolve("log"), () -> false))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("the port is taken");
    }

    @Test
    void aProgramThatIsNotThereIsNamed() {
        assertThatThrownBy(() ->
                        RealServer.start(List.of("/no/such/server"), Map.of(), directory.resolve("log"), () -> true))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("/no/such/server cannot be started");
    }

    @Test
    void whatHasToRunBeforeMustSucceed() {
        RealServer.run(
                shell("echo $WORD > " + directory.resolve("made")), Map.of("WORD", "x"), directory.resolve("log"));
        assertThat(directory.resolve("made")).hasContent("x\n");
        assertThatThrownBy(() -> RealServer.run(shell("echo no room; exit 1"), Map.of(), directory.resolve("log")))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("no room");
    }

    @Test
    void programsAreFoundByName() {
        assertThat(Program.find("sh")).isPresent();
        assertThat(Program.find("no-such-program-anywhere")).isEmpty();
    }
}
