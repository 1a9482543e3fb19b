package io.cadastre.connectors.acme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cadastre.connectors.acme.server.AcmeSeed;
import io.cadastre.connectors.acme.server.Fault;
import io.cadastre.connectors.acme.server.Kind;
import io.cadastre.connectors.conformance.OneKey;
import io.cadastre.spi.Config;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.ConnectorModule;
import io.cadastre.spi.Health;
import io.cadastre.spi.Installation;
import io.cadastre.spi.credential.Credentials;
import io.cadastre.spi.onboarding.Answers;
import io.cadastre.spi.onboarding.OnboardingStep;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AcmeConnectorTest {
    private final AcmeConnector connector = new AcmeConnector();
    private Tenant tenant;

    @BeforeEach
    void start() throws Exception {
        tenant = new Tenant(AcmeSeed.SMALL.fill(1));
    }

    @AfterEach
    void stop() {
        tenant.close();
    }

    @Test
    void isFoundAndItsSchemaCanBeUsed() {
        assertThat(ServiceLoader.load(ConnectorModule.class))
                .extracting(module -> module.definition().name())
                .contains("acme");
        assertThat(AcmeConnector.SCHEMA.problems()).isEmpty();
        assertThat(AcmeConnector.SCHEMA.entityTypes())
                .extracting(type -> type.name())
                .containsExactly("acme_workspace", "acme_user", "acme_project", "acme_task", "acme_file");
        assertThat(AcmeConnector.SCHEMA.links().keySet())
                .extracting(Object::toString)
                .containsExactlyInAnyOrder(
                        "acme_workspace HAS acme_user",
                        "acme_workspace HAS acme_project",
                        "acme_user OWNS acme_project",
                        "acme_project HAS acme_task",
                        "acme_user ASSIGNED acme_task",
                        "acme_user CREATED acme_task",
                        "acme_user UPDATED acme_task",
                        "acme_project HAS acme_file",
                        "acme_user CREATED acme_file",
                        "acme_user UPDATED acme_file");
    }

    @ParameterizedTest
    @CsvSource({
        "https://acme.example, https://acme.example",
        "https://acme.example/, https://acme.example",
        "' http://localhost:8080// ', http://localhost:8080",
        "HTTPS://acme.example/tenants/one/, HTTPS://acme.example/tenants/one",
        "http://[::1]:8080, http://[::1]:8080"
    })
    void takesABaseUrlWithPathAndSlash(String given, URI expected) throws Exception {
        Installation installation =
                connector.initialise(Tenant.config(Map.of("baseUrl", given)), new OneKey("apiKey", "some-key"));

        assertThat(installation.http().orElseThrow().baseUrl()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "acme.example",
                "ftp://acme.example",
                "file:///etc/passwd",
                "https://",
                "https:///api",
                "not a url",
                "https://acme.example?key=hunter2",
                "https://acme.example/#hunter2",
                "https://me:hunter2@acme.example"
            })
    void refusesWhatIsNoBaseUrlAndNamesTheSettingButNotItsValue(String given) {
        assertThatThrownBy(
                        () -> connector.initialise(Tenant.config(Map.of("baseUrl", given)), new OneKey("apiKey", "k")))
                .isInstanceOf(ConnectorException.Configuration.class)
                .hasMessageContaining("'baseUrl'")
                .hasMessageNotContaining("hunter2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-3", "99999999999999999"})
    void refusesATimeThatCannotBe(String hours) {
        assertThatThrownBy(() -> connector.initialise(
                        Tenant.config(Map.of("baseUrl", "https://acme.example", "fullEvery", hours)),
                        new OneKey("apiKey", "k")))
                .isInstanceOf(ConnectorException.Configuration.class)
                .hasMessageContaining("'fullEvery'");
    }

    @Test
    void readsByTheChangeFeedOnlyIfItIsToldTo() throws Exception {
        Map<String, String> plain = Map.of("baseUrl", "https://acme.example");
        Map<String, String> incremental =
                Map.of("baseUrl", "https://acme.example", "incremental", "true", "fullEvery", "6");

        assertThat(connector
                        .initialise(Tenant.config(plain), new OneKey("apiKey", "k"))
                        .pipeline())
                .hasValueSatisfying(
                        pipeline -> assertThat(pipeline.changeFeed()).isEmpty());
        assertThat(connector
                        .initialise(Tenant.config(incremental), new OneKey("apiKey", "k"))
                        .pipeline())
                .hasValueSatisfying(pipeline -> {
                    assertThat(pipeline.changeFeed()).isPresent();
                    assertThat(pipeline.fullEvery()).isEqualTo(Duration.ofHours(6));
                });
    }

    @Test
    void isHealthyIfTheTenantAnswersAndKnowsTheKey() throws Exception {
        assertThat(tenant.installation.health(tenant.env).status()).isEqualTo(Health.Status.HEALTHY);

        Installation stranger = tenant.installation("another-key");
        assertThatThrownBy(() -> stranger.health(Tenant.env(stranger)))
                .isInstanceOf(ConnectorException.Permission.class);

        tenant.data.ids(Kind.WORKSPACE).forEach(tenant.data::delete);
        assertThat(tenant.installation.health(tenant.env).status()).isEqualTo(Health.Status.DEGRADED);

        tenant.server.faults().always("/api/health", Fault.status(503));
        assertThatThrownBy(() -> tenant.installation.health(tenant.env))
                .isInstanceOf(ConnectorException.Unavailable.class);
    }

    @Test
    void asksForTheAddressAndTriesIt() throws Exception {
        assertThat(problems("address", tenant.server.baseUrl().toString(), "")).isEmpty();
        assertThat(problems("address", "gopher://acme.example", ""))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.field()).isEqualTo("baseUrl");
                    assertThat(problem.message()).contains("http or https");
                });
        assertThat(problems("address", tenant.server.baseUrl() + "/elsewhere", ""))
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("not the Acme API"));
        tenant.server.close();
        assertThat(problems("address", tenant.server.baseUrl().toString(), ""))
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("cannot be reached"));
    }

    @Test
    void asksForAKeyAndTriesIt() throws Exception {
        String baseUrl = tenant.server.baseUrl().toString();

        assertThat(problems("key", baseUrl, tenant.server.apiKey())).isEmpty();
        assertThat(problems("key", baseUrl, "hunter2")).singleElement().satisfies(problem -> {
            assertThat(problem.field()).isEqualTo("apiKey");
            assertThat(problem.message()).contains("refuses this key").doesNotContain("hunter2");
        });
        tenant.server.faults().always("/api/workspaces", Fault.status(401));
        assertThat(problems("key", baseUrl, tenant.server.apiKey()))
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("does not know this key"));
        tenant.server.close();
        assertThatThrownBy(() -> problems("key", baseUrl, tenant.server.apiKey()))
                .isInstanceOf(ConnectorException.Unavailable.class)
                .hasMessageContaining("cannot be reached");
    }

    @Test
    void asksForEverySettingAndSecretOnce() {
        List<OnboardingStep.Input> inputs = connector.definition().onboarding().steps().stream()
                .map(OnboardingStep.Input.class::cast)
                .toList();

        assertThat(inputs.stream().flatMap(input -> input.fields().stream()))
                .containsExactlyElementsOf(connector.definition().config());
        assertThat(inputs.stream().flatMap(input -> input.credentials().stream()))
                .containsExactlyElementsOf(connector.definition().credentials());
    }

    private List<Config.Problem> problems(String step, String baseUrl, String key) throws Exception {
        OnboardingStep.Input input = connector.definition().onboarding().steps().stream()
                .filter(each -> each.key().equals(step))
                .map(OnboardingStep.Input.class::cast)
                .findFirst()
                .orElseThrow();
        Credentials credentials = key.isEmpty() ? Credentials.none() : new OneKey("apiKey", key);
        return input.validation()
                .check(new Answers(Tenant.config(Map.of("baseUrl", baseUrl)), credentials), tenant.env);
    }
}
