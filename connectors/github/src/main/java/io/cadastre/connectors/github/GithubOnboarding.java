package io.cadastre.connectors.github;

import io.cadastre.spi.Config;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.Env;
import io.cadastre.spi.http.Http;
import io.cadastre.spi.http.HttpAuth;
import io.cadastre.spi.onboarding.Answers;
import io.cadastre.spi.onboarding.OnboardingFlow;
import io.cadastre.spi.onboarding.OnboardingStep;
import java.net.URI;
import java.util.List;

/** Asks where GitHub is, who reads what organisation, and how much of it; tries the token on the organisation. */
final class GithubOnboarding {
    /** What is said to those who read by what. */
    private enum Reader {
        TOKEN(
                GithubAccess.TOKEN.name(),
                "GitHub does not know this token, or it expired. Give a current one.",
                "This token may not read the organisation. Allow it for the organisation, also for its single sign-on.",
                GithubSettings.ORGANIZATION.name(),
                "There is no such organisation, or this is not the address of the API, or the token may not know."),
        APP(
                GithubAccess.APP.name() + ".clientSecret",
                "GitHub does not know an app of this id by this private key. Give both as the app's settings show them.",
                "The app may not read the organisation. Give it the permissions that the connector's page lists.",
                GithubSettings.APP_INSTALLATION.name(),
                "The app has no such installation, or there is no such organisation, or this is not the address of the"
                        + " API.");

        /** The field of the form that is wrong then. */
        private final String credential;

        private final String unknown;
        private final String forbidden;
        private final String place;
        private final String missing;

        Reader(String credential, String unknown, String forbidden, String place, String missing) {
            this.credential = credential;
            this.unknown = unknown;
            this.forbidden = forbidden;
            this.place = place;
            this.missing = missing;
        }
    }

    private GithubOnboarding() {}

    static OnboardingFlow flow() {
        return OnboardingFlow.of(
                OnboardingStep.input(
                                "github",
                                "GitHub",
                                "Which organisation is read, where, and by whom.",
                                List.of(
                                        GithubSettings.BASE_URL,
                                        GithubSettings.ORGANIZATION,
                                        GithubSettings.APP_INSTALLATION),
                                List.of(GithubAccess.TOKEN, GithubAccess.APP))
                        .checkedBy(GithubOnboarding::organization),
                OnboardingStep.input(
                                "reading",
                                "Reading",
                                "How much of it is read.",
                                List.of(
                                        GithubSettings.REPOSITORY_QUERY,
                                        GithubSettings.ISSUES,
                                        GithubSettings.LEFT_OUT),
                                List.of())
                        .checkedBy(GithubOnboarding::reading));
    }

    private static List<Config.Problem> organization(Answers answers, Env env) throws Exception {
        URI baseUrl;
        try {
            baseUrl = GithubSettings.baseUrl(answers.values());
        } catch (ConnectorException.Configuration e) {
            return wrong(GithubSettings.BASE_URL.name(), e);
        }
        String organization;
        try {
            organization = GithubSettings.organization(answers.values());
        } catch (ConnectorException.Configuration e) {
            return wrong(GithubSettings.ORGANIZATION.name(), e);
        }
        Reader reader = answers.credentials().has(GithubAccess.TOKEN.name()) ? Reader.TOKEN : Reader.APP;
        if (reader == Reader.APP && !answers.credentials().has(GithubAccess.APP.name())) {
            return problem(GithubAccess.TOKEN.name(), "Give a token, or a GitHub App.");
        }
        HttpAuth auth;
        try {
            auth = GithubAccess.auth(answers.values(), answers.credentials(), baseUrl);
        } catch (ConnectorException.Configuration e) {
            return wrong(GithubSettings.APP_INSTALLATION.name(), e);
        }
        Http http = env.http(GithubSettings.http(baseUrl, auth));
        try {
            GithubEntities.organization(http.json(new GithubApi(organization).ofOrganization("", GithubApi.MEMBERS)));
            return List.of();
        } catch (ConnectorException.Authentication e) {
            return problem(reader.credential, reader.unknown);
        } catch (ConnectorException.Permission e) {
            return problem(reader.credential, reader.forbidden);
        } catch (ConnectorException.NotFound e) {
            return problem(reader.place, reader.missing);
        } catch (ConnectorException.BadData e) {
            return problem(GithubSettings.BASE_URL.name(), "There is something at this address, but not GitHub's API.");
        } catch (ConnectorException e) {
            return problem(
                    GithubSettings.BASE_URL.name(), "GitHub cannot be reached at this address: " + e.getMessage());
        }
    }

    private static List<Config.Problem> reading(Answers answers, Env env) {
        try {
            GithubSettings.of(answers.values());
            return List.of();
        } catch (ConnectorException.Configuration e) {
            String message = String.valueOf(e.getMessage());
            boolean query = message.contains(GithubSettings.REPOSITORY_QUERY.name());
            return wrong(query ? GithubSettings.REPOSITORY_QUERY.name() : GithubSettings.LEFT_OUT.name(), e);
        }
    }

    private static List<Config.Problem> wrong(String field, ConnectorException.Configuration problem) {
        return problem(field, String.valueOf(problem.getMessage()));
    }

    private static List<Config.Problem> problem(String field, String message) {
        return List.of(new Config.Problem(field, message));
    }
}
