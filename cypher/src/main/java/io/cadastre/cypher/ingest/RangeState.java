package io.cadastre.cypher.ingest;

import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the graph says of an installation's content without reading it.
 *
 * @param version the installation's version of the graph; 0 if nothing was ever published
 * @param publish the key of the publication that led to it; empty if none
 * @param comparedAt when all of it was last read and compared; null if that is not known
 * @param stored the digests that are kept; null if none are, so that everything has to be read
 */
record RangeState(
        long version,
        String publish,
        @Nullable Instant comparedAt,
        @Nullable Stored stored) {
    /** Over what digests are kept. */
    enum Kind {
        ENTITIES("entities"),

        /** By the entity they leave. */
        RELATIONSHIPS("relationships");

        private final String kept;

        Kind(String kept) {
            this.kept = kept;
        }

        /** Its name in the graph. */
        String kept() {
            return kept;
        }
    }

    /**
     * Digests as they are kept, without those of their parts.
     *
     * @param width how many of the finest ranges each spans
     * @param entities those over entities
     * @param relationships those over relationships, by the entity they leave
     */
    record Stored(int width, DigestTable entities, DigestTable relationships) {
        DigestTable of(Kind kind) {
            return kind == Kind.ENTITIES ? entities : relationships;
        }
    }

    /** The ranges of a width in which two tables differ, ascending, neighbouring ones joined. */
    static List<IdRange> differing(DigestTable one, DigestTable other, int width) {
        return IdRange.of(differing(IdRange.ALL, one, other, width));
    }

    /** The same within a range, as the indices of the finest ranges. */
    static BitSet differing(IdRange within, DigestTable one, DigestTable other, int width) {
        BitSet ranges = new BitSet(DigestTable.RANGES);
        for (int from = within.from(); from < within.to(); from += width) {
            if (!one.over(from, from + width).equals(other.over(from, from + width))) {
                ranges.set(from, from + width);
            }
        }
        return ranges;
    }
}
