package io.cadastre.spi.credential;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How access tokens are got (RFC 6749).
 *
 * @param tokenUrl where
 * @param grant by what
 * @param scopes what is asked for; may be empty
 * @param margin how long before its end a token is replaced
 * @param proxy through what tokens are asked for; null for directly
 * @param caCertificates certificates in PEM that are trusted beside those of the Java runtime; null for none
 */
public record OAuthSettings(
        URI tokenUrl,
        Grant grant,
        List<String> scopes,
        Duration margin,
        @Nullable URI proxy,
        @Nullable String caCertificates) {
    /** By what right a token is got. */
    public enum Grant {
        CLIENT_CREDENTIALS,
        REFRESH_TOKEN,
        /** See {@link #appInstallation}. */
        APP_INSTALLATION
    }

    private static final Duration DEFAULT_MARGIN = Duration.ofMinutes(1);

    public OAuthSettings {
        scopes = List.copyOf(scopes);
    }

    public static OAuthSettings clientCredentials(URI tokenUrl, String... scopes) {
        return new OAuthSettings(tokenUrl, Grant.CLIENT_CREDENTIALS, List.of(scopes), DEFAULT_MARGIN, null, null);
    }

    /** By a refresh token; a new one that the source gives is kept before the old one is forgotten. */
    public static OAuthSettings refresh(URI tokenUrl, String... scopes) {
        return new OAuthSettings(tokenUrl, Grant.REFRESH_TOKEN, List.of(scopes), DEFAULT_MARGIN, null, null);
    }

    /**
     * By being an app that somebody installed, as GitHub has it: the client's secret is an RSA private key in PEM, with
     * which the client signs that it is the app of its id (RFC 7519), and the source answers with a token for the
     * installation.
     *
     * @param tokenUrl of the installation's access tokens
     * @see <a
     *     href="https://docs.github.com/apps/creating-github-apps/authenticating-with-a-github-app/generating-an-installation-access-token-for-a-github-app">GitHub's
     *     page</a>
     */
    public static OAuthSettings appInstallation(URI tokenUrl) {
        return new OAuthSettings(tokenUrl, Grant.APP_INSTALLATION, List.of(), DEFAULT_MARGIN, null, null);
    }

    /** Through a proxy, for example {@code http://proxy.example:3128}. */
    public OAuthSettings proxy(Optional<URI> value) {
        return new OAuthSettings(tokenUrl, grant, scopes, margin, value.orElse(null), caCertificates);
    }

    /** Trusts further certificates, in PEM. */
    public OAuthSettings trusting(Optional<String> pem) {
        return new OAuthSettings(tokenUrl, grant, scopes, margin, proxy, pem.orElse(null));
    }
}
