package io.cadastre.engine.onboarding;

import io.cadastre.engine.credential.Secret;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.credential.Credential;
import io.cadastre.spi.credential.Credentials;
import io.cadastre.spi.credential.OAuthSettings;
import java.util.Map;

/** Handles to secrets, without any OAuth. */
record PlainCredentials(Map<String, Secret> secrets) implements Credentials {
    @Override
    public boolean has(String name) {
        return secrets.containsKey(name);
    }

    @Override
    public Credential string(String name) {
        if (secrets.get(name) instanceof Secret.Text(String text)) {
            return new Handle(name, text);
        }
        throw new IllegalArgumentException("There is no credential '" + name + "'.");
    }

    @Override
    public Credential oauth(String name, OAuthSettings settings) {
        throw new IllegalArgumentException("Nobody here speaks OAuth.");
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
    }
}
