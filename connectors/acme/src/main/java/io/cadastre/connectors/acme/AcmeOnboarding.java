package io.cadastre.connectors.acme;

import io.cadastre.spi.Config;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.Env;
import io.cadastre.spi.ErrorKind;
import io.cadastre.spi.credential.CredentialField;
import io.cadastre.spi.http.HttpAuth;
import io.cadastre.spi.http.HttpCall;
import io.cadastre.spi.onboarding.Answers;
import io.cadastre.spi.onboarding.OnboardingFlow;
import io.cadastre.spi.onboarding.OnboardingStep;
import java.net.URI;
import java.util.List;

/** Asks for the tenant's address, then for a key, and tries both. */
final class AcmeOnboarding {
    static final CredentialField API_KEY = CredentialField.string(
            "apiKey", "API key", "A key of the tenant. It needs to read only; what it cannot read is left alone.");

    static final HttpCall HEALTH = HttpCall.get("/api/health");

    private AcmeOnboarding() {}

    static OnboardingFlow flow() {
        return OnboardingFlow.of(
                OnboardingStep.input(
                                "address", "Tenant", "Where the tenant is.", List.of(AcmeSettings.BASE_URL), List.of())
                        .checkedBy(AcmeOnboarding::address),
                OnboardingStep.input("key", "Key", "Who reads it.", List.of(), List.of(API_KEY))
                        .checkedBy(AcmeOnboarding::key),
                OnboardingStep.input(
                                "reading",
                                "Reading",
                                "How it is read.",
                                List.of(AcmeSettings.INCREMENTAL, AcmeSettings.FULL_EVERY),
                                List.of())
                        .checkedBy(AcmeOnboarding::reading));
    }

    private static List<Config.Problem> address(Answers answers, Env env) throws Exception {
        URI baseUrl;
        try {
            baseUrl = AcmeSettings.baseUrl(answers.values());
        } catch (ConnectorException.Configuration e) {
            return wrong(AcmeSettings.BASE_URL.name(), e);
        }
        try {
            env.http(AcmeSettings.http(baseUrl, new HttpAuth.None())).send(HEALTH);
            return List.of();
        } catch (ConnectorException.NotFound e) {
            return List.of(new Config.Problem(
                    AcmeSettings.BASE_URL.name(), "There is something at this address, but not the Acme API."));
        } catch (ConnectorException e) {
            return List.of(new Config.Problem(
                    AcmeSettings.BASE_URL.name(), "The tenant cannot be reached at this address: " + e.getMessage()));
        }
    }

    private static List<Config.Problem> key(Answers answers, Env env) throws Exception {
        URI baseUrl = AcmeSettings.baseUrl(answers.values());
        HttpAuth auth = new HttpAuth.Bearer(answers.credentials().string(API_KEY.name()));
        try {
            env.http(AcmeSettings.http(baseUrl, auth))
                    .json(AcmeObject.WORKSPACE.listing())
                    .elements();
            return List.of();
        } catch (ConnectorException.Authentication e) {
            return List.of(new Config.Problem(
                    API_KEY.name(), "The tenant does not know this key, or the key is missing. Give a current one."));
        } catch (ConnectorException.Permission e) {
            return List.of(new Config.Problem(
                    API_KEY.name(), "The tenant refuses this key: it is wrong, or it may not read workspaces."));
        } catch (ConnectorException e) {
            if (e.kind() == ErrorKind.UNAVAILABLE || e.kind() == ErrorKind.TIMEOUT) {
                throw new ConnectorException.Unavailable("The tenant cannot be reached: " + e.getMessage(), e);
            }
            throw e;
        }
    }

    private static List<Config.Problem> reading(Answers answers, Env env) {
        try {
            AcmeSettings.of(answers.values());
            return List.of();
        } catch (ConnectorException.Configuration e) {
            return wrong(AcmeSettings.FULL_EVERY.name(), e);
        }
    }

    private static List<Config.Problem> wrong(String field, ConnectorException.Configuration problem) {
        return List.of(new Config.Problem(field, String.valueOf(problem.getMessage())));
    }
}
