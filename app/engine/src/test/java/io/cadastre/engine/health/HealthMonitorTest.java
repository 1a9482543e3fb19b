package io.cadastre.engine.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.cadastre.cypher.TestGraph;
import io.cadastre.engine.House;
import io.cadastre.engine.ScriptedConnector;
import io.cadastre.engine.call.CallRuntime;
import io.cadastre.engine.connector.ConnectorCatalogue;
import io.cadastre.engine.installation.UnknownInstallationException;
import io.cadastre.spi.Config;
import io.cadastre.spi.ConnectorDefinition;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.ConnectorModule;
import io.cadastre.spi.Env;
import io.cadastre.spi.Health;
import io.cadastre.spi.Installation;
import io.cadastre.spi.credential.Credentials;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What installations say about themselves, and what is said of those that do not answer. */
class HealthMonitorTest {
    @RegisterExtension
    static final TestGraph GRAPH = new TestGraph();

    @TempDir
    private Path directory = Path.of("set by JUnit");

    private final PatientConnector connector = new PatientConnector();
    private House house;
    private HealthMonitor monitor;
    private String installation = "";

    /** Asks the source how it is. */
    @FunctionalInterface
    private interface Question {
        Health ask(Env env) throws ConnectorException, InterruptedException;
    }

    private static final class PatientConnector implements ConnectorModule {
        private volatile Question question = env -> Health.unknown();

        @Override
        public ConnectorDefinition definition() {
            return ConnectorDefinition.of("patient", "Patient", "For tests.", ScriptedConnector.SCHEMA);
        }

        @Override
        public Installation initialise(Config config, Credentials credentials) {
            return new Installation() {
                @Override
                public Health health(Env env) throws ConnectorException, InterruptedException {
                    return question.ask(env);
                }
            };
        }
    }

    @BeforeEach
    void open() {
        house = new House(GRAPH.graph(), directory, connector);
        monitor = monitor(Duration.ofMinutes(1));
        installation = house.install("patient");
    }

    private HealthMonitor monitor(Duration timeout) {
        return new HealthMonitor(
                house.installations,
                ConnectorCatalogue.of(connector),
                new CallRuntime(),
                house.clock,
                new Random(42),
                new HealthMonitor.Settings(Duration.ofMillis(1), timeout, 2));
    }

    @AfterEach
    void close() {
        monitor.close();
        house.close();
    }

    @Test
    void whatAnInstallationSaysIsRememberedWithItsTime() throws Exception {
        assertThat(monitor.of(installation)).isEmpty();
        connector.question = env -> Health.degraded("One of two answers.");

        monitor.check(installation);

        assertThat(monitor.of(installation))
                .contains(new HealthMonitor.Checked(Health.degraded("One of two answers."), house.clock.instant()));
    }

    @Test
    void oneThatHangsIsInterruptedAndUnhealthy() throws Exception {
        CountDownLatch interrupted = new CountDownLatch(1);
        connector.question = env -> {
            try {
                new CountDownLatch(1).await();
                return Health.healthy("Never.");
            } finally {
                interrupted.countDown();
            }
        };

        try (HealthMonitor impatient = monitor(Duration.ofMillis(20))) {
            Health health = impatient.check(installation).health();
            assertThat(health.status()).isEqualTo(Health.Status.UNHEALTHY);
            assertThat(health.detail()).contains("took longer than 20 ms");
        }
        interrupted.await();
    }

    @Test
    void anErrorIsUnhealthyWithItsMessageIfThatIsSafe() throws Exception {
        connector.question = env -> {
            throw new ConnectorException.Authentication("The key is not accepted.");
        };
        assertThat(monitor.check(installation).health())
                .isEqualTo(new Health(Health.Status.UNHEALTHY, "The key is not accepted."));

        connector.question = env -> {
            throw new IllegalStateException("password=hunter2");
        };
        assertThat(monitor.check(installation).health().detail())
                .contains("IllegalStateException")
                .doesNotContain("hunter2");
    }

    @Test
    void installationsAreAskedAgainAndAgainAndForgottenWhenTheyAreGone() {
        String other = house.install("patient");
        connector.question = env -> Health.healthy("Fine.");

        monitor.start();
        await().until(() ->
                monitor.of(installation).isPresent() && monitor.of(other).isPresent());

        connector.question = env -> Health.degraded("Worse.");
        house.installations.remove(other, GRAPH.fence(other));
        await().until(() -> monitor.of(installation)
                .filter(checked -> checked.health().detail().equals("Worse."))
                .isPresent());
        await().until(() -> monitor.of(other).isEmpty());
    }

    @Test
    void oneThatIsNotThereCannotBeAsked() {
        assertThatThrownBy(() -> monitor.check("none")).isInstanceOf(UnknownInstallationException.class);
    }
}
