package io.cadastre.cypher.ingest;

import io.cadastre.cypher.identity.PairDigest;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Digests over ids and hashes, by range of ids: equal for equal content, whatever the order in which it came. Each is a
 * count and two sums of 64 bits over one half each of a 128-bit digest of every (id, hash). What is added can be taken
 * away again, so a change costs what it changes. Safe for use by several threads.
 *
 * <p>A sum can be met by chance once in 2^128. Whoever chooses very many contents could meet one on purpose: see
 * {@link GraphRanges} for the full comparison that does not rely on it.
 */
public final class DigestTable {
    /** How many ranges there are at the finest. */
    static final int RANGES = 32 * 32 * 32;

    private static final int CELLS = 3;

    private final AtomicLongArray cells = new AtomicLongArray(RANGES * CELLS);

    /**
     * The digest of a range.
     *
     * @param count how many lie in it
     * @param high the sum of the first halves
     * @param low the sum of the second halves
     */
    record Digest(long count, long high, long low) {}

    /**
     * Adds something.
     *
     * @param place the entity id that says in which range it lies
     * @param id its id
     * @param hash the hash of its content
     */
    public void add(String place, String id, String hash) {
        PairDigest digest = PairDigest.of(id, hash);
        add(IdRange.indexOf(place), new Digest(1, digest.high(), digest.low()));
    }

    /** Takes away what was added. */
    public void remove(String place, String id, String hash) {
        PairDigest digest = PairDigest.of(id, hash);
        add(IdRange.indexOf(place), new Digest(-1, -digest.high(), -digest.low()));
    }

    void add(int range, Digest digest) {
        int cell = range * CELLS;
        cells.addAndGet(cell, digest.count());
        cells.addAndGet(cell + 1, digest.high());
        cells.addAndGet(cell + 2, digest.low());
    }

    void addAll(DigestTable other) {
        for (int cell = 0; cell < RANGES * CELLS; cell++) {
            cells.addAndGet(cell, other.cells.get(cell));
        }
    }

    /** What one holds beyond the other. */
    static DigestTable difference(DigestTable one, DigestTable other) {
        DigestTable difference = new DigestTable();
        for (int cell = 0; cell < RANGES * CELLS; cell++) {
            difference.cells.set(cell, one.cells.get(cell) - other.cells.get(cell));
        }
        return difference;
    }

    /** What both hold together. */
    static DigestTable sum(DigestTable one, DigestTable other) {
        DigestTable sum = new DigestTable();
        sum.addAll(one);
        sum.addAll(other);
        return sum;
    }

    /** Forgets what lies in a range; gives how many things that were. */
    long clear(IdRange range) {
        long count = over(range).count();
        for (int cell = range.from() * CELLS; cell < range.to() * CELLS; cell++) {
            cells.set(cell, 0);
        }
        return count;
    }

    /** The digest over several neighbouring ranges. */
    Digest over(int from, int to) {
        long count = 0;
        long high = 0;
        long low = 0;
        for (int cell = from * CELLS; cell < to * CELLS; cell += CELLS) {
            count += cells.get(cell);
            high += cells.get(cell + 1);
            low += cells.get(cell + 2);
        }
        return new Digest(count, high, low);
    }

    Digest over(IdRange range) {
        return over(range.from(), range.to());
    }

    /** How many things there are in all. */
    public long count() {
        return over(0, RANGES).count();
    }
}
