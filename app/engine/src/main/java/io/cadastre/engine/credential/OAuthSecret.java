package io.cadastre.engine.credential;

import org.jspecify.annotations.Nullable;

/**
 * What an OAuth client is known by. Its {@code toString} tells nothing (I14).
 *
 * @param clientId its id
 * @param clientSecret its secret
 * @param refreshToken the newest one; null for a client that speaks for itself
 */
public record OAuthSecret(
        String clientId, String clientSecret, @Nullable String refreshToken) {
    @Override
    public String toString() {
        return "OAuthSecret[…]";
    }
}
