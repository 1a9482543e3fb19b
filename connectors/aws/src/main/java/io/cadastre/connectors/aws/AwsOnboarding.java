package io.cadastre.connectors.aws;

import io.cadastre.spi.Config;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.Env;
import io.cadastre.spi.credential.Credential;
import io.cadastre.spi.credential.CredentialField;
import io.cadastre.spi.onboarding.Answers;
import io.cadastre.spi.onboarding.OnboardingFlow;
import io.cadastre.spi.onboarding.OnboardingStep;
import java.util.List;
import java.util.Optional;

/** Asks whose access key reads, what accounts and regions, and how much of them; asks AWS whose the key is. */
final class AwsOnboarding {
    static final CredentialField SECRET_ACCESS_KEY = CredentialField.string(
            "secretAccessKey",
            "Secret access key",
            "Of the access key. Its user needs no more than AWS's policy SecurityAudit.");

    private AwsOnboarding() {}

    static OnboardingFlow flow() {
        return OnboardingFlow.of(
                OnboardingStep.input(
                                "aws",
                                "AWS",
                                "By what access key is read.",
                                List.of(AwsSettings.ACCESS_KEY_ID, AwsSettings.REGION, AwsSettings.ENDPOINT),
                                List.of(SECRET_ACCESS_KEY))
                        .checkedBy(AwsOnboarding::key),
                OnboardingStep.input(
                                "reading",
                                "Reading",
                                "Which accounts and regions are read, and how much of them.",
                                List.of(
                                        AwsSettings.ORGANIZATION,
                                        AwsSettings.ACCOUNTS,
                                        AwsSettings.SKIPPED_ACCOUNTS,
                                        AwsSettings.ROLE,
                                        AwsSettings.EXTERNAL_ID,
                                        AwsSettings.REGIONS,
                                        AwsSettings.LEFT_OUT),
                                List.of())
                        .checkedBy((answers, env) -> reading(answers)));
    }

    private static List<Config.Problem> key(Answers answers, Env env) throws Exception {
        AwsSettings settings;
        try {
            settings = AwsSettings.ofKey(answers.values());
        } catch (ConnectorException.Configuration e) {
            return problem(e);
        }
        Credential secret = answers.credentials().string(SECRET_ACCESS_KEY.name());
        AwsClient client = new AwsClient(settings.endpoint(), settings.clock());
        try {
            new AwsSessions(client, settings, secret).identify(env);
            return List.of();
        } catch (ConnectorException.Authentication e) {
            return List.of(new Config.Problem(
                    SECRET_ACCESS_KEY.name(), "AWS does not accept this access key: its id or its secret is wrong."));
        } catch (ConnectorException.Permission e) {
            return List.of(new Config.Problem(
                    SECRET_ACCESS_KEY.name(), "This access key may not even ask whose it is: " + e.getMessage()));
        } catch (ConnectorException e) {
            String field = settings.endpoint().isPresent() ? AwsSettings.ENDPOINT.name() : AwsSettings.REGION.name();
            return List.of(new Config.Problem(field, "AWS cannot be asked there: " + e.getMessage()));
        }
    }

    private static List<Config.Problem> reading(Answers answers) {
        try {
            AwsSettings.of(answers.values());
            return List.of();
        } catch (ConnectorException.Configuration e) {
            return problem(e);
        }
    }

    /** By the name of the setting, which the message quotes. */
    private static List<Config.Problem> problem(ConnectorException.Configuration e) {
        String message = String.valueOf(e.getMessage());
        Optional<String> field = new AwsConnector()
                .definition().config().stream()
                        .map(candidate -> candidate.name())
                        .filter(name -> message.contains("'" + name + "'"))
                        .findFirst();
        return List.of(new Config.Problem(field.orElse(AwsSettings.LEFT_OUT.name()), message));
    }
}
