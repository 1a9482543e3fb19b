package io.cadastre.cypher.history;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One published change. Values are as JSON can say them, as everywhere outside of the graph.
 *
 * @param order its place among all changes, see {@link ChangeOrder}
 * @param sync the sync that published it
 * @param installation whose the subject is
 * @param kind what the subject is
 * @param operation what happened to it
 * @param subject the id of the entity or relationship
 * @param type an entity type's name, or {@code from VERB to}
 * @param name what people call it; of a relationship {@code A VERB B}
 * @param version of an entity, after an update or creation, and the last one of a deletion; else null
 * @param since when the state before the change had begun; null for creations and relationships
 * @param from of a relationship, the id of the entity that it leaves; else null
 * @param to of a relationship, the id of the entity that it enters; else null
 * @param before what was: the fields that changed, null where there was no value; the whole last state of a deletion
 * @param after what is: the fields that changed, null where there is no value any more; all fields of a creation
 */
public record ChangeRecord(
        String order,
        String sync,
        String installation,
        ChangeKind kind,
        ChangeOperation operation,
        String subject,
        String type,
        String name,
        @Nullable Long version,
        @Nullable Instant since,
        @Nullable String from,
        @Nullable String to,
        Map<String, @Nullable Object> before,
        Map<String, @Nullable Object> after) {
    public ChangeRecord {
        before = Collections.unmodifiableMap(new LinkedHashMap<>(before));
        after = Collections.unmodifiableMap(new LinkedHashMap<>(after));
    }

    /** When it was published. */
    public Instant at() {
        return ChangeOrder.at(order);
    }
}
