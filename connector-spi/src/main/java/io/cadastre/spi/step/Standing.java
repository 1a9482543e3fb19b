package io.cadastre.spi.step;

import io.cadastre.spi.model.EntityInput;
import java.util.List;
import java.util.Map;

/**
 * The entities of one type that need not be read whole: for a source that lists cheaply what there is, with a number that
 * changes whenever an entity does. See {@link StepContext#standing}. Safe for use by several threads.
 *
 * {@snippet :
 * Map<String, CollectedEntity<Person>> standing = people.among(page.map(each -> Person.TYPE.input(each.id())
 *         .set(Person.REVISION, each.revision()).build()));
 * page.forEach(each -> {
 *     if (!standing.containsKey(each.id())) {
 *         context.emit(source.person(each.id()));
 *     }
 * });
 * }
 *
 * @param <E> the holder class of the entity type
 */
public interface Standing<E> {
    /**
     * Takes what a listing tells of entities. Those stand of which the graph has exactly that: they count as emitted, with
     * every field that they have in the graph. The others have to be emitted whole.
     *
     * <p>Fields alone stand. What links and relationships such an entity has is emitted as for any other.
     *
     * @param listed of each entity all that the source can tell at this price: what its number does not vouch for (its
     *     name in a tree, what only time changes), and the number itself. A cleared field is one that the source has no
     *     value for, an absent one is not compared. Some hundreds at a time are best: each call asks the graph
     * @return those that stand, by key
     * @throws IllegalArgumentException if an input is of another type, has links, or tells nothing
     * @throws IllegalStateException if the step is over
     */
    Map<String, CollectedEntity<E>> among(List<EntityInput> listed);
}
