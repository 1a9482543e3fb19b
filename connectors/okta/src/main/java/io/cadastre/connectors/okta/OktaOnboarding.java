package io.cadastre.connectors.okta;

import io.cadastre.spi.Config;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.Env;
import io.cadastre.spi.credential.CredentialField;
import io.cadastre.spi.http.Http;
import io.cadastre.spi.onboarding.Answers;
import io.cadastre.spi.onboarding.OnboardingFlow;
import io.cadastre.spi.onboarding.OnboardingStep;
import java.net.URI;
import java.util.List;

/** Asks where the organisation is and by what token it is read, and how much of it; tries the token on its users. */
final class OktaOnboarding {
    static final CredentialField TOKEN = CredentialField.string(
            "token",
            "API token",
            "From Security, API, Tokens in the admin console. It may what the administrator may who made it: one who"
                    + " only reads is enough for all but admin roles.");

    private static final long CALLS_OF_A_TRIAL = 60;

    private OktaOnboarding() {}

    static OnboardingFlow flow() {
        return OnboardingFlow.of(
                OnboardingStep.input(
                                "okta",
                                "Okta",
                                "Which organisation is read, and by whom.",
                                List.of(OktaSettings.BASE_URL),
                                List.of(TOKEN))
                        .checkedBy(OktaOnboarding::organization),
                OnboardingStep.input(
                                "reading",
                                "Reading",
                                "How much of it is read.",
                                List.of(
                                        OktaSettings.DEACTIVATED_USERS,
                                        OktaSettings.CALLS_PER_MINUTE,
                                        OktaSettings.LEFT_OUT),
                                List.of())
                        .checkedBy((answers, env) -> reading(answers)));
    }

    private static List<Config.Problem> organization(Answers answers, Env env) throws Exception {
        URI baseUrl;
        try {
            baseUrl = OktaSettings.baseUrl(answers.values());
        } catch (ConnectorException.Configuration e) {
            return problem(OktaSettings.BASE_URL.name(), String.valueOf(e.getMessage()));
        }
        Http http = env.http(OktaSettings.http(baseUrl, answers.credentials().string(TOKEN.name()), CALLS_OF_A_TRIAL));
        try {
            OktaEntities.organization(http.json(OktaApi.WELL_KNOWN), baseUrl);
        } catch (ConnectorException.NotFound | ConnectorException.BadData e) {
            return problem(
                    OktaSettings.BASE_URL.name(), "There is something at this address, but no Okta organisation.");
        } catch (ConnectorException e) {
            return problem(OktaSettings.BASE_URL.name(), "Okta cannot be reached at this address: " + e.getMessage());
        }
        try {
            http.json(OktaApi.USERS.query("limit", "1")).elements();
            return List.of();
        } catch (ConnectorException.Authentication e) {
            return problem(TOKEN.name(), "Okta does not know this token, or it expired. Give a current one.");
        } catch (ConnectorException.Permission e) {
            return problem(
                    TOKEN.name(),
                    "This token may not read users: the administrator who made it needs " + OktaApi.READ + ".");
        } catch (ConnectorException e) {
            return problem(TOKEN.name(), "The token could not be tried: " + e.getMessage());
        }
    }

    private static List<Config.Problem> reading(Answers answers) {
        try {
            OktaSettings.of(answers.values());
            return List.of();
        } catch (ConnectorException.Configuration e) {
            String message = String.valueOf(e.getMessage());
            boolean calls = message.contains(OktaSettings.CALLS_PER_MINUTE.name());
            return problem(calls ? OktaSettings.CALLS_PER_MINUTE.name() : OktaSettings.LEFT_OUT.name(), message);
        }
    }

    private static List<Config.Problem> problem(String field, String message) {
        return List.of(new Config.Problem(field, message));
    }
}
