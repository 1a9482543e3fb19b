package io.cadastre.connectors.keycloak;

import io.cadastre.spi.Config;
import io.cadastre.spi.ConfigField;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.credential.OAuthSettings;
import io.cadastre.spi.http.HttpAuth;
import io.cadastre.spi.http.HttpSettings;
import io.cadastre.spi.operation.Limit;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How an installation reads its server.
 *
 * @param baseUrl of the server, without a slash at its end
 * @param realm where the client that reads is
 * @param realms what realms are read; empty for all that the client sees
 * @param credentials whether it is read by what users are known
 * @param caCertificates in PEM; empty for those of the Java runtime
 */
record KeycloakSettings(
        URI baseUrl, String realm, List<String> realms, boolean credentials, Optional<String> caCertificates) {
    static final ConfigField BASE_URL = ConfigField.requiredText(
            "baseUrl",
            "Address",
            "https://sso.example",
            "Where Keycloak is: what stands before /realms/ and /admin/ in its addresses.");
    static final ConfigField REALM = ConfigField.requiredText(
            "realm",
            "Realm of the client",
            "acme",
            "In which realm the client is that reads. A client of 'master' can be allowed to read any realm, every"
                    + " other one its own.");
    static final ConfigField REALMS = ConfigField.texts(
            "realms",
            "Realms",
            "Which realms are read. Without it, those that the client may see; one that it may no longer see then looks"
                    + " deleted.");
    static final ConfigField CREDENTIALS = ConfigField.bool(
            "credentials",
            "Credentials",
            true,
            "Whether it is read which kinds of credentials users have, for a second factor and the age of passwords:"
                    + " one call for each user, once a day.");
    static final ConfigField CA_CERTIFICATES = ConfigField.optionalText(
            "caCertificates",
            "CA certificates",
            "The PEM text of the authorities that vouch for Keycloak, if they are not publicly known.");

    private static final int CALLS_AT_ONCE = 5;

    KeycloakSettings {
        realms = List.copyOf(realms);
    }

    static KeycloakSettings of(Config config) throws ConnectorException.Configuration {
        KeycloakSettings server = server(config);
        return new KeycloakSettings(
                server.baseUrl,
                server.realm,
                config.texts(REALMS.name()).stream().distinct().toList(),
                config.bool(CREDENTIALS.name()),
                server.caCertificates);
    }

    /** Where the server is and who reads it; nothing is said yet about what is read. */
    static KeycloakSettings server(Config config) throws ConnectorException.Configuration {
        return new KeycloakSettings(
                baseUrl(config),
                config.text(REALM.name()).strip(),
                List.of(),
                false,
                config.maybeText(CA_CERTIFICATES.name()));
    }

    /** The server's address. The message does not repeat what was given: there may be a secret in it. */
    private static URI baseUrl(Config config) throws ConnectorException.Configuration {
        try {
            URI given = new URI(config.text(BASE_URL.name()).strip());
            String scheme = given.getScheme() == null ? "" : given.getScheme().toLowerCase(Locale.ROOT);
            if ((scheme.equals("https") || scheme.equals("http"))
                    && given.getHost() != null
                    && given.getRawUserInfo() == null
                    && given.getRawQuery() == null
                    && given.getRawFragment() == null) {
                return URI.create(given.toString().replaceFirst("/+$", ""));
            }
        } catch (URISyntaxException e) {
            // Said below, with everything else that is no address.
        }
        throw new ConnectorException.Configuration("The setting 'baseUrl' must be an https or http URL without user"
                + " name, query or fragment, for example https://sso.example.");
    }

    OAuthSettings oauth() {
        return OAuthSettings.clientCredentials(URI.create(
                        baseUrl + "/realms/" + KeycloakApi.segment(realm) + "/protocol/openid-connect/token"))
                .trusting(caCertificates);
    }

    HttpSettings http(HttpAuth auth) {
        return HttpSettings.at(baseUrl)
                .auth(auth)
                .header("Accept", "application/json")
                .limitedBy(Limit.concurrent("keycloak", CALLS_AT_ONCE))
                .timeout(Duration.ofSeconds(30))
                .trusting(caCertificates);
    }
}
