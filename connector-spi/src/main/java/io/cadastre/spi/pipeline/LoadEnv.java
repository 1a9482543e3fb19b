package io.cadastre.spi.pipeline;

import io.cadastre.spi.Env;
import io.cadastre.spi.model.EntityRef;
import io.cadastre.spi.step.CollectedEntity;

/** What the host offers a loader: calls to the outside, and what the sync knows of those for whom it loads. */
public interface LoadEnv extends Env {
    /**
     * What this sync collected of an entity so far, for a source that is asked by something other than its key: by a name
     * that may change, or by an address.
     *
     * @param ref the entity for which something is loaded, or another that the plan finds before
     * @throws IllegalArgumentException if nothing that comes before finds entities of its type, or not this one
     */
    <E> CollectedEntity<E> collected(EntityRef<E> ref);
}
