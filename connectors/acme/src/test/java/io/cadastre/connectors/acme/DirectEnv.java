package io.cadastre.connectors.acme;

import io.cadastre.spi.http.Http;
import io.cadastre.spi.http.HttpSettings;
import io.cadastre.spi.model.EntityRef;
import io.cadastre.spi.operation.Operations;
import io.cadastre.spi.pipeline.LoadEnv;
import io.cadastre.spi.step.CollectedEntity;
import io.cadastre.spi.step.StepLog;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What a connector gets, without the engine. */
final class DirectEnv implements LoadEnv {
    final List<String> warnings = new CopyOnWriteArrayList<>();

    private final HttpSettings own;

    DirectEnv(HttpSettings own) {
        this.own = own;
    }

    @Override
    public Operations ops() {
        throw new UnsupportedOperationException("The connector speaks HTTP only.");
    }

    @Override
    public Http http() {
        return new DirectHttp(own);
    }

    @Override
    public Http http(HttpSettings settings) {
        return new DirectHttp(settings);
    }

    @Override
    public StepLog log() {
        return new StepLog() {
            @Override
            public void info(String message) {}

            @Override
            public void warn(String message) {
                warnings.add(message);
            }
        };
    }

    @Override
    public boolean cancelled() {
        return false;
    }

    @Override
    public <E> CollectedEntity<E> collected(EntityRef<E> ref) {
        throw new UnsupportedOperationException("The connector asks by keys only.");
    }
}
