package io.cadastre.engine.credential;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The secret of an installation's OAuth client, sealed. A newer one replaces only the one that it came from. */
final class KeptTokens implements OAuthTokens {
    private static final Logger LOG = LoggerFactory.getLogger(KeptTokens.class);

    private final CredentialVault vault;
    private final String installation;
    private final String name;
    private volatile @Nullable OAuthSecret last;

    KeptTokens(CredentialVault vault, String installation, String name) {
        this.vault = vault;
        this.installation = installation;
        this.name = name;
    }

    @Override
    public Optional<OAuthSecret> read() {
        OAuthSecret now = vault.read(installation, name).orElse(null) instanceof Secret.Client(OAuthSecret secret)
                ? secret
                : null;
        last = now;
        return Optional.ofNullable(now);
    }

    @Override
    public void keep(OAuthSecret secret) {
        OAuthSecret from = last;
        if (from != null && vault.replace(installation, name, new Secret.Client(from), new Secret.Client(secret))) {
            last = secret;
        } else {
            // Given anew or removed meanwhile: what the person said last holds.
            LOG.info("A token of the credential '{}' was not kept: the credential has changed since.", name);
        }
    }
}
