package io.cadastre.connectors.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cadastre.spi.Config;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.Env;
import io.cadastre.spi.Installation;
import io.cadastre.spi.credential.Credential;
import io.cadastre.spi.credential.Credentials;
import io.cadastre.spi.credential.OAuthSettings;
import io.cadastre.spi.http.Http;
import io.cadastre.spi.http.HttpSettings;
import io.cadastre.spi.operation.Operations;
import io.cadastre.spi.step.StepLog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A program gets its secrets on its input, and nobody else sees them (I14). */
class ExecSecretsTest {
    private static final String SECRET = "hunter2-\"quoted\"-hunter2";

    @TempDir
    private Path directory;

    private final List<String> logged = new CopyOnWriteArrayList<>();

    private static Config config(Map<String, ?> values) {
        Config.Checked checked = Config.check(new ExecConnector().definition().config(), values);
        assertThat(checked.problems()).isEmpty();
        return checked.config();
    }

    private static Credentials secret(String text) {
        Credential credential = new Credential() {
            @Override
            public String name() {
                return "secrets";
            }

            @Override
            public <T> T use(Use<T> use) throws ConnectorException {
                return use.with(text);
            }

            @Override
            public boolean rejected() {
                return false;
            }
        };
        return new Credentials() {
            @Override
            public boolean has(String name) {
                return name.equals("secrets");
            }

            @Override
            public Credential string(String name) {
                return credential;
            }

            @Override
            public Credential oauth(String name, OAuthSettings settings) {
                return credential;
            }
        };
    }

    private final class Surroundings implements Env {
        @Override
        public Operations ops() {
            throw new UnsupportedOperationException("This connector calls nobody.");
        }

        @Override
        public Http http() {
            throw new UnsupportedOperationException("This connector calls nobody.");
        }

        @Override
        public Http http(HttpSettings settings) {
            throw new UnsupportedOperationException("This connector calls nobody.");
        }

        @Override
        public StepLog log() {
            return new StepLog() {
                @Override
                public void info(String message) {
                    logged.add(message);
                }

                @Override
                public void warn(String message) {
                    logged.add(message);
                }
            };
        }

        @Override
        public boolean cancelled() {
            return false;
        }
    }

    /** Runs a script that does not begin with a schema; gives the reason it fails for. */
    private String failureOf(String script, Map<String, ?> more) throws Exception {
        Path file = Files.writeString(directory.resolve("script"), script);
        java.util.Map<String, Object> values = new java.util.HashMap<>(more);
        values.put("command", List.of("sh", file.toString()));
        Installation installation = new ExecConnector(Workshop.SHORT, Duration.ofSeconds(10), System::nanoTime)
                .initialise(config(values), secret(SECRET));
        try {
            installation.start(new Surroundings());
            throw new AssertionError("It started.");
        } catch (ConnectorException e) {
            return String.valueOf(e.getMessage());
        } finally {
            installation.stop();
        }
    }

    @Test
    @DisplayName("I14: a secret is on the input alone: not in the arguments, the environment, the log, a message")
    void aSecretIsOnTheInputAlone() throws Exception {
        String reason = failureOf(
                "cat > " + directory + "/input\n"
                        + "tr '\\0' '\\n' < /proc/$$/cmdline > " + directory + "/arguments\n"
                        + "tr '\\0' '\\n' < /proc/$$/environ > " + directory + "/environment\n"
                        + "cat " + directory + "/input >&2\n"
                        + "echo 'it was: " + SECRET + "' >&2\n"
                        + "echo '{\"type\":\"log\",\"message\":\"hunter2-\\\"quoted\\\"-hunter2\"}'\n"
                        + "exit 3",
                Map.of("settings", "{\"site\":\"north\"}", "environment", List.of("SITE=north")));

        assertThat(JsonLine.MAPPER.readTree(directory.resolve("input").toFile()).toString())
                .isEqualTo(JsonLine.MAPPER
                        .readTree("{\"protocol\":1,\"settings\":{\"site\":\"north\"},\"secrets\":"
                                + JsonLine.MAPPER.writeValueAsString(SECRET) + "}")
                        .toString());
        assertThat(Files.readString(directory.resolve("environment")))
                .contains("SITE=north")
                .doesNotContain("hunter2");
        assertThat(Files.readString(directory.resolve("arguments"))).doesNotContain("hunter2");
        assertThat(logged).isNotEmpty().noneMatch(line -> line.contains("hunter2"));
        assertThat(logged).contains("stderr: it was: ***", "***");
        assertThat(reason).contains("exit code 3", "it was: ***").doesNotContain("hunter2");
    }

    @Test
    @DisplayName("I14: the server's own environment does not reach the program")
    void theServersEnvironmentDoesNotReachTheProgram() throws Exception {
        failureOf("env > " + directory + "/environment", Map.of());
        assertThat(Files.readAllLines(directory.resolve("environment")))
                .noneMatch(line -> line.startsWith("JAVA_HOME=") || line.startsWith("MAVEN"))
                .anyMatch(line -> line.startsWith("PATH="));
    }

    @ParameterizedTest
    @ValueSource(strings = {"API_TOKEN=x", "dbPassword=x", "AWS_SECRET_ACCESS_KEY=x", "DB=postgres://u:p@h/d"})
    void aSecretInTheEnvironmentIsRefusedWithAdvice(String line) {
        assertRefused(Map.of("command", List.of("x"), "environment", List.of(line)), "'secrets'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TOKEN_FILE=/run/token", "SITE=north", "MONKEY=banana"})
    void whatOnlyLooksLikeASecretIsNot(String line) throws Exception {
        assertThat(new ExecConnector()
                        .initialise(
                                config(Map.of("command", List.of("x"), "environment", List.of(line))),
                                Credentials.none()))
                .isNotNull();
    }

    @Test
    void settingsThatCannotWorkAreRefused() {
        assertRefused(Map.of("command", List.of("x", "--password=y")), "looks like a secret");
        assertRefused(Map.of("command", List.of("x"), "environment", List.of("oops")), "NAME=value");
        assertRefused(Map.of("command", List.of("x"), "settings", "{oops"), "must be JSON");
        assertRefused(Map.of("command", List.of("x"), "directory", "here"), "absolute");
        assertRefused(Map.of("command", List.of("x"), "timeout", 0), "minutes");
    }

    @Test
    void aCommandIsRequired() {
        assertThat(Config.check(new ExecConnector().definition().config(), Map.of("command", List.of()))
                        .problems())
                .containsExactly(new Config.Problem("command", "Command is required."));
    }

    private static void assertRefused(Map<String, ?> values, String reason) {
        assertThatThrownBy(() -> new ExecConnector().initialise(config(values), Credentials.none()))
                .isInstanceOf(ConnectorException.Configuration.class)
                .hasMessageContaining(reason);
    }

    @Test
    void aFloodOnStderrIsCutShort() {
        long[] now = {0};
        LineLog log = new LineLog(Mask.NONE, 3, () -> now[0]);
        StepLog sink = new Surroundings().log();
        for (int i = 0; i < 10; i++) {
            log.info("stderr: ", "line " + i, sink);
        }
        now[0] += Duration.ofSeconds(1).toNanos();
        log.info("stderr: ", "later", sink);
        assertThat(logged)
                .containsExactly(
                        "stderr: line 0",
                        "stderr: line 1",
                        "stderr: line 2",
                        "stderr: later (7 lines before it were too many)");
    }
}
