package io.cadastre.cypher.ingest;

import io.cadastre.cypher.ingest.Change.Operation;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.neo4j.driver.SimpleQueryRunner;

/** Does mutations within one transaction, in statements of bounded size. */
final class MutationWriter {
    private final SimpleQueryRunner tx;
    private final Publication publication;
    private final long batchBytes;
    private final Effects effects = new Effects();
    private final EntityWriter entities;
    private final RelationshipWriter relationships;

    /**
     * A writer for one transaction.
     *
     * @param history where the changes are recorded
     * @param version the installation's version of the graph; the first load leaves no record per entity
     * @param batchBytes how much one statement takes at most
     */
    MutationWriter(SimpleQueryRunner tx, Publication publication, History history, long version, long batchBytes) {
        this.tx = tx;
        this.publication = publication;
        this.batchBytes = batchBytes;
        boolean keepHistory = version > 0;
        relationships = new RelationshipWriter(publication, history, keepHistory, effects);
        entities = new EntityWriter(publication, history, keepHistory, effects, relationships);
    }

    /** Does them all, and lets other installations' digests follow. */
    Effects write(Iterator<Mutation> mutations) {
        List<Mutation> batch = new ArrayList<>();
        long bytes = 0;
        while (mutations.hasNext()) {
            Mutation mutation = mutations.next();
            if (!batch.isEmpty() && (bytes >= batchBytes || batch.getFirst().operation() != mutation.operation())) {
                write(batch.getFirst().operation(), batch);
                batch.clear();
                bytes = 0;
            }
            batch.add(mutation);
            bytes += mutation.sizeBytes();
        }
        if (!batch.isEmpty()) {
            write(batch.getFirst().operation(), batch);
        }
        effects.tookAlong().forEach((installation, gone) -> GraphRanges.follow(tx, installation, gone));
        return effects;
    }

    private void write(Operation operation, List<Mutation> batch) {
        switch (operation) {
            case DELETE_RELATIONSHIP -> relationships.delete(tx, of(Mutation.DeleteRelationship.class, batch));
            case DELETE_ENTITY ->
                entities.delete(
                        tx,
                        of(Mutation.DeleteEntity.class, batch).stream()
                                .map(Mutation.DeleteEntity::id)
                                .toList());
            case CREATE_ENTITY ->
                entities.create(
                        tx,
                        of(Mutation.CreateEntity.class, batch).stream()
                                .map(Mutation.CreateEntity::entity)
                                .toList());
            case UPDATE_ENTITY ->
                entities.update(
                        tx,
                        of(Mutation.UpdateEntity.class, batch).stream()
                                .map(Mutation.UpdateEntity::entity)
                                .toList());
            case CREATE_RELATIONSHIP ->
                relationships.create(
                        tx,
                        of(Mutation.CreateRelationship.class, batch).stream()
                                .map(Mutation.CreateRelationship::relationship)
                                .toList());
            case UPDATE_RELATIONSHIP -> relationships.update(tx, of(Mutation.UpdateRelationship.class, batch));
            case PUT_PENDING ->
                PendingGraph.put(
                        tx,
                        publication.installation(),
                        of(Mutation.PutPending.class, batch).stream()
                                .map(Mutation.PutPending::pending)
                                .toList(),
                        publication.at());
            case DELETE_PENDING ->
                PendingGraph.delete(
                        tx,
                        of(Mutation.DeletePending.class, batch).stream()
                                .map(Mutation.DeletePending::id)
                                .toList());
        }
    }

    private static <M extends Mutation> List<M> of(Class<M> kind, List<Mutation> batch) {
        return batch.stream().map(kind::cast).toList();
    }
}
