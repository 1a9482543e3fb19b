package io.cadastre.cypher.ingest;

import java.util.List;

/**
 * What a sync would change.
 *
 * @param entities counts of entities
 * @param relationships counts of relationships
 * @param pending how many relationships wait for an end that does not exist (I3)
 * @param pendingSample some of them, for people
 * @param sizeBytes about how much memory a transaction takes to write the changes
 * @param held what would be deleted, but waits for a person; counted nowhere else
 */
public record Diff(
        Counts entities,
        Counts relationships,
        long pending,
        List<String> pendingSample,
        long sizeBytes,
        List<HeldCount> held) {
    /**
     * How many of what.
     *
     * @param kept not seen in this sync, but kept for lack of evidence (I7)
     */
    public record Counts(long created, long updated, long unchanged, long deleted, long kept) {
        /** Whether something is to be written. */
        public boolean changes() {
            return created + updated + deleted > 0;
        }
    }

    public Diff {
        pendingSample = List.copyOf(pendingSample);
        held = List.copyOf(held);
    }

    /** Whether the graph already is as the sync found it: nothing is written then (I8). */
    public boolean isEmpty() {
        return !entities.changes() && !relationships.changes();
    }
}
