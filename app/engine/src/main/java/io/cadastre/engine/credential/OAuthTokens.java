package io.cadastre.engine.credential;

import java.util.Optional;

/** Where the secret of one OAuth client is kept. */
public interface OAuthTokens {
    /** The secret as it is now; empty if there is none any more. */
    Optional<OAuthSecret> read();

    /** Keeps a newer secret before the old one is forgotten. */
    void keep(OAuthSecret secret);
}
