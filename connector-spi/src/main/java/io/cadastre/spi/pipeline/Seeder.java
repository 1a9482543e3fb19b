package io.cadastre.spi.pipeline;

import io.cadastre.spi.step.StepContext;

/** Stores the entities at which collecting begins. */
@FunctionalInterface
public interface Seeder {
    /**
     * Emits the roots; returning says that these are all. Calls to the outside go through the context, as everywhere.
     *
     * @throws Exception the roots could not be read; nothing is deleted
     */
    void seed(StepContext context) throws Exception;
}
