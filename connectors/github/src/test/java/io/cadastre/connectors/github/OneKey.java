package io.cadastre.connectors.github;

import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.credential.Credential;
import io.cadastre.spi.credential.Credentials;
import io.cadastre.spi.credential.OAuthSettings;

/** The credentials of an installation that has a key and nothing else. */
record OneKey(String secret) implements Credentials {
    @Override
    public boolean has(String name) {
        return name.equals("token");
    }

    @Override
    public Credential string(String name) {
        if (!has(name)) {
            throw new IllegalArgumentException("There is no credential '" + name + "'.");
        }
        return new Handle(secret);
    }

    @Override
    public Credential oauth(String name, OAuthSettings settings) {
        throw new IllegalArgumentException("There is no OAuth credential '" + name + "'.");
    }

    @Override
    public String toString() {
        return "token";
    }

    private record Handle(String secret) implements Credential {
        @Override
        public String name() {
            return "token";
        }

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
            return name();
        }
    }
}
