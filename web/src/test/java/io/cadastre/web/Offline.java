package io.cadastre.web;

import io.cadastre.engine.call.Calls;
import io.cadastre.spi.Env;
import io.cadastre.spi.http.Http;
import io.cadastre.spi.http.HttpSettings;
import io.cadastre.spi.operation.Operations;
import io.cadastre.spi.step.StepLog;

/** The outside, unreachable. */
record Offline(Calls.Caller caller) implements Env {
    @Override
    public Operations ops() {
        throw new IllegalStateException("No calls here.");
    }

    @Override
    public Http http() {
        throw new IllegalStateException("No calls here.");
    }

    @Override
    public Http http(HttpSettings settings) {
        throw new IllegalStateException("No calls here.");
    }

    @Override
    public StepLog log() {
        return caller.log();
    }

    @Override
    public boolean cancelled() {
        return caller.cancelled().getAsBoolean();
    }
}
