package io.cadastre.spi;

import io.cadastre.spi.http.Http;
import io.cadastre.spi.http.HttpSettings;
import io.cadastre.spi.operation.Operations;
import io.cadastre.spi.step.StepLog;

/** What the host offers to whoever calls the outside. Safe for use by several threads. */
public interface Env {
    /** Runs calls to the outside. */
    Operations ops();

    /**
     * Sends requests with the installation's own settings.
     *
     * @throws IllegalStateException if the installation has none, see {@link Installation#http()}
     */
    Http http();

    /** Sends requests with these settings. Equal settings share connections and limits. */
    Http http(HttpSettings settings);

    /** A log under the name of what runs. Arguments that may be secret do not belong there. */
    StepLog log();

    /** Whether the work is no longer wanted; whoever loops looks now and then. Waiting calls are interrupted. */
    boolean cancelled();
}
