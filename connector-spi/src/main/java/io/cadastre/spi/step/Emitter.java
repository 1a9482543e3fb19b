package io.cadastre.spi.step;

import io.cadastre.spi.model.EntityInput;
import io.cadastre.spi.model.EntityRef;
import io.cadastre.spi.model.Output;
import io.cadastre.spi.model.RelationshipInput;
import io.cadastre.spi.page.PageSource;
import java.util.List;

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
     * Adds to an entity that another enumeration finds. Says nothing about whether it is there: it is deleted on the
     * evidence of those enumerations alone. An entity that nothing else finds counts as found by this step. The step
     * declares the type as one that it enriches.
     *
     * @return whether it was taken
     * @throws IllegalStateException if the step or the scope is over
     */
    boolean enrich(EntityInput entity);

    /**
     * Emits a relationship. Its ends may be emitted before or after, by any step. Refused as entities are.
     *
     * @return whether it was taken
     * @throws IllegalStateException if the step or the scope is over
     */
    boolean emit(RelationshipInput relationship);

    /**
     * Says that the source itself calls an entity gone. It is deleted, unless this sync emits it afterwards.
     *
     * @throws IllegalStateException if the step or the scope is over
     */
    void gone(EntityRef<?> ref);

    /**
     * Says that the source calls this scope unchanged since the last sync: what was found in it stands as seen.
     *
     * @param validator what the source says it by, for example an ETag
     */
    void unchanged(String validator);

    /** Says that the source calls one output unchanged in this scope. */
    void unchanged(Output output, String validator);

    /**
     * Follows a listing through all its pages. One that does not advance, or has too many pages, makes this scope
     * PARTIAL; one that the source calls unchanged makes it UNCHANGED.
     *
     * @param listing its name, unique within the step and scope
     * @param items takes the items of each page
     * @throws Exception what a page or the taking of its items ended with
     */
    <T> void follow(String listing, PageSource<T> pages, Items<T> items) throws Exception;

    /**
     * Takes the items of one page.
     *
     * @param <T> what is listed
     */
    @FunctionalInterface
    interface Items<T> {
        void take(List<T> items) throws Exception;
    }

    /** Says that this scope was not seen whole: nothing in it is deleted. The step goes on. */
    void partial(String reason);

    /** Says that one output was not seen whole in this scope; of an entity type, with every link that touches it. */
    void partial(Output output, String reason);

    /**
     * Says that this scope may not be read: nothing in it is deleted. The step goes on.
     *
     * @param permission what would have to be granted, in the words of the source
     */
    void denied(String permission);

    /** Says that one output may not be read in this scope; of an entity type, with every link that touches it. */
    void denied(Output output, String permission);
}
