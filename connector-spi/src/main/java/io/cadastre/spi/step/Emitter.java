package io.cadastre.spi.step;

import io.cadastre.spi.model.EntityInput;
import io.cadastre.spi.model.Output;
import io.cadastre.spi.model.RelationshipInput;

/**
 * Takes what a step found, within one scope: the installation's root, or the parent whose collection is being listed.
 * Safe for use by several threads.
 */
public interface Emitter {
    /**
     * Emits an entity. Several emits of one entity in a sync are merged field by field.
     *
     * <p>What the step did not declare or what does not fit the schema is refused (I11): it is counted and reported by
     * name, the affected type becomes PARTIAL, and the step goes on.
     *
     * @return whether it was taken
     * @throws IllegalStateException if the step or the scope is over
     */
    boolean emit(EntityInput entity);

    /**
     * Emits a relationship. Its ends may be emitted before or after, by any step. Refused as entities are.
     *
     * @return whether it was taken
     * @throws IllegalStateException if the step or the scope is over
     */
    boolean emit(RelationshipInput relationship);

    /** Says that this scope was not seen whole: nothing in it is deleted. The step goes on. */
    void partial(String reason);

    /** Says that one output was not seen whole in this scope. */
    void partial(Output output, String reason);

    /**
     * Says that this scope may not be read: nothing in it is deleted. The step goes on.
     *
     * @param permission what would have to be granted, in the words of the source
     */
    void denied(String permission);

    /** Says that one output may not be read in this scope. */
    void denied(Output output, String permission);
}
