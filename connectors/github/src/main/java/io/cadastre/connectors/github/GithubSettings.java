package io.cadastre.connectors.github;

import io.cadastre.spi.Config;
import io.cadastre.spi.ConfigField;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.http.HttpAuth;
import io.cadastre.spi.http.HttpSettings;
import io.cadastre.spi.operation.Limit;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How an installation reads its organisation.
 *
 * @param baseUrl of the REST API, without a slash at its end
 * @param organization the login of the organisation
 * @param repositoryQuery what repositories are read, as GitHub's search has it; empty for all
 * @param issues whether issues and pull requests are read
 * @param leftOut what is not read
 */
record GithubSettings(
        URI baseUrl, String organization, Optional<String> repositoryQuery, boolean issues, Set<Part> leftOut) {
    static final ConfigField BASE_URL = ConfigField.text(
            "baseUrl",
            "API",
            "https://api.github.com",
            "Where the REST API is. Of GitHub Enterprise Server it is https://HOST/api/v3.");
    static final ConfigField ORGANIZATION = ConfigField.requiredText(
            "organization", "Organisation", "acme", "The organisation's name, as it stands in its address.");
    static final ConfigField REPOSITORY_QUERY = ConfigField.optionalText(
            "repositoryQuery",
            "Repositories",
            "Reads only the repositories that this search at GitHub finds, at most 1000: archived:false topic:production."
                    + " Without it all are read.");
    static final ConfigField ISSUES = ConfigField.bool(
            "issues", "Issues", false, "Whether issues and pull requests are read, with their authors.");
    static final ConfigField LEFT_OUT = ConfigField.texts(
            "leftOut",
            "Left out",
            "What is not read, because the token may not or nobody needs it: any of " + parts() + ".");

    static final ConfigField APP_INSTALLATION = ConfigField.optionalText(
            "appInstallation",
            "App installation",
            "For a GitHub App: the number of its installation in the organisation, the last part of the address of the"
                    + " installation's settings.");

    private static final int CALLS_AT_ONCE = 10;

    /** GitHub lets itself be asked for 900 points in a minute; a GET is one point. */
    private static final long CALLS_PER_MINUTE = 900;

    private static final Pattern LOGIN = Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9_-]{0,98}[A-Za-z0-9])?");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");
    private static final Pattern OTHER_OWNER = Pattern.compile("(?i)(?:^|[\\s(])-?(?:org|user|repo):");

    GithubSettings {
        leftOut = Set.copyOf(leftOut);
    }

    static GithubSettings of(Config config) throws ConnectorException.Configuration {
        Optional<String> query = config.maybeText(REPOSITORY_QUERY.name()).map(String::strip);
        if (query.filter(text -> OTHER_OWNER.matcher(text).find()).isPresent()) {
            throw new ConnectorException.Configuration(
                    "The setting 'repositoryQuery' must not say whose repositories: they are the organisation's.");
        }
        Set<Part> leftOut = EnumSet.noneOf(Part.class);
        for (String name : config.texts(LEFT_OUT.name())) {
            leftOut.add(Part.named(name)
                    .orElseThrow(() -> new ConnectorException.Configuration(
                            "The setting 'leftOut' takes any of " + parts() + ".")));
        }
        return new GithubSettings(baseUrl(config), organization(config), query, config.bool(ISSUES.name()), leftOut);
    }

    private static String parts() {
        return Arrays.stream(Part.values()).map(Part::text).collect(Collectors.joining(", "));
    }

    static String organization(Config config) throws ConnectorException.Configuration {
        String login = config.text(ORGANIZATION.name()).strip();
        if (!LOGIN.matcher(login).matches()) {
            throw new ConnectorException.Configuration(
                    "The setting 'organization' must be a name as in https://github.com/NAME.");
        }
        return login;
    }

    /** The API's address. The messages do not repeat what was given: there may be a secret in it. */
    static URI baseUrl(Config config) throws ConnectorException.Configuration {
        URI given;
        try {
            given = new URI(config.text(BASE_URL.name()).strip());
        } catch (URISyntaxException e) {
            throw notAnAddress();
        }
        String scheme = given.getScheme() == null ? "" : given.getScheme().toLowerCase(Locale.ROOT);
        if (!(scheme.equals("https") || scheme.equals("http"))
                || given.getHost() == null
                || given.getRawUserInfo() != null
                || given.getRawQuery() != null
                || given.getRawFragment() != null) {
            throw notAnAddress();
        }
        return URI.create(given.toString().replaceFirst("/+$", ""));
    }

    private static ConnectorException.Configuration notAnAddress() {
        return new ConnectorException.Configuration("The setting 'baseUrl' must be an https or http URL without user"
                + " name, query or fragment, for example https://github.example/api/v3.");
    }

    /** The number of the installation of the app that reads. */
    static String appInstallation(Config config) throws ConnectorException.Configuration {
        return config.maybeText(APP_INSTALLATION.name())
                .map(String::strip)
                .filter(NUMBER.asMatchPredicate())
                .orElseThrow(() -> new ConnectorException.Configuration(
                        "The setting 'appInstallation' must be the number of the app's installation, as in"
                                + " https://github.com/organizations/NAME/settings/installations/NUMBER."));
    }

    boolean reads(Part part) {
        return !leftOut.contains(part);
    }

    /** How the API at this address is spoken to. */
    static HttpSettings http(URI baseUrl, HttpAuth auth) {
        return HttpSettings.at(baseUrl)
                .auth(auth)
                .header("Accept", "application/vnd.github+json")
                .header("X-GitHub-Api-Version", "2022-11-28")
                .limitedBy(Limit.perMinute("github", CALLS_PER_MINUTE).andConcurrent(CALLS_AT_ONCE))
                .timeout(Duration.ofSeconds(30));
    }
}
