package io.cadastre.cypher.ingest;

import io.cadastre.cypher.ingest.HeldCount.Kind;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something whose deletion waits for a person, in words for that person.
 *
 * @param kind whether an entity or a relationship
 * @param id its id
 * @param type the entity type's name, or the relationship's {@code from VERB to}
 * @param displayName what people call it; of a relationship both its ends
 * @param key the source's key; empty for relationships
 * @param scope the enumerations that found it
 * @param from the entity that a relationship leaves; null for entities
 * @param to the entity that a relationship enters; null for entities
 * @param lastSeenAt the end of the last sync that saw it; null if nobody knows
 */
public record HeldItem(
        Kind kind,
        String id,
        String type,
        String displayName,
        String key,
        String scope,
        @Nullable End from,
        @Nullable End to,
        @Nullable Instant lastSeenAt) {
    /**
     * One end of a relationship.
     *
     * @param id the entity's id
     * @param displayName what people call it
     */
    public record End(String id, String displayName) {}
}
