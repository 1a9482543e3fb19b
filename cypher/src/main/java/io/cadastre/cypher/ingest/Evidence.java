package io.cadastre.cypher.ingest;

import io.cadastre.spi.step.Outcome;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** How each enumeration of a sync ended. What no enumeration declared cannot be deleted. */
public interface Evidence {
    /**
     * What a step went through.
     *
     * @param output an entity type's name or {@code from VERB to}
     * @param scope the parent's id, or {@link Scopes#ROOT}
     */
    record Enumeration(String output, String scope) {}

    /** Evidence that fits into memory. */
    static Evidence of(Map<Enumeration, Outcome> outcomes) {
        Map<Enumeration, Outcome> all = Map.copyOf(outcomes);
        return new Evidence() {
            @Override
            public Optional<Outcome> outcome(String output, String scope) {
                return Optional.ofNullable(all.get(new Enumeration(output, scope)));
            }

            @Override
            public boolean whole(String output) {
                return all.entrySet().stream()
                        .filter(entry -> entry.getKey().output().equals(output))
                        .allMatch(entry -> entry.getValue().complete());
            }

            @Override
            public void forEach(BiConsumer<Enumeration, Outcome> consumer) {
                all.forEach(consumer);
            }
        };
    }

    /** How the enumeration ended, if the sync declared it. */
    Optional<Outcome> outcome(String output, String scope);

    /** Whether everything that tells about this output was seen: what it lacks, it has lost. */
    boolean whole(String output);

    /** Each enumeration; those under a parent that were complete may be left out. */
    void forEach(BiConsumer<Enumeration, Outcome> consumer);

    /** Whether the source says that what this enumeration held is as it was. */
    default boolean stands(String output, String scope) {
        return outcome(output, scope)
                .or(() -> outcome(output, Scopes.ROOT))
                .map(outcome -> outcome instanceof Outcome.Unchanged)
                .orElse(false);
    }

    /** Whether this enumeration is proof that what it no longer contains is gone (I7). */
    default boolean complete(String output, String scope) {
        return outcome(output, scope).map(Outcome::complete).orElse(false);
    }
}
