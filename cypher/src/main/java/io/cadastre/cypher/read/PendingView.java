package io.cadastre.cypher.read;

import io.cadastre.cypher.ingest.Pending;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A relationship that waits for an end.
 *
 * @param id the id that it will have
 * @param verb its type
 * @param from the end that it leaves
 * @param to the end that it enters
 * @param reason why it waits
 * @param since since when
 * @param matches how many entities match, where one has to
 * @param candidates at most two of those
 */
public record PendingView(
        String id,
        String verb,
        End from,
        End to,
        Pending.Reason reason,
        Instant since,
        long matches,
        List<EntitySummary> candidates) {
    /**
     * An end.
     *
     * @param type the type of the entity, or by what one of another installation is known, for example
     *     {@code User(email)}
     * @param key its key, or the value to match
     * @param entity the entity, if it is there
     */
    public record End(String type, String key, @Nullable EntitySummary entity) {}

    public PendingView {
        candidates = List.copyOf(candidates);
    }
}
