package io.cadastre.cypher.ingest;

import io.cadastre.cypher.ingest.CurrentGraph.CurrentRelationship;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Relationships that come grouped by the entity they leave, each group sorted by id; holds one group. */
final class SortedPerEntity implements Iterator<CurrentRelationship> {
    private final Iterator<CurrentRelationship> source;
    private Iterator<CurrentRelationship> group = List.<CurrentRelationship>of().iterator();
    private @Nullable CurrentRelationship ahead;

    SortedPerEntity(Iterator<CurrentRelationship> source) {
        this.source = source;
        this.ahead = source.hasNext() ? source.next() : null;
    }

    @Override
    public boolean hasNext() {
        return group.hasNext() || ahead != null;
    }

    @Override
    public CurrentRelationship next() {
        if (!group.hasNext()) {
            group = nextGroup();
        }
        return group.next();
    }

    private Iterator<CurrentRelationship> nextGroup() {
        CurrentRelationship first = ahead;
        if (first == null) {
            throw new NoSuchElementException();
        }
        List<CurrentRelationship> members = new ArrayList<>();
        CurrentRelationship next = first;
        while (next != null && next.from().equals(first.from())) {
            members.add(next);
            next = source.hasNext() ? source.next() : null;
        }
        ahead = next;
        members.sort(Comparator.comparing(CurrentRelationship::id));
        return members.iterator();
    }
}
