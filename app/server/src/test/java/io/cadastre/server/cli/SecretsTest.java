package io.cadastre.server.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Secrets are read from where they are, never from the command line itself (I14). */
class SecretsTest {
    private final Secrets secrets = new Secrets(
            Map.of("KEY", "from the environment"),
            new ByteArrayInputStream("from the input\n".getBytes(StandardCharsets.UTF_8)));

    @Test
    void aSecretComesFromAFileTheInputOrTheEnvironmentWithoutItsLastLineBreak(@TempDir Path directory)
            throws IOException {
        Path file = Files.writeString(directory.resolve("key"), "line one\nline two\n");

        var read = secrets.read(List.of("a=@" + file, "b=-", "c=env:KEY"));

        assertThat(read.path("a").asText()).isEqualTo("line one\nline two");
        assertThat(read.path("b").asText()).isEqualTo("from the input");
        assertThat(read.path("c").asText()).isEqualTo("from the environment");
    }

    @Test
    void anOAuthClientComesAsJsonOrPartByPart(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("app.json"), "{\"clientId\":\"me\",\"clientSecret\":\"x\"}");

        var read = secrets.read(List.of("app=@" + file, "other.clientId=env:KEY", "other.clientSecret=-"));

        assertThat(read.path("app").path("clientId").asText()).isEqualTo("me");
        assertThat(read.path("other").path("clientId").asText()).isEqualTo("from the environment");
        assertThat(read.path("other").path("clientSecret").asText()).isEqualTo("from the input");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=hunter2", "hunter2", "=hunter2"})
    void aLiteralSecretIsRefusedWithHowToGiveItAndNotRepeated(String given) {
        assertThatThrownBy(() -> secrets.read(List.of(given)))
                .isInstanceOfSatisfying(
                        CommandException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
                .hasMessageContaining("name=@FILE")
                .hasMessageNotContaining("hunter2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=env:NONE", "a=@/does/not/exist"})
    void aSourceThatIsNotThereIsNamed(String given) {
        assertThatThrownBy(() -> secrets.read(List.of(given)))
                .hasMessageContaining(given.substring(given.length() - 4));
    }

    @Test
    void theInputGivesOneSecret() {
        assertThatThrownBy(() -> secrets.read(List.of("a=-", "b=-"))).hasMessageContaining("Only one");
    }
}
