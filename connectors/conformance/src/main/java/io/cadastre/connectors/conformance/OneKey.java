package io.cadastre.connectors.conformance;

import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.credential.Credential;
import io.cadastre.spi.credential.Credentials;
import io.cadastre.spi.credential.OAuthSettings;

/**
 * The credentials of an installation that has one secret and nothing else, for tests without the host.
 *
 * @param name the name of the credential
 * @param secret its text; never shown
 */
public record OneKey(String name, String secret) implements Credentials {
    @Override
    public boolean has(String wanted) {
        return wanted.equals(name);
    }

    @Override
    public Credential string(String wanted) {
        if (!has(wanted)) {
            throw new IllegalArgumentException("There is no credential '" + wanted + "'.");
        }
        return new Handle(name, secret);
    }

    @Override
    public Credential oauth(String wanted, OAuthSettings settings) {
        throw new IllegalArgumentException("There is no OAuth credential '" + wanted + "'.");
    }

    @Override
    public String toString() {
        return name;
    }

    private record Handle(String name, String secret) implements Credential {
        @Override
        public <T> T use(Use<T> use) throws ConnectorException {
            return use.with(secret);
        }

        @Override
        public boolean rejected() {
            return false;
        }

        @Override
        public String toString() {
            return name;
        }
    }
}
