package io.cadastre.spi.step;

import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.Env;
import io.cadastre.spi.model.EntityRef;
import io.cadastre.spi.model.EntityType;
import java.time.Duration;
import java.util.Optional;

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

    /**
     * Lets entities stand that are as the graph has them, so that only the others are read whole. The step lists all of
     * them all the same: what it does not list is gone.
     *
     * <p>Empty where everything has to be emitted whole: in the first sync and in one that reloads; if the step did not see
     * all in the last one; if the installation's configuration, the connector's version or what it declares of the type is
     * not as it was then; and from time to time.
     *
     * @param type one that this step produces, at the root, and that no other step produces or adds to: what others said
     *     would stand with it
     * @param wholeEvery after what time everything is read whole again although nothing seems to have changed: a number
     *     does not tell that more may be read than before
     * @throws IllegalArgumentException if the type is not this step's alone
     */
    <E> Optional<Standing<E>> standing(EntityType<E> type, Duration wholeEvery);

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
