package io.cadastre.spi.step;

import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.Env;
import io.cadastre.spi.model.EntityRef;

/** What the host offers a running step. Safe for use by several threads. */
public interface StepContext extends Emitter, Env {
    /**
     * Lists the collection of one parent, with evidence of its own. When the work returns, everything under that parent
     * was seen; when it throws, the scope ends as FAILED or DENIED, nothing under that parent is deleted, and the step
     * goes on with the next one. Cancellation and the step's timeout pass through.
     *
     * @param parent the entity whose collection is listed
     */
    void scope(EntityRef<?> parent, ScopeBody work) throws InterruptedException;

    /**
     * Lists the collection of one parent where the listings of several parents come mixed, so that no block can hold
     * one of them; prefer {@link #scope}. A scope that is left open when the step ends is PARTIAL.
     *
     * @param parent the entity whose collection is listed
     */
    OpenScope openScope(EntityRef<?> parent);

    /** What the steps that this one depends on collected in this sync. */
    PriorData prior();

    /** Says how far the step is, for people. */
    void progress(long done, long total);

    /** Counters of the step, shown with the sync. */
    StepMetrics metrics();

    /** The work of a scope. */
    @FunctionalInterface
    interface ScopeBody {
        /**
         * Lists the collection of one parent.
         *
         * @throws Exception ends the scope as FAILED, or as DENIED for {@link ConnectorException.Permission}
         */
        void run(Emitter emitter) throws Exception;
    }
}
