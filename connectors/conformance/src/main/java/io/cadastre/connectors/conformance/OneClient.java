package io.cadastre.connectors.conformance;

import io.cadastre.engine.call.CallRuntime;
import io.cadastre.engine.call.Time;
import io.cadastre.engine.credential.OAuthCredential;
import io.cadastre.engine.credential.OAuthSecret;
import io.cadastre.engine.credential.OAuthTokens;
import io.cadastre.spi.credential.Credential;
import io.cadastre.spi.credential.Credentials;
import io.cadastre.spi.credential.OAuthSettings;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The credentials of an installation that has one OAuth client and nothing else, for tests without the host. It keeps
 * its token as long as it lives.
 */
public final class OneClient implements Credentials {
    private final String name;
    private final OAuthSecret secret;
    private final CallRuntime calls;
    private final Time time;
    private @Nullable Credential handle;

    /**
     * A client.
     *
     * @param name the name of the credential
     * @param calls through which tokens are got
     * @param time by which they end
     */
    public OneClient(String name, OAuthSecret secret, CallRuntime calls, Time time) {
        this.name = name;
        this.secret = secret;
        this.calls = calls;
        this.time = time;
    }

    @Override
    public boolean has(String wanted) {
        return wanted.equals(name);
    }

    @Override
    public Credential string(String wanted) {
        throw new IllegalArgumentException("There is no credential '" + wanted + "' that is a text.");
    }

    @Override
    public synchronized Credential oauth(String wanted, OAuthSettings settings) {
        if (!has(wanted)) {
            throw new IllegalArgumentException("There is no OAuth credential '" + wanted + "'.");
        }
        Credential known = handle;
        if (known == null) {
            known = new OAuthCredential(name, settings, new Kept(secret), calls.tokenEndpoint("test"), time);
            handle = known;
        }
        return known;
    }

    @Override
    public String toString() {
        return name;
    }

    private record Kept(OAuthSecret secret) implements OAuthTokens {
        @Override
        public Optional<OAuthSecret> read() {
            return Optional.of(secret);
        }

        @Override
        public void keep(OAuthSecret newer) {
            throw new IllegalStateException("A client that speaks for itself has nothing to keep.");
        }
    }
}
