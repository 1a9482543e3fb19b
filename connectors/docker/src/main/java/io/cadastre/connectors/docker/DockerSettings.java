package io.cadastre.connectors.docker;

import io.cadastre.spi.Config;
import io.cadastre.spi.ConfigField;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.Env;
import io.cadastre.spi.credential.CredentialField;
import io.cadastre.spi.credential.Credentials;
import io.cadastre.spi.http.Http;
import io.cadastre.spi.http.HttpAuth;
import io.cadastre.spi.http.HttpSettings;
import io.cadastre.spi.operation.Limit;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How an installation reads its engine or registry.
 *
 * @param registry whether it is a registry
 * @param url where it is, without a slash at its end
 * @param auth who asks
 * @param caCertificates in PEM; empty for those of the Java runtime
 */
record DockerSettings(boolean registry, URI url, HttpAuth auth, Optional<String> caCertificates) {
    private static final String REGISTRY = "registry";

    static final ConfigField SOURCE = ConfigField.choice(
            "source",
            "Kind",
            List.of("engine", REGISTRY),
            "A Docker engine, or a registry of images that speaks its HTTP API version 2.");
    static final ConfigField URL = ConfigField.requiredText(
            "url",
            "Address",
            "unix:///var/run/docker.sock",
            "Of an engine unix://PATH, http://HOST:PORT or https://HOST:PORT; of a registry https://HOST[:PORT] or"
                    + " http://HOST:PORT.");
    static final ConfigField USERNAME =
            ConfigField.optionalText("username", "User name", "Who reads, where a password is asked for.");
    static final ConfigField CA_CERTIFICATES = ConfigField.optionalText(
            "caCertificates",
            "CA certificates",
            "The PEM text of the authorities that vouch for it, if they are not publicly known.");
    static final CredentialField PASSWORD = CredentialField.string(
                    "password",
                    "Password",
                    "Of a registry, or of what stands before an engine; sent by HTTP basic authentication.")
            .optional();

    private static final Limit LIMIT = Limit.concurrent("docker", 5);
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    static DockerSettings of(Config config, Credentials credentials) throws ConnectorException.Configuration {
        boolean registry = config.text(SOURCE.name()).equals(REGISTRY);
        Optional<String> username = config.maybeText(USERNAME.name());
        if (username.isPresent() != credentials.has(PASSWORD.name())) {
            throw new ConnectorException.Configuration(
                    "The setting 'username' and the password belong together: give both or none.");
        }
        return new DockerSettings(
                registry,
                url(config, registry),
                username.isPresent()
                        ? new HttpAuth.Basic(username.get(), credentials.string(PASSWORD.name()))
                        : new HttpAuth.None(),
                config.maybeText(CA_CERTIFICATES.name()));
    }

    /** The message does not repeat what was given: there may be a secret in it. */
    private static URI url(Config config, boolean registry) throws ConnectorException.Configuration {
        try {
            URI given = new URI(config.text(URL.name()).strip());
            String scheme =
                    given.getScheme() == null ? "" : given.getScheme().toLowerCase(Locale.ROOT);
            boolean plain = given.getRawUserInfo() == null
                    && given.getRawQuery() == null
                    && given.getRawFragment() == null;
            if (plain && (scheme.equals("https") || scheme.equals("http")) && given.getHost() != null) {
                return URI.create(given.toString().replaceFirst("/+$", ""));
            }
            if (plain && !registry && scheme.equals("unix") && given.getRawAuthority() == null) {
                return given;
            }
        } catch (URISyntaxException e) {
            // Said below, with everything else that is no address.
        }
        throw new ConnectorException.Configuration(
                "The setting 'url' must be unix:///var/run/docker.sock, or an https or http URL without user name, query"
                        + " or fragment; a registry has no socket.");
    }

    boolean unix() {
        return "unix".equals(url.getScheme());
    }

    /** Host and port, by which a registry is known. */
    String authority() {
        return url.getRawAuthority();
    }

    Optional<HttpSettings> http() {
        return unix()
                ? Optional.empty()
                : Optional.of(HttpSettings.at(url)
                        .auth(auth)
                        .limitedBy(LIMIT)
                        .timeout(TIMEOUT)
                        .trusting(caCertificates));
    }

    /** What speaks to it, whichever way. */
    Http http(Env env) {
        Optional<HttpSettings> settings = http();
        return settings.isPresent()
                ? env.http(settings.get())
                : new UnixHttp(env.ops(), Path.of(url.getPath()), LIMIT, TIMEOUT);
    }
}
