package io.cadastre.cypher.ingest;

import java.util.List;

/**
 * What a sync would change.
 *
 * @param entities counts of entities
 * @param relationships counts of relationships
 * @param waiting the relationships that wait for an end (I3)
 * @param sizeBytes about how much memory a transaction takes to write the changes
 */
public record Diff(Counts entities, Counts relationships, Waiting waiting, long sizeBytes) {
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

    /**
     * The relationships that wait for an end that does not exist, or that is not the only one (I3).
     *
     * @param count how many
     * @param changed how many of them are new or wait for something else, or wait no longer
     * @param sample some of them, for people
     * @param findings what people should look at
     */
    public record Waiting(long count, long changed, List<String> sample, List<Finding> findings) {
        public Waiting {
            sample = List.copyOf(sample);
            findings = List.copyOf(findings);
        }
    }

    /** How many relationships wait for an end. */
    public long pending() {
        return waiting.count();
    }

    /** Whether the graph already is as the sync found it: nothing is written then (I8). */
    public boolean isEmpty() {
        return !entities.changes() && !relationships.changes() && waiting.changed() == 0;
    }
}
