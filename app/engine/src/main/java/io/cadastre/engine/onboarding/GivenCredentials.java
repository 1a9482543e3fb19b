package io.cadastre.engine.onboarding;

import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.credential.Credential;
import io.cadastre.spi.credential.Credentials;
import io.cadastre.spi.credential.OAuthSettings;

/** Handles to secrets of an installation that does not exist yet. */
record GivenCredentials(GivenSecrets secrets) implements Credentials {
    @Override
    public boolean has(String name) {
        return secrets.parts().keySet().stream().anyMatch(part -> part.equals(name) || part.startsWith(name + "."));
    }

    @Override
    public Credential string(String name) {
        String secret = secrets.parts().get(name);
        if (secret == null) {
            throw new IllegalArgumentException("There is no credential '" + name + "'.");
        }
        return new Text(name, new GivenSecrets(java.util.Map.of(name, secret)));
    }

    @Override
    public Credential oauth(String name, OAuthSettings settings) {
        throw new IllegalArgumentException("There is no credential '" + name + "'.");
    }

    private record Text(String name, GivenSecrets secret) implements Credential {
        @Override
        public <T> T use(Use<T> use) throws ConnectorException {
            return use.with(java.util.Objects.requireNonNull(secret.parts().get(name)));
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
