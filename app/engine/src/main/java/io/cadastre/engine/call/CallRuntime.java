package io.cadastre.engine.call;

import io.cadastre.spi.Env;

/** Runs calls of connectors to the outside. */
public final class CallRuntime implements Calls, AutoCloseable {
    @Override
    public Env env(Caller caller) {
        throw new IllegalStateException("Calls are being built.");
    }

    @Override
    public void close() {}
}
