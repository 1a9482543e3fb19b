package io.cadastre.spi.pipeline;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A connector in pipeline style, for one installation. Pure data and functions: it can be checked before anything runs.
 * Immutable; each method gives a changed copy.
 *
 * @param seeder stores where to begin
 * @param plan what is loaded, in which order
 * @param resolvers what fills what; one for each entity type that has something to load
 * @param derivations further derivations, of entities that are in nobody's collection
 * @param feed what changed since the last sync; null if the source cannot tell
 * @param fullEvery after what time everything is read again although the feed could tell
 */
public record Pipeline(
        Seeder seeder,
        SyncPlan plan,
        List<Resolver<?>> resolvers,
        List<Loader.DerivedEntities<?, ?>> derivations,
        @Nullable ChangeFeed feed,
        Duration fullEvery) {
    private static final Duration DAY = Duration.ofDays(1);

    public Pipeline {
        resolvers = List.copyOf(resolvers);
        derivations = List.copyOf(derivations);
    }

    public static Pipeline of(Seeder seeder, SyncPlan plan, Resolver<?>... resolvers) {
        return new Pipeline(seeder, plan, List.of(resolvers), List.of(), null, DAY);
    }

    /** With entities derived from a source that some collection names. */
    public Pipeline deriving(Loader.DerivedEntities<?, ?>... values) {
        return new Pipeline(seeder, plan, resolvers, List.of(values), feed, fullEvery);
    }

    /** Reads only what changed, where that is known. */
    public Pipeline incremental(ChangeFeed value, Duration everythingEvery) {
        return new Pipeline(seeder, plan, resolvers, derivations, value, everythingEvery);
    }

    /** What changed since the last sync, if the source can tell. */
    public Optional<ChangeFeed> changeFeed() {
        return Optional.ofNullable(feed);
    }
}
