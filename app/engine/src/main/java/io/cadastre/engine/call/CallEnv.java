package io.cadastre.engine.call;

import io.cadastre.engine.call.Calls.Caller;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.Env;
import io.cadastre.spi.http.Http;
import io.cadastre.spi.http.HttpSettings;
import io.cadastre.spi.operation.Operation;
import io.cadastre.spi.operation.Operations;
import io.cadastre.spi.step.StepLog;

/** The environment of one caller. */
final class CallEnv implements Env, Operations {
    private final CallChain chain;
    private final HttpClients clients;
    private final Caller caller;

    CallEnv(CallChain chain, HttpClients clients, Caller caller) {
        this.chain = chain;
        this.clients = clients;
        this.caller = caller;
    }

    @Override
    public Operations ops() {
        return this;
    }

    @Override
    public <I, O> O execute(Operation<I, O> operation, I input) throws ConnectorException, InterruptedException {
        return chain.execute(
                caller,
                new Call<>(
                        operation.name(),
                        "",
                        operation.limits(),
                        operation.timeout(),
                        operation.idempotent(),
                        attempt -> operation.handler().handle(input)));
    }

    @Override
    public Http http() {
        return http(
                caller.http()
                        .orElseThrow(
                                () -> new IllegalStateException(
                                        "The installation has no HTTP settings: give them in Installation.http(), or to http(settings).")));
    }

    @Override
    public Http http(HttpSettings settings) {
        return new LimitedHttp(chain, clients, caller, settings);
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
