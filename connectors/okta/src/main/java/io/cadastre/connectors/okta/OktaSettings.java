package io.cadastre.connectors.okta;

import io.cadastre.spi.Config;
import io.cadastre.spi.ConfigField;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.credential.Credential;
import io.cadastre.spi.http.HttpAuth;
import io.cadastre.spi.http.HttpSettings;
import io.cadastre.spi.operation.Limit;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How an installation reads its organisation.
 *
 * @param baseUrl of the organisation, without a slash at its end
 * @param deactivatedUsers whether deactivated users are read, too
 * @param callsPerMinute how often the organisation is asked at most
 * @param leftOut what is not read
 */
record OktaSettings(URI baseUrl, boolean deactivatedUsers, long callsPerMinute, Set<Part> leftOut) {
    static final ConfigField BASE_URL = ConfigField.requiredText(
            "baseUrl",
            "Organisation",
            "https://acme.okta.com",
            "The address at which people sign in, not that of the admin console.");
    static final ConfigField DEACTIVATED_USERS = ConfigField.bool(
            "deactivatedUsers",
            "Deactivated users",
            false,
            "Whether deactivated users are read, too. Okta does not list them among its users.");
    static final ConfigField CALLS_PER_MINUTE = ConfigField.integer(
            "callsPerMinute",
            "Calls a minute",
            300,
            "How often Okta is asked in a minute, at most. Its limits are for the organisation, so others need some.");
    static final ConfigField LEFT_OUT = ConfigField.texts(
            "leftOut",
            "Left out",
            "What is not read, because the token may not or nobody needs it: any of " + parts() + ".");

    /** Less than half of the 35 that Okta answers at once for the smallest organisations: others need some. */
    private static final int CALLS_AT_ONCE = 15;

    private static final long MOST_CALLS = 10_000;

    OktaSettings {
        leftOut = Set.copyOf(leftOut);
    }

    static OktaSettings of(Config config) throws ConnectorException.Configuration {
        Set<Part> leftOut = EnumSet.noneOf(Part.class);
        for (String name : config.texts(LEFT_OUT.name())) {
            leftOut.add(Part.named(name)
                    .orElseThrow(() -> new ConnectorException.Configuration(
                            "The setting 'leftOut' takes any of " + parts() + ".")));
        }
        return new OktaSettings(
                baseUrl(config), config.bool(DEACTIVATED_USERS.name()), callsPerMinute(config), leftOut);
    }

    private static String parts() {
        return Arrays.stream(Part.values()).map(Part::text).collect(Collectors.joining(", "));
    }

    static long callsPerMinute(Config config) throws ConnectorException.Configuration {
        long calls = config.integer(CALLS_PER_MINUTE.name());
        if (calls < 1 || calls > MOST_CALLS) {
            throw new ConnectorException.Configuration(
                    "The setting 'callsPerMinute' must be a number from 1 to " + MOST_CALLS + ".");
        }
        return calls;
    }

    /** The organisation's address. The messages do not repeat what was given: there may be a secret in it. */
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
                || given.getRawFragment() != null
                || !given.getRawPath().replace("/", "").isEmpty()) {
            throw notAnAddress();
        }
        if (given.getHost().toLowerCase(Locale.ROOT).matches("[^.]+-admin\\.(okta|oktapreview|okta-emea)\\.com")) {
            throw new ConnectorException.Configuration(
                    "The setting 'baseUrl' is the address of the admin console: leave out '-admin'.");
        }
        return URI.create(given.toString().replaceFirst("/+$", ""));
    }

    private static ConnectorException.Configuration notAnAddress() {
        return new ConnectorException.Configuration("The setting 'baseUrl' must be an https or http URL without user"
                + " name, path, query or fragment, for example https://acme.okta.com.");
    }

    boolean reads(Part part) {
        return !leftOut.contains(part);
    }

    /** How the API at this address is spoken to. */
    static HttpSettings http(URI baseUrl, Credential token, long callsPerMinute) {
        return HttpSettings.at(baseUrl)
                .auth(new HttpAuth.Header("Authorization", "SSWS ", token))
                .limitedBy(Limit.perMinute("okta", callsPerMinute).andConcurrent(CALLS_AT_ONCE))
                .timeout(Duration.ofSeconds(30));
    }
}
