package io.cadastre.cypher.ingest;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Neighbouring ids, by their first three characters. Ids are spread evenly, so ranges of one width hold about the same.
 *
 * @param from the index of the first of the finest ranges in it
 * @param to the index of the first one after it
 */
record IdRange(int from, int to) {
    /** The characters of ids in the order in which texts with them sort. */
    private static final String SORTED = "234567abcdefghijklmnopqrstuvwxyz";

    /** How many characters tell the finest ranges apart. */
    private static final int LENGTH = 3;

    /** How many parts a range has that is kept in the graph. */
    static final int PARTS = SORTED.length();

    /** Sorts after every id. */
    private static final String END = "{";

    /** Everything. */
    static final IdRange ALL = new IdRange(0, DigestTable.RANGES);

    /**
     * How many of the finest ranges are kept as one in the graph, for an installation of this size: so that a range
     * holds a few thousand things at most, and there are not more ranges than helps. Never less than {@link #PARTS}.
     */
    static int widthFor(long things) {
        if (things < 4_000) {
            return DigestTable.RANGES;
        }
        return things < 128_000 ? PARTS * PARTS : PARTS;
    }

    /** The index of the finest range that an id lies in. */
    static int indexOf(String id) {
        int index = 0;
        for (int character = 0; character < LENGTH; character++) {
            index = index * SORTED.length() + SORTED.indexOf(id.charAt(character));
        }
        return index;
    }

    /** Sorts before or at the first id of the range. */
    String low() {
        return text(from);
    }

    /** Sorts after the last id of the range. */
    String high() {
        return to == DigestTable.RANGES ? END : text(to);
    }

    private static String text(int index) {
        char[] text = new char[LENGTH];
        int rest = index;
        for (int character = LENGTH - 1; character >= 0; character--) {
            text[character] = SORTED.charAt(rest % SORTED.length());
            rest /= SORTED.length();
        }
        return new String(text);
    }

    /** A set of the finest ranges, ascending, neighbouring ones joined. */
    static List<IdRange> of(BitSet all) {
        List<IdRange> joined = new ArrayList<>();
        for (int from = all.nextSetBit(0); from >= 0; ) {
            int to = all.nextClearBit(from);
            joined.add(new IdRange(from, to));
            from = all.nextSetBit(to);
        }
        return joined;
    }
}
