package io.cadastre.engine.sync;

import io.cadastre.cypher.ingest.Diff;
import io.cadastre.cypher.ingest.HeldCount.Kind;

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

        static Counts of(Diff.Counts counts, long held) {
            return new Counts(
                    counts.created(), counts.updated(), counts.unchanged(), counts.deleted(), held, counts.kept());
        }

        Counts withHeldDeleted() {
            return new Counts(created, updated, unchanged, deleted + held, 0, kept);
        }
    }

    static SyncStats of(Diff diff) {
        HeldReport held = HeldReport.of(diff.held());
        return new SyncStats(
                Counts.of(diff.entities(), held.total(Kind.ENTITY)),
                Counts.of(diff.relationships(), held.total(Kind.RELATIONSHIP)));
    }

    /** What was held has gone. */
    SyncStats withHeldDeleted() {
        return new SyncStats(entities.withHeldDeleted(), relationships.withHeldDeleted());
    }
}
