package io.cadastre.connectors.acme;

import io.cadastre.spi.Config;
import io.cadastre.spi.ConfigField;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.http.HttpAuth;
import io.cadastre.spi.http.HttpSettings;
import io.cadastre.spi.operation.Limit;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;

/**
 * How an installation reads its tenant.
 *
 * @param baseUrl of the tenant, without a slash at its end
 * @param incremental whether only what changed is read, where that is known
 * @param fullEvery after what time everything is read again nevertheless
 */
record AcmeSettings(URI baseUrl, boolean incremental, Duration fullEvery) {
    static final ConfigField BASE_URL = ConfigField.requiredText(
            "baseUrl", "Base URL", "https://acme.example", "The address of the tenant, without /api.");
    static final ConfigField INCREMENTAL = ConfigField.bool(
            "incremental", "Incremental", false, "Whether a sync reads only what changed, where the tenant can tell.");
    static final ConfigField FULL_EVERY = ConfigField.integer(
            "fullEvery", "Full sync every", 24, "After how many hours everything is read again nevertheless.");

    private static final int CALLS_AT_ONCE = 10;
    private static final long MOST_HOURS = 24L * 366;

    static AcmeSettings of(Config config) throws ConnectorException.Configuration {
        long hours = config.integer(FULL_EVERY.name());
        if (hours < 1 || hours > MOST_HOURS) {
            throw new ConnectorException.Configuration(
                    "The setting 'fullEvery' must be a number of hours from 1 to " + MOST_HOURS + ".");
        }
        return new AcmeSettings(baseUrl(config), config.bool(INCREMENTAL.name()), Duration.ofHours(hours));
    }

    /** The tenant's address. The messages do not repeat what was given: there may be a secret in it. */
    static URI baseUrl(Config config) throws ConnectorException.Configuration {
        URI given;
        try {
            given = new URI(config.text(BASE_URL.name()).strip());
        } catch (URISyntaxException e) {
            throw notAnAddress();
        }
        String scheme = given.getScheme();
        if (scheme == null
                || !(scheme.equalsIgnoreCase("https") || scheme.equalsIgnoreCase("http"))
                || given.getHost() == null) {
            throw notAnAddress();
        }
        if (given.getRawUserInfo() != null || given.getRawQuery() != null || given.getRawFragment() != null) {
            throw new ConnectorException.Configuration(
                    "The setting 'baseUrl' must have no user name, query or fragment."
                            + " The key belongs into the credential 'apiKey'.");
        }
        return URI.create(given.toString().replaceFirst("/+$", ""));
    }

    private static ConnectorException.Configuration notAnAddress() {
        return new ConnectorException.Configuration(
                "The setting 'baseUrl' must be an http or https URL, for example https://acme.example.");
    }

    /** How the tenant at this address is spoken to. */
    static HttpSettings http(URI baseUrl, HttpAuth auth) {
        return HttpSettings.at(baseUrl)
                .auth(auth)
                .limitedBy(Limit.concurrent("acme", CALLS_AT_ONCE))
                // A listing comes whole, however long it is.
                .timeout(Duration.ofMinutes(1));
    }
}
