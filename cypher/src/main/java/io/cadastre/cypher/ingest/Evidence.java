package io.cadastre.cypher.ingest;

import io.cadastre.spi.step.Outcome;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How each enumeration of a sync ended. What no enumeration declared cannot be deleted.
 *
 * @param outcomes by what was enumerated
 */
public record Evidence(Map<Enumeration, Outcome> outcomes) {
    /**
     * What a step went through.
     *
     * @param output an entity type's name or {@code from VERB to}
     * @param scope the parent's id, or {@link Scopes#ROOT}
     */
    public record Enumeration(String output, String scope) {}

    public Evidence {
        outcomes = Collections.unmodifiableMap(new LinkedHashMap<>(outcomes));
    }

    /** How the enumeration ended, if the sync declared it. */
    public Optional<Outcome> outcome(String output, String scope) {
        return Optional.ofNullable(outcomes.get(new Enumeration(output, scope)));
    }

    /** Whether something that these enumerations no longer contain may be deleted (I7). */
    public boolean mayDelete(String output, String scopes) {
        return Scopes.split(scopes).stream()
                .allMatch(scope -> outcome(output, scope).map(Outcome::complete).orElse(false));
    }
}
