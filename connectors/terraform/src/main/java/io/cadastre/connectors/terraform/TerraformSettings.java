package io.cadastre.connectors.terraform;

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
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What an installation reads.
 *
 * @param paths files, and folders of files
 * @param addresses of states behind the HTTP backend, all on one server
 * @param http how that server is spoken to; empty without addresses
 */
record TerraformSettings(List<Path> paths, List<URI> addresses, Optional<HttpSettings> http) {
    static final ConfigField FILES = ConfigField.texts(
                    "files",
                    "State files",
                    "Absolute paths of state files, or of folders in which every *.tfstate is read.")
            .example("/srv/terraform");
    static final ConfigField ADDRESSES = ConfigField.texts(
            "addresses",
            "State addresses",
            "The http or https addresses of states behind the HTTP backend of one server.");
    static final ConfigField USERNAME = ConfigField.optionalText(
                    "username", "User name", "Who reads the addresses, if their server asks.")
            .example("reader");
    static final CredentialField PASSWORD = CredentialField.string(
                    "password", "Password", "The user's password or access token; it needs to read only.")
            .optional();

    private static final int CALLS_AT_ONCE = 4;

    TerraformSettings {
        paths = List.copyOf(paths);
        addresses = List.copyOf(addresses);
    }

    static TerraformSettings of(Config config, Credentials credentials) throws ConnectorException.Configuration {
        List<Path> paths = paths(config);
        List<URI> addresses = addresses(config);
        if (paths.isEmpty() && addresses.isEmpty()) {
            throw new ConnectorException.Configuration(
                    "Nothing is to be read: give state files, state addresses, or both.");
        }
        Optional<String> username = config.maybeText(USERNAME.name());
        boolean password = credentials.has(PASSWORD.name());
        if (username.isPresent() != password) {
            throw new ConnectorException.Configuration("A user name needs a password, and a password a user name.");
        }
        HttpAuth auth = username.isPresent()
                ? new HttpAuth.Basic(username.get(), credentials.string(PASSWORD.name()))
                : new HttpAuth.None();
        Optional<HttpSettings> http = addresses.stream()
                .findFirst()
                .map(address -> HttpSettings.at(origin(address))
                        .auth(auth)
                        .limitedBy(Limit.concurrent("terraform", CALLS_AT_ONCE))
                        .timeout(Duration.ofMinutes(1))
                        .maxAnswerBytes(StateFiles.MOST_BYTES));
        return new TerraformSettings(paths, addresses, http);
    }

    private static List<Path> paths(Config config) throws ConnectorException.Configuration {
        Set<Path> paths = new LinkedHashSet<>();
        for (String text : config.texts(FILES.name())) {
            try {
                Path path = Path.of(text);
                if (path.isAbsolute()) {
                    paths.add(path.normalize());
                    continue;
                }
            } catch (InvalidPathException e) {
                // As wrong as one that is not absolute.
            }
            throw new ConnectorException.Configuration("The setting 'files' must have absolute paths.");
        }
        return new ArrayList<>(paths);
    }

    /** The messages do not repeat what was given: there may be a secret in it. */
    private static List<URI> addresses(Config config) throws ConnectorException.Configuration {
        Set<URI> addresses = new LinkedHashSet<>();
        for (String text : config.texts(ADDRESSES.name())) {
            URI address;
            try {
                address = new URI(text);
            } catch (URISyntaxException e) {
                throw notAnAddress();
            }
            String scheme = address.getScheme();
            if (scheme == null
                    || !(scheme.equalsIgnoreCase("https") || scheme.equalsIgnoreCase("http"))
                    || address.getHost() == null) {
                throw notAnAddress();
            }
            if (address.getRawUserInfo() != null || address.getRawQuery() != null || address.getRawFragment() != null) {
                throw new ConnectorException.Configuration(
                        "The setting 'addresses' must have no user name, query or fragment."
                                + " Secrets belong into the credential 'password'.");
            }
            addresses.add(address);
        }
        if (addresses.stream().map(TerraformSettings::origin).distinct().count() > 1) {
            throw new ConnectorException.Configuration(
                    "The setting 'addresses' must be of one server, as they share its password."
                            + " Make an installation for each server.");
        }
        return new ArrayList<>(addresses);
    }

    private static URI origin(URI address) {
        return URI.create(address.getScheme() + "://" + address.getRawAuthority());
    }

    private static ConnectorException.Configuration notAnAddress() {
        return new ConnectorException.Configuration(
                "The setting 'addresses' must have http or https URLs, for example https://state.example/prod.");
    }
}
