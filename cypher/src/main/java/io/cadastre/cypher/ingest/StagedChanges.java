package io.cadastre.cypher.ingest;

import io.cadastre.cypher.ingest.Change.Operation;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * What the comparison found, with the content out of staging.
 *
 * @param spool where the comparison left its changes
 * @param staged where their content is
 * @param diff what it says of them
 */
record StagedChanges(ChangeSpool spool, StagedGraph staged, Diff diff) implements ChangeSet {
    @Override
    public long count() {
        return diff.mutations();
    }

    @Override
    public long sizeBytes() {
        return diff.sizeBytes();
    }

    /** One operation after the other, one change at a time: a stream made of streams would gather each as a whole. */
    @Override
    public Iterator<Mutation> from(long position) {
        Iterator<Operation> operations = List.of(Operation.values()).iterator();
        Iterator<Mutation> mutations = new Iterator<>() {
            private Iterator<Change> changes = Collections.emptyIterator();

            @Override
            public boolean hasNext() {
                while (!changes.hasNext() && operations.hasNext()) {
                    changes = spool.changes(operations.next());
                }
                return changes.hasNext();
            }

            @Override
            public Mutation next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                return mutation(changes.next());
            }
        };
        for (long left = position; left > 0; left--) {
            mutations.next();
        }
        return mutations;
    }

    private Mutation mutation(Change change) {
        return switch (change.operation()) {
            case DELETE_RELATIONSHIP ->
                new Mutation.DeleteRelationship(change.id(), change.elementId(), change.sizeBytes());
            case DELETE_ENTITY -> new Mutation.DeleteEntity(change.id(), change.sizeBytes());
            case CREATE_ENTITY -> new Mutation.CreateEntity(staged.entity(change.id()), change.sizeBytes());
            case UPDATE_ENTITY -> new Mutation.UpdateEntity(staged.entity(change.id()), change.sizeBytes());
            case CREATE_RELATIONSHIP ->
                new Mutation.CreateRelationship(staged.relationship(change.from(), change.id()), change.sizeBytes());
            case PUT_PENDING -> new Mutation.PutPending(spool.pending(change.id()), change.sizeBytes());
            case DELETE_PENDING -> new Mutation.DeletePending(change.id(), change.sizeBytes());
            case UPDATE_RELATIONSHIP ->
                new Mutation.UpdateRelationship(
                        staged.relationship(change.from(), change.id()), change.elementId(), change.sizeBytes());
        };
    }
}
