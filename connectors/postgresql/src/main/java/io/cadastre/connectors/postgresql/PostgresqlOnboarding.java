package io.cadastre.connectors.postgresql;

import io.cadastre.spi.Config;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.Env;
import io.cadastre.spi.credential.CredentialField;
import io.cadastre.spi.onboarding.Answers;
import io.cadastre.spi.onboarding.OnboardingFlow;
import io.cadastre.spi.onboarding.OnboardingStep;
import java.util.List;

/** Asks where the server is, then who reads it, and logs in. */
final class PostgresqlOnboarding {
    static final CredentialField PASSWORD =
            CredentialField.string("password", "Password", "The password of the user that reads.");

    private PostgresqlOnboarding() {}

    static OnboardingFlow flow() {
        return OnboardingFlow.of(
                OnboardingStep.input("server", "Server", "Where the server is.", PostgresqlSettings.ADDRESS, List.of())
                        .checkedBy((answers, env) -> {
                            PostgresqlSettings.checkAddress(answers.values());
                            return List.of();
                        }),
                OnboardingStep.input(
                                "login",
                                "Login",
                                "Who reads it. CREATE ROLE cadastre LOGIN PASSWORD '…' is enough for most.",
                                PostgresqlSettings.LOGIN,
                                List.of(PASSWORD))
                        .checkedBy(PostgresqlOnboarding::login),
                OnboardingStep.input("reading", "Reading", "What is read.", PostgresqlSettings.READING, List.of())
                        .checkedBy((answers, env) -> {
                            PostgresqlSettings.of(answers.values());
                            return List.of();
                        }));
    }

    private static List<Config.Problem> login(Answers answers, Env env) throws Exception {
        // What is asked later has its defaults here.
        Config settings = Config.check(
                        PostgresqlConnector.SETTINGS, answers.values().values())
                .config();
        Source source = new Source(
                PostgresqlSettings.of(settings), answers.credentials().string(PASSWORD.name()));
        try (Session session = source.open(env)) {
            session.each("", "SELECT 1", row -> {});
            return List.of();
        } catch (ConnectorException.Authentication e) {
            return wrong(PASSWORD.name(), e);
        } catch (ConnectorException.Permission | ConnectorException.NotFound e) {
            return wrong(PostgresqlSettings.DATABASE.name(), e);
        }
    }

    private static List<Config.Problem> wrong(String field, ConnectorException problem) {
        return List.of(new Config.Problem(field, String.valueOf(problem.getMessage())));
    }
}
