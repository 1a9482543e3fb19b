package io.cadastre.engine.sync;

import io.cadastre.cypher.ingest.Diff;

/**
 * What a sync changed, or for a plan would change.
 *
 * @param entities counts of entities
 * @param relationships counts of relationships
 */
public record SyncStats(Counts entities, Counts relationships) {
    /** Before anything was compared. */
    public static final SyncStats NONE = new SyncStats(Counts.NONE, Counts.NONE);

    /**
     * How many of what.
     *
     * @param held deletions that wait for a person
     * @param kept not seen, but kept for lack of evidence (I7)
     */
    public record Counts(long created, long updated, long unchanged, long deleted, long held, long kept) {
        static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0);

        static Counts of(Diff.Counts counts) {
            return new Counts(
                    counts.created(), counts.updated(), counts.unchanged(), counts.deleted(), 0, counts.kept());
        }
    }

    static SyncStats of(Diff diff) {
        return new SyncStats(Counts.of(diff.entities()), Counts.of(diff.relationships()));
    }
}
