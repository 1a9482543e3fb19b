package io.cadastre.engine.pipeline;

import io.cadastre.cypher.ingest.PriorGraph.PriorEntity;
import io.cadastre.engine.checkpoint.Checkpoint;
import io.cadastre.spi.model.EntityInput;
import io.cadastre.spi.model.EntityRef;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.pipeline.LoadEnv;
import io.cadastre.spi.step.CollectedEntity;
import io.cadastre.spi.step.StepContext;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the host itself can do in a running step, beside what it offers to connectors. */
public interface HostStep extends StepContext, LoadEnv {
    @Override
    default <E> CollectedEntity<E> collected(EntityRef<E> ref) {
        return prior().find(ref)
                .orElseThrow(() -> new IllegalArgumentException(
                        "This sync found no " + ref.type() + " '" + ref.key() + "' before."));
    }

    /** When the sync began. */
    Instant syncStartedAt();

    /** The keys of the entities of a type that this sync has collected, streamed. To be closed. */
    Stream<String> keys(EntityType<?> type);

    /** Which of these entities the graph has had since an earlier sync. */
    Set<String> knownBefore(EntityType<?> type, Collection<String> keys);

    /** What the graph has of these entities, by key. */
    Map<String, PriorEntity> before(EntityType<?> type, Collection<String> keys);

    /** What the graph has of these entities, by id. */
    Map<String, PriorEntity> beforeById(Collection<String> ids);

    /** What syncs remember. */
    Checkpoint checkpoint();

    /** Says that something about entities of a type was left out on purpose: what is not collected stays. */
    void leftOut(EntityType<?> type);

    /** Reports something about an entity without a failure of the step. */
    void problem(String code, EntityType<?> type, String detail);

    /**
     * Takes a change of an entity: what the graph has stays, except for what the input says.
     *
     * @param prior what the graph has; null if it has nothing
     * @param scope the enumeration that would find the entity
     * @return whether it was taken
     */
    boolean change(EntityInput input, @Nullable PriorEntity prior, String scope);

    /**
     * Adds to one entity, with evidence of its own for the links it fills.
     *
     * @param loader what adds
     */
    void addition(EntityRef<?> entity, String loader, ScopeBody work) throws InterruptedException;

    /** Says that everything this sync did not name stands as seen. */
    void standsAsSeen(String validator);

    /** Whether every parent and entity that the step is done with was seen whole. */
    boolean sawAllParents();

    /** What went wrong, in words that are safe to show; the log gets the rest. */
    String explain(Exception error);

    /** The id of an entity, as evidence knows it. */
    String idOf(EntityType<?> type, String key);
}
