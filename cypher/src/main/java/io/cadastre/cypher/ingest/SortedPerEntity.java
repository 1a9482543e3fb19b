package io.cadastre.cypher.ingest;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Relationships that come grouped by an entity, each group sorted by id; holds one group.
 *
 * @param <T> what tells of a relationship
 */
final class SortedPerEntity<T> implements Iterator<T> {
    private final Iterator<T> source;
    private final Function<T, String> entity;
    private final Function<T, String> id;
    private Iterator<T> group = List.<T>of().iterator();
    private @Nullable T ahead;

    /**
     * Sorts what comes.
     *
     * @param entity the entity by which they are grouped
     * @param id a relationship's own id
     */
    SortedPerEntity(Iterator<T> source, Function<T, String> entity, Function<T, String> id) {
        this.source = source;
        this.entity = entity;
        this.id = id;
        this.ahead = source.hasNext() ? source.next() : null;
    }

    @Override
    public boolean hasNext() {
        return group.hasNext() || ahead != null;
    }

    @Override
    public T next() {
        if (!group.hasNext()) {
            group = nextGroup();
        }
        return group.next();
    }

    private Iterator<T> nextGroup() {
        T first = ahead;
        if (first == null) {
            throw new NoSuchElementException();
        }
        List<T> members = new ArrayList<>();
        T next = first;
        while (next != null && entity.apply(next).equals(entity.apply(first))) {
            members.add(next);
            next = source.hasNext() ? source.next() : null;
        }
        ahead = next;
        members.sort(Comparator.comparing(id));
        return members.iterator();
    }
}
