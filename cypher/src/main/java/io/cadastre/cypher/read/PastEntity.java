package io.cadastre.cypher.read;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What an entity was at a time, or why there is nothing to show. */
public sealed interface PastEntity {
    /**
     * It was there.
     *
     * @param entity what it was; its enumeration is empty if it was deleted since
     * @param until when that changed; null if it still is like that
     */
    record Known(EntityView entity, @Nullable Instant until) implements PastEntity {}

    /** It was not there yet; it was created later, at that time. */
    record NotYet(Instant createdAt) implements PastEntity {}

    /** It was not there any more; it had been deleted at that time. */
    record Deleted(Instant deletedAt) implements PastEntity {}

    /**
     * It changed since, and of that no record is kept.
     *
     * @param knownSince what it was at that time and later is known
     */
    record Forgotten(Instant knownSince) implements PastEntity {}

    /** Nothing is known of such an entity. */
    record Unknown() implements PastEntity {}
}
