package io.cadastre.engine.call;

import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.credential.Credential;
import java.util.concurrent.atomic.AtomicInteger;

/** A credential whose secret is followed by another one as often as a test wants. */
final class OneSecret implements Credential {
    private final String[] secrets;
    private final AtomicInteger rejections = new AtomicInteger();

    OneSecret(String... secrets) {
        this.secrets = secrets;
    }

    @Override
    public String name() {
        return "apiKey";
    }

    @Override
    public <T> T use(Use<T> use) throws ConnectorException {
        return use.with(secrets[Math.min(rejections.get(), secrets.length - 1)]);
    }

    @Override
    public boolean rejected() {
        return rejections.incrementAndGet() < secrets.length;
    }

    int rejections() {
        return rejections.get();
    }
}
