package io.cadastre.spi.http;

import io.cadastre.spi.credential.Credential;

/** How requests say who asks. Sent to the origin of {@link HttpSettings#baseUrl()} only, also after a redirect. */
public sealed interface HttpAuth {
    /** Nobody asks in particular. */
    record None() implements HttpAuth {}

    /**
     * {@code Authorization: Bearer …} (RFC 6750). An OAuth credential gives its current access token.
     *
     * @param token the token
     */
    record Bearer(Credential token) implements HttpAuth {}

    /**
     * {@code Authorization: Basic …} (RFC 7617).
     *
     * @param user the user's name
     * @param password the password
     */
    record Basic(String user, Credential password) implements HttpAuth {}

    /**
     * A header of the source's own.
     *
     * @param header its name
     * @param prefix what stands before the secret; may be empty
     * @param secret the secret
     */
    record Header(String header, String prefix, Credential secret) implements HttpAuth {}
}
