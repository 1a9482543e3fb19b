package io.cadastre.spi.credential;

/**
 * A secret that an installation has, described so that a form, a prompt and a check can be made from it.
 *
 * @param name camelCase
 * @param label for people
 * @param description where people get it, and what it must be allowed
 * @param kind what it consists of
 * @param required whether an installation must have it
 */
public record CredentialField(String name, String label, String description, Kind kind, boolean required) {
    /** What a credential consists of. */
    public enum Kind {
        /** One secret text: a key, a token, a password. */
        STRING,
        /** The id and the secret of a client that speaks for itself (RFC 6749, 4.4). */
        OAUTH,
        /** The id and the secret of a client, and the refresh token of somebody who consented (RFC 6749, 6). */
        OAUTH_REFRESH
    }

    /** One secret text. */
    public static CredentialField string(String name, String label, String description) {
        return new CredentialField(name, label, description, Kind.STRING, true);
    }

    /** An OAuth 2.0 client that speaks for itself, or an app that somebody installed. */
    public static CredentialField oauth(String name, String label, String description) {
        return new CredentialField(name, label, description, Kind.OAUTH, true);
    }

    /** An OAuth 2.0 client that speaks for somebody who consented, with a refresh token. */
    public static CredentialField oauthRefresh(String name, String label, String description) {
        return new CredentialField(name, label, description, Kind.OAUTH_REFRESH, true);
    }

    /** The same credential, which an installation may leave out. */
    public CredentialField optional() {
        return new CredentialField(name, label, description, kind, false);
    }
}
