package io.cadastre.cypher.ingest;

import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Function;

/**
 * What lies in some ranges, one range after the other. A stream made of streams would gather each as a whole.
 *
 * @param <T> what tells of a thing
 */
final class InRanges<T> implements Iterator<T> {
    private final Iterator<IdRange> ranges;
    private final Function<IdRange, Iterator<T>> read;
    private Iterator<T> range = Collections.emptyIterator();

    InRanges(List<IdRange> ranges, Function<IdRange, Iterator<T>> read) {
        this.ranges = ranges.iterator();
        this.read = read;
    }

    @Override
    public boolean hasNext() {
        while (!range.hasNext() && ranges.hasNext()) {
            range = read.apply(ranges.next());
        }
        return range.hasNext();
    }

    @Override
    public T next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return range.next();
    }
}
