package io.cadastre.cypher.ingest;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Mutations that follow each other.
 *
 * @param position that of the first one in its change set
 * @param mutations at least one
 */
record Chunk(long position, List<Mutation> mutations) {
    /** The position after the last one. */
    long end() {
        return position + mutations.size();
    }

    /** Both halves; only of one with more than one mutation. */
    List<Chunk> halves() {
        int half = mutations.size() / 2;
        return List.of(
                new Chunk(position, mutations.subList(0, half)),
                new Chunk(position + half, mutations.subList(half, mutations.size())));
    }

    /** Cuts mutations into chunks of bounded size. */
    static Iterator<Chunk> of(Iterator<Mutation> mutations, long start, long maxBytes) {
        return new Iterator<>() {
            private long position = start;

            @Override
            public boolean hasNext() {
                return mutations.hasNext();
            }

            @Override
            public Chunk next() {
                List<Mutation> some = new ArrayList<>();
                for (long bytes = 0; mutations.hasNext() && bytes < maxBytes; ) {
                    Mutation mutation = mutations.next();
                    bytes += mutation.sizeBytes();
                    some.add(mutation);
                }
                Chunk chunk = new Chunk(position, some);
                position = chunk.end();
                return chunk;
            }
        };
    }
}
