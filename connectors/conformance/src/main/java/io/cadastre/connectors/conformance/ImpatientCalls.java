package io.cadastre.connectors.conformance;

import io.cadastre.engine.call.Calls;
import io.cadastre.spi.Env;
import io.cadastre.spi.http.Http;
import io.cadastre.spi.http.HttpSettings;
import io.cadastre.spi.operation.Operations;
import io.cadastre.spi.step.StepLog;
import java.time.Duration;

/** Calls that wait for an answer no longer than a moment, so that a source that hangs is soon found out. */
record ImpatientCalls(Calls calls, Duration patience) implements Calls {
    @Override
    public Env env(Caller caller) {
        return new ImpatientEnv(
                calls.env(new Caller(
                        caller.connector(),
                        caller.identity(),
                        caller.http().map(this::hurried),
                        caller.log(),
                        caller.cancelled(),
                        caller.counter())),
                this);
    }

    private HttpSettings hurried(HttpSettings settings) {
        return settings.timeout(patience.compareTo(settings.timeout()) < 0 ? patience : settings.timeout());
    }

    private record ImpatientEnv(Env env, ImpatientCalls calls) implements Env {
        @Override
        public Operations ops() {
            return env.ops();
        }

        @Override
        public Http http() {
            return env.http();
        }

        @Override
        public Http http(HttpSettings settings) {
            return env.http(calls.hurried(settings));
        }

        @Override
        public StepLog log() {
            return env.log();
        }

        @Override
        public boolean cancelled() {
            return env.cancelled();
        }
    }
}
