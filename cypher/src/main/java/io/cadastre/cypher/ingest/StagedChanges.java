package io.cadastre.cypher.ingest;

import io.cadastre.cypher.ingest.Change.Operation;
import java.util.Arrays;
import java.util.Iterator;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What the comparison found, with the content out of staging.
 *
 * @param spool where the comparison left its changes
 * @param staged where their content is
 * @param count how many there are
 * @param sizeBytes about how much memory a transaction takes to do all of them
 */
record StagedChanges(ChangeSpool spool, StagedGraph staged, long count, long sizeBytes) implements ChangeSet {
    @Override
    public Iterator<Mutation> from(long position) {
        return Arrays.stream(Operation.values())
                .flatMap(this::changes)
                .skip(position)
                .map(this::mutation)
                .iterator();
    }

    private Stream<Change> changes(Operation operation) {
        Iterable<Change> changes = () -> spool.changes(operation);
        return StreamSupport.stream(changes.spliterator(), false);
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
