package io.cadastre.cypher.ingest;

import io.cadastre.cypher.ingest.RangeState.Stored;
import java.util.List;

/**
 * What a sync would change.
 *
 * @param entities counts of entities
 * @param relationships counts of relationships
 * @param waiting the relationships that wait for an end (I3)
 * @param mutations how many mutations that takes; what goes along with an entity is part of its deletion
 * @param sizeBytes about how much memory a transaction takes to write the changes
 * @param basis what was found in the graph
 * @param held what would be deleted, but waits for a person; counted nowhere else
 */
public record Diff(
        Counts entities,
        Counts relationships,
        Waiting waiting,
        long mutations,
        long sizeBytes,
        Basis basis,
        List<HeldCount> held) {
    /**
     * How many of what.
     *
     * @param kept not seen in this sync, but kept for lack of evidence (I7)
     */
    public record Counts(long created, long updated, long unchanged, long deleted, long kept) {
        /** How many changes that makes. */
        public long changes() {
            return created + updated + deleted;
        }
    }

    /**
     * The relationships that wait for an end that does not exist, or that is not the only one (I3).
     *
     * @param count how many
     * @param follows whether relationships follow the entities of others, of which more may come at any time
     * @param changed how many of them are new or wait for something else, or wait no longer
     * @param sample some of them, for people
     * @param findings what people should look at
     */
    public record Waiting(long count, boolean follows, long changed, List<String> sample, List<Finding> findings) {
        public Waiting {
            sample = List.copyOf(sample);
            findings = List.copyOf(findings);
        }
    }

    /** What a comparison found in the graph, for the publish of its changes. */
    public static final class Basis {
        private final RangeState state;
        private final DigestTable entities;
        private final DigestTable relationships;
        private final int drift;
        private final boolean inFull;
        private final boolean read;

        Basis(RangeState state, DigestTable entities, DigestTable relationships, int drift, boolean inFull) {
            this(state, entities, relationships, drift, inFull, true);
        }

        private Basis(
                RangeState state,
                DigestTable entities,
                DigestTable relationships,
                int drift,
                boolean inFull,
                boolean read) {
            this.state = state;
            this.entities = entities;
            this.relationships = relationships;
            this.drift = drift;
            this.inFull = inFull;
            this.read = read;
        }

        /** Of a graph that was not read: what its digests say goes on holding, but for what is published. */
        static Basis unread(RangeState state) {
            Stored stored = state.stored();
            return stored == null
                    ? new Basis(state, new DigestTable(), new DigestTable(), 0, false, false)
                    : new Basis(state, stored.entities(), stored.relationships(), 0, false, false);
        }

        /** Whether the digests are those of what the graph of this version holds. */
        boolean isOf(long version) {
            return (read || state.stored() != null) && state.version() == version;
        }

        /** Whether the digests are known for the finest ranges. */
        boolean read() {
            return read;
        }

        /** What the graph said of it without being read. */
        RangeState state() {
            return state;
        }

        /** The digests of what it held. */
        DigestTable entities() {
            return entities;
        }

        /** The digests of what it held. */
        DigestTable relationships() {
            return relationships;
        }

        /** In how many ranges of ids the graph was not what was last published: something else had changed it. */
        public int drift() {
            return drift;
        }

        /** Whether all of the installation was read. */
        public boolean inFull() {
            return inFull;
        }
    }

    public Diff {
        held = List.copyOf(held);
    }

    /** How many relationships wait for an end. */
    public long pending() {
        return waiting.count();
    }

    /** How many changes there are. */
    long changes() {
        return entities.changes() + relationships.changes() + waiting.changed();
    }

    /** Whether the graph already is as the sync found it: nothing is written then (I8). */
    public boolean isEmpty() {
        return changes() == 0;
    }
}
