package io.cadastre.spi.step;

import io.cadastre.spi.ConnectorException;
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
     * @throws ConnectorException.Undeclared if the step did not declare it or it does not fit the schema (I11). It is
     *     counted and reported, and the affected type becomes PARTIAL, whether or not the caller lets the error pass
     */
    void emit(EntityInput entity) throws ConnectorException;

    /**
     * Emits a relationship. Its ends may be emitted before or after, by any step.
     *
     * @throws ConnectorException.Undeclared as for entities
     */
    void emit(RelationshipInput relationship) throws ConnectorException;

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
