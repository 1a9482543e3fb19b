package io.cadastre.engine.sync;

import io.cadastre.spi.step.Outcome;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How each enumeration of an installation ended in its last published sync. What was complete under a parent is not
 * listed: it is as fresh as the sync.
 *
 * @param at when that sync ended
 * @param enumerations at the root all, under a parent those that were not complete
 */
record EvidenceRecord(Instant at, List<Entry> enumerations) {
    /**
     * One enumeration.
     *
     * @param output an entity type's name or {@code from VERB to}
     * @param scope the parent's id, or the root
     * @param outcome how it ended
     * @param reason why it is not complete; empty if it is
     * @param completeAt when it was last complete; null for never
     */
    record Entry(
            String output,
            String scope,
            String outcome,
            String reason,
            @Nullable Instant completeAt) {
        /** The same, not seen for another reason. */
        Entry because(Outcome now) {
            return new Entry(output, scope, now.label(), now.reason(), completeAt);
        }
    }

    EvidenceRecord {
        enumerations = List.copyOf(enumerations);
    }
}
