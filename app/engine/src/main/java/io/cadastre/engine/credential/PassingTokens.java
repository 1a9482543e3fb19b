package io.cadastre.engine.credential;

import java.util.Optional;

/** The secret of an OAuth client that is not kept: its tokens pass with it. */
final class PassingTokens implements OAuthTokens {
    private volatile OAuthSecret secret;

    PassingTokens(OAuthSecret secret) {
        this.secret = secret;
    }

    @Override
    public Optional<OAuthSecret> read() {
        return Optional.of(secret);
    }

    @Override
    public void keep(OAuthSecret newer) {
        secret = newer;
    }
}
