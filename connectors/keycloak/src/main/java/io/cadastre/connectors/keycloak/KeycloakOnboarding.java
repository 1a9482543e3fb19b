package io.cadastre.connectors.keycloak;

import io.cadastre.spi.Config;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.Env;
import io.cadastre.spi.credential.CredentialField;
import io.cadastre.spi.json.Json;
import io.cadastre.spi.onboarding.Answers;
import io.cadastre.spi.onboarding.OnboardingFlow;
import io.cadastre.spi.onboarding.OnboardingStep;
import java.util.ArrayList;
import java.util.List;

/** Asks where Keycloak is, who reads and what; tries it on the realms. */
final class KeycloakOnboarding {
    static final CredentialField CLIENT = CredentialField.oauth(
            "client",
            "Client",
            "The id and secret of a client with a service account that has the roles view-realm, view-users, view-clients"
                    + " and view-identity-providers.");

    private KeycloakOnboarding() {}

    static OnboardingFlow flow() {
        return OnboardingFlow.of(
                OnboardingStep.input(
                                "keycloak",
                                "Keycloak",
                                "Where Keycloak is, and who reads it.",
                                List.of(
                                        KeycloakSettings.BASE_URL,
                                        KeycloakSettings.REALM,
                                        KeycloakSettings.CA_CERTIFICATES),
                                List.of(CLIENT))
                        .checkedBy((answers, env) -> tried(answers, env, List.of())),
                OnboardingStep.input(
                                "reading",
                                "Reading",
                                "Which realms are read, and how much of them.",
                                List.of(KeycloakSettings.REALMS, KeycloakSettings.CREDENTIALS),
                                List.of())
                        .checkedBy((answers, env) ->
                                tried(answers, env, answers.values().texts(KeycloakSettings.REALMS.name()))));
    }

    private static List<Config.Problem> tried(Answers answers, Env env, List<String> realms) throws Exception {
        KeycloakSettings settings;
        try {
            settings = KeycloakSettings.server(answers.values());
        } catch (ConnectorException.Configuration e) {
            return problem(KeycloakSettings.BASE_URL.name(), String.valueOf(e.getMessage()));
        }
        var http = env.http(settings.http(KeycloakConnector.auth(settings, answers.credentials())));
        try {
            List<String> seen = new ArrayList<>();
            for (Json realm : http.json(KeycloakApi.realms().query("briefRepresentation", "true"))
                    .elements()) {
                seen.add(realm.text("realm"));
            }
            return realms.stream()
                    .filter(realm -> !seen.contains(realm))
                    .map(realm -> new Config.Problem(
                            KeycloakSettings.REALMS.name(),
                            "There is no realm '" + realm + "', or the client may not see it."))
                    .toList();
        } catch (ConnectorException.Authentication | ConnectorException.Configuration e) {
            return problem(
                    CLIENT.name(),
                    "Keycloak does not accept this client: give the id and secret of a confidential client of this realm"
                            + " whose service account is switched on.");
        } catch (ConnectorException.Permission e) {
            return problem(CLIENT.name(), "This client may not see any realm: give its service account the roles.");
        } catch (ConnectorException.NotFound e) {
            return problem(KeycloakSettings.REALM.name(), "There is no such realm, or this is not Keycloak's address.");
        } catch (ConnectorException.BadData e) {
            return problem(KeycloakSettings.BASE_URL.name(), "There is something at this address, but not this realm.");
        } catch (ConnectorException e) {
            return problem(
                    KeycloakSettings.BASE_URL.name(), "Keycloak cannot be reached at this address: " + e.getMessage());
        }
    }

    private static List<Config.Problem> problem(String field, String message) {
        return List.of(new Config.Problem(field, message));
    }
}
