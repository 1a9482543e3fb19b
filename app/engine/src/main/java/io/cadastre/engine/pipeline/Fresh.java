package io.cadastre.engine.pipeline;

import io.cadastre.spi.model.EntityRef;
import io.cadastre.spi.pipeline.LoadPolicy;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Whether what a loader brought is still good. The time counts from its last complete run for everybody, so that nothing
 * is older than promised; an entity that came since is loaded.
 */
final class Fresh {
    private final String key;
    private final LoadPolicy policy;
    private final HostStep step;
    private final Optional<Instant> until;

    Fresh(String loader, LoadPolicy policy, HostStep step) {
        this.key = "loaded/" + loader;
        this.policy = policy;
        this.step = step;
        this.until = policy.freshFor().isZero()
                ? Optional.empty()
                : step.checkpoint()
                        .before(key)
                        .map(Instant::parse)
                        .map(loadedAt -> loadedAt.plus(policy.freshFor()))
                        .filter(end -> step.syncStartedAt().isBefore(end));
    }

    boolean any() {
        return until.isPresent();
    }

    /** Whether what the graph has of this entity is good. */
    <E> boolean isFresh(EntityRef<E> ref) {
        return any() && !step.knownBefore(ref.type(), List.of(ref.key())).isEmpty();
    }

    String reason() {
        return "fresh until " + until.map(Instant::toString).orElse("now");
    }

    /**
     * Notes a run that loaded for everybody; one that was partly spared keeps the time of the last. One in which anything
     * was not seen whole keeps none: it could not be told from the others next time.
     */
    void loaded() {
        if (policy.freshFor().isZero() || !step.sawAllParents()) {
            return;
        }
        if (any()) {
            step.checkpoint().keepAsBefore(key);
        } else {
            step.checkpoint().keep(key, step.syncStartedAt().toString());
        }
    }
}
