package io.cadastre.spi.step;

import io.cadastre.spi.model.EntityRef;
import io.cadastre.spi.model.EntityType;
import java.util.Optional;
import java.util.stream.Stream;

/** What earlier steps collected in this sync, read back from disk. */
public interface PriorData {
    /**
     * All entities of a type, streamed in no promised order. To be closed.
     *
     * @throws IllegalArgumentException if no step that this one depends on produces the type
     */
    <E> Stream<CollectedEntity<E>> entities(EntityType<E> type);

    /**
     * One entity, if a step this one depends on collected it.
     *
     * @throws IllegalArgumentException if no step that this one depends on produces the type
     */
    <E> Optional<CollectedEntity<E>> find(EntityRef<E> ref);
}
