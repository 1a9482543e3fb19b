package io.cadastre.connectors.kubernetes;

import io.cadastre.spi.Config;
import io.cadastre.spi.ConfigField;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.credential.CredentialField;
import io.cadastre.spi.credential.Credentials;
import io.cadastre.spi.http.HttpAuth;
import io.cadastre.spi.http.HttpSettings;
import io.cadastre.spi.operation.Limit;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * How an installation reads its cluster.
 *
 * @param baseUrl of the API server
 * @param http how it is spoken to
 * @param pageSize how many objects are asked for at once
 */
record KubernetesSettings(URI baseUrl, HttpSettings http, int pageSize) {
    static final ConfigField BASE_URL = ConfigField.requiredText(
            "baseUrl", "API server", "https://k8s.example:6443", "Where the API server is: 'server' in a kubeconfig.");
    static final ConfigField CERTIFICATE = ConfigField.optionalText(
            "caCertificate",
            "CA certificate",
            "The certificate in PEM by which the API server is known, unless a public authority signed it:"
                    + " 'certificate-authority-data' in a kubeconfig, decoded.");
    static final ConfigField PAGE_SIZE =
            ConfigField.integer("pageSize", "Page size", 500, "How many objects are asked for at once, 2 to 5000.");
    static final CredentialField TOKEN = CredentialField.string(
            "token", "Token", "The token of a service account with a ClusterRole that may list what is read.");

    private static final int CALLS_AT_ONCE = 4;
    private static final int MOST_IN_A_PAGE = 5000;

    static KubernetesSettings of(Config config, Credentials credentials) throws ConnectorException.Configuration {
        URI baseUrl = baseUrl(config);
        long pageSize = config.integer(PAGE_SIZE.name());
        if (pageSize < 2 || pageSize > MOST_IN_A_PAGE) {
            throw new ConnectorException.Configuration("The setting 'pageSize' must be from 2 to 5000.");
        }
        HttpSettings http = HttpSettings.at(baseUrl)
                .auth(new HttpAuth.Bearer(credentials.string(TOKEN.name())))
                .trusting(config.maybeText(CERTIFICATE.name()).map(String::strip))
                .limitedBy(Limit.concurrent("kubernetes", CALLS_AT_ONCE))
                .timeout(Duration.ofMinutes(1));
        return new KubernetesSettings(baseUrl, http, Math.toIntExact(pageSize));
    }

    /** The messages do not repeat what was given: there may be a secret in it. */
    private static URI baseUrl(Config config) throws ConnectorException.Configuration {
        Optional<URI> given;
        try {
            given = Optional.of(new URI(config.text(BASE_URL.name()).strip()));
        } catch (URISyntaxException e) {
            given = Optional.empty();
        }
        return given.filter(KubernetesSettings::usable)
                .map(address -> URI.create(address.toString().replaceFirst("/+$", "")))
                .orElseThrow(() -> new ConnectorException.Configuration(
                        "The setting 'baseUrl' must be an https or http URL without user name, query or fragment,"
                                + " for example https://k8s.example:6443."));
    }

    private static boolean usable(URI address) {
        String scheme = Optional.ofNullable(address.getScheme()).orElse("").toLowerCase(Locale.ROOT);
        return (scheme.equals("https") || scheme.equals("http"))
                && address.getHost() != null
                && address.getRawUserInfo() == null
                && address.getRawQuery() == null
                && address.getRawFragment() == null;
    }
}
