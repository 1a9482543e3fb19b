package io.cadastre.engine.call;

import io.cadastre.spi.Env;
import io.cadastre.spi.http.HttpSettings;
import io.cadastre.spi.step.StepLog;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Makes what a connector calls the outside with. */
public interface Calls {
    /**
     * Who calls.
     *
     * @param connector the connector's name
     * @param identity what its credentials are told apart by; equal for equal secrets, and not a secret itself. Limits
     *     are shared by whoever has the same connector and identity
     * @param http the installation's settings
     * @param log where warnings go
     * @param cancelled whether the work is no longer wanted
     * @param counter counts each call to the source, tries included
     */
    record Caller(
            String connector,
            String identity,
            Optional<HttpSettings> http,
            StepLog log,
            BooleanSupplier cancelled,
            Runnable counter) {}

    /** The environment of one caller. */
    Env env(Caller caller);
}
