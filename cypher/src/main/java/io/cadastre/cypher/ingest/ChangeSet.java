package io.cadastre.cypher.ingest;

import java.util.Iterator;

/** What a publish is to do, in the order in which it is done. */
interface ChangeSet {
    /** How many mutations there are. */
    long count();

    /** About how much memory a transaction takes to do all of them. */
    long sizeBytes();

    /** The mutations from a position on, as often as asked. */
    Iterator<Mutation> from(long position);
}
