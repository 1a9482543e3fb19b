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
import java.util.Locale;
import java.util.Optional;

/**
 * How an installation reads its engine, its registry or both.
 *
 * @param engine where the engine is, without a slash at its end
 * @param registry where the registry is, without a slash at its end
 * @param registryAuth who asks the registry
 * @param caCertificates in PEM; empty for those of the Java runtime
 */
record DockerSettings(
        Optional<URI> engine, Optional<URI> registry, HttpAuth registryAuth, Optional<String> caCertificates) {
    static final ConfigField ENGINE = ConfigField.optionalText(
                    "engineUrl",
                    "Engine",
                    "Where a Docker engine is: unix://PATH, http://HOST:PORT or https://HOST:PORT.")
            .example("unix:///var/run/docker.sock");
    static final ConfigField REGISTRY = ConfigField.optionalText(
                    "registryUrl",
                    "Registry",
                    "Where a registry of images is that speaks the HTTP API version 2: https://HOST[:PORT] or"
                            + " http://HOST:PORT.")
            .example("https://registry.example");
    static final ConfigField USERNAME = ConfigField.optionalText(
                    "registryUsername", "User name", "Who reads the registry, if it wants to know.")
            .example("reader");
    static final ConfigField CA_CERTIFICATES = ConfigField.optionalText(
            "caCertificates",
            "CA certificates",
            "The PEM text of the authorities that vouch for them, if they are not publicly known.");
    static final CredentialField PASSWORD = CredentialField.string(
                    "registryPassword", "Password", "The user's at the registry; sent by HTTP basic authentication.")
            .optional();

    private static final Limit LIMIT = Limit.concurrent("docker", 5);
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    static DockerSettings of(Config config, Credentials credentials) throws ConnectorException.Configuration {
        Optional<URI> engine = url(config, ENGINE, true);
        Optional<URI> registry = url(config, REGISTRY, false);
        if (engine.isEmpty() && registry.isEmpty()) {
            throw new ConnectorException.Configuration("Give 'engineUrl', 'registryUrl' or both.");
        }
        Optional<String> username = config.maybeText(USERNAME.name());
        if (username.isPresent() != credentials.has(PASSWORD.name())) {
            throw new ConnectorException.Configuration(
                    "The setting 'registryUsername' and the password belong together: give both or none.");
        }
        return new DockerSettings(
                engine,
                registry,
                username.isPresent()
                        ? new HttpAuth.Basic(username.get(), credentials.string(PASSWORD.name()))
                        : new HttpAuth.None(),
                config.maybeText(CA_CERTIFICATES.name()));
    }

    /** The message does not repeat what was given: there may be a secret in it. */
    private static Optional<URI> url(Config config, ConfigField field, boolean socket)
            throws ConnectorException.Configuration {
        Optional<String> text = config.maybeText(field.name()).map(String::strip);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            URI given = new URI(text.get());
            String scheme = given.getScheme() == null ? "" : given.getScheme().toLowerCase(Locale.ROOT);
            boolean plain =
                    given.getRawUserInfo() == null && given.getRawQuery() == null && given.getRawFragment() == null;
            if (plain && (scheme.equals("https") || scheme.equals("http")) && given.getHost() != null) {
                return Optional.of(URI.create(given.toString().replaceFirst("/+$", "")));
            }
            if (plain && socket && scheme.equals("unix") && given.getRawAuthority() == null) {
                return Optional.of(given);
            }
        } catch (URISyntaxException e) {
            // Said below, with everything else that is no address.
        }
        throw new ConnectorException.Configuration("The setting '" + field.name()
                + "' must be an https or http URL without user name, query or fragment"
                + (socket ? ", or such as unix:///var/run/docker.sock." : "."));
    }

    /** How HTTP is spoken by default: to the engine, unless that has a socket; else to the registry. */
    Optional<HttpSettings> http() {
        Optional<URI> tcp = engine.filter(url -> !unix(url));
        return tcp.isPresent() ? tcp.map(this::plain) : registry.map(this::registryHttp);
    }

    private static boolean unix(URI url) {
        return "unix".equalsIgnoreCase(url.getScheme());
    }

    private HttpSettings plain(URI url) {
        return HttpSettings.at(url).limitedBy(LIMIT).timeout(TIMEOUT).trusting(caCertificates);
    }

    private HttpSettings registryHttp(URI url) {
        return plain(url).auth(registryAuth);
    }

    Http engine(Env env) {
        URI url = engine.orElseThrow();
        return unix(url) ? new UnixHttp(env.ops(), Path.of(url.getPath()), LIMIT, TIMEOUT) : env.http(plain(url));
    }

    Http registry(Env env) {
        return env.http(registryHttp(registry.orElseThrow()));
    }
}
