package io.cadastre.engine.credential;

import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.credential.Credential;

/** A handle to one secret text. */
final class TextCredential implements Credential {
    private final String name;
    private final String secret;

    TextCredential(String name, String secret) {
        this.name = name;
        this.secret = secret;
    }

    @Override
    public String name() {
        return name;
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
        return name;
    }
}
