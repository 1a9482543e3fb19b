package io.cadastre.connectors.host.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cadastre.spi.ConnectorException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs({OS.LINUX, OS.MAC})
class CommandTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    @Test
    void aProgramSeesNothingOfThisEnvironment() throws Exception {
        String environment = Command.output(LONG, "/usr/bin/env");

        assertThat(environment.lines()).allMatch(line -> line.startsWith("PATH=") || line.startsWith("LC_ALL="));
    }

    @Test
    void aProgramThatTakesTooLongIsKilled() {
        assertThatThrownBy(() -> Command.output(Duration.ofMillis(50), "/bin/sleep", "60"))
                .isInstanceOf(ConnectorException.Timeout.class)
                .hasMessageContaining("/bin/sleep");
    }

    @Test
    void whatAFailingProgramComplainsOfIsSaidWithoutSecrets() {
        assertThatThrownBy(() -> Command.output(LONG, "/bin/sh", "-c", "echo no entry, --password=hunter2 >&2; exit 3"))
                .isInstanceOf(ConnectorException.Unavailable.class)
                .hasMessageContaining("exit code 3: no entry")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void anInterruptEndsTheWait() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> Command.output(LONG, "/bin/sleep", "60")).isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void aProgramThatIsNotThereIsNotFound() {
        assertThat(Command.find("no-such-program-anywhere")).isEmpty();
        assertThat(Command.find("sh")).isPresent();
    }
}
