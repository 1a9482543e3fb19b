package io.cadastre.connectors.github;

import io.cadastre.spi.Config;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.credential.CredentialField;
import io.cadastre.spi.credential.Credentials;
import io.cadastre.spi.credential.OAuthSettings;
import io.cadastre.spi.http.HttpAuth;
import java.net.URI;

/** By what right an organisation is read: a token, or a GitHub App that the organisation installed. */
final class GithubAccess {
    static final CredentialField TOKEN = CredentialField.string(
                    "token",
                    "Token",
                    "A fine-grained or classic personal access token that may read the organisation; or leave it out and"
                            + " give an app. What it may not read is named in the report of a sync, and nothing of it is"
                            + " deleted.")
            .optional();

    static final CredentialField APP = CredentialField.oauth(
                    "app",
                    "App",
                    "Instead of a token: the client id of a GitHub App (or its app id) and, as client secret, its private"
                            + " key with the lines BEGIN and END.")
            .optional();

    private GithubAccess() {}

    /**
     * A token, if there is one; else the app.
     *
     * @throws ConnectorException.Configuration if there is neither, or the app's installation is not known
     */
    static HttpAuth auth(Config config, Credentials credentials, URI baseUrl) throws ConnectorException.Configuration {
        if (credentials.has(TOKEN.name())) {
            return new HttpAuth.Bearer(credentials.string(TOKEN.name()));
        }
        if (!credentials.has(APP.name())) {
            throw new ConnectorException.Configuration("Give a token or a GitHub App; without either nobody can read.");
        }
        URI tokens =
                URI.create(baseUrl + "/app/installations/" + GithubSettings.appInstallation(config) + "/access_tokens");
        return new HttpAuth.Bearer(credentials.oauth(APP.name(), OAuthSettings.appInstallation(tokens)));
    }
}
