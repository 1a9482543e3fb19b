package io.cadastre.cypher.ingest;

import io.cadastre.cypher.Neo4jGraph;
import io.cadastre.cypher.ingest.Change.Operation;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.neo4j.driver.Session;
import org.neo4j.driver.TransactionCallback;
import org.neo4j.driver.TransactionContext;
import org.neo4j.driver.exceptions.TransientException;

/**
 * Brings the graph to the collected state. A change set up to the limit is one transaction: a reader sees a sync
 * entirely or not at all (I9). A larger one is published in chunks of bounded size, in an order in which no
 * relationship is ever without an end (I3).
 */
final class Publisher {
    private static final Logger LOG = System.getLogger(Publisher.class.getName());

    private static final String ADVANCE = """
            MERGE (v:_GraphVersion {installation: $installation})
            ON CREATE SET v.version = 1
            ON MATCH SET v.version = v.version + 1
            RETURN v.version AS version""";

    private static final String VERSION =
            "OPTIONAL MATCH (v:_GraphVersion {installation: $installation}) RETURN coalesce(v.version, 0) AS version";

    private final Neo4jGraph graph;
    private final IngestLimits limits;
    private final Publication publication;
    private final StagedGraph staged;
    private final ChangeSpool spool;

    Publisher(Neo4jGraph graph, IngestLimits limits, Publication publication, StagedGraph staged, ChangeSpool spool) {
        this.graph = graph;
        this.limits = limits;
        this.publication = publication;
        this.staged = staged;
        this.spool = spool;
    }

    Published publish(Diff diff) {
        try (Session session = graph.writeSession()) {
            long version = session.executeRead(tx ->
                    tx.run(VERSION, installation()).single().get("version").asLong());
            if (diff.isEmpty()) {
                // Not even an empty transaction (I8).
                return Published.nothing(version);
            }
            // The cold load leaves no record per entity.
            History history = new History(publication);
            EntityWriter entities = new EntityWriter(publication, history, version > 0);
            RelationshipWriter relationships = new RelationshipWriter(publication, history, version > 0);
            if (diff.sizeBytes() <= limits.oneTransactionBytes()) {
                try {
                    return inOneTransaction(session, tx -> write(tx, entities, relationships));
                } catch (TransactionTooLargeException e) {
                    LOG.log(
                            Level.WARNING,
                            "The database had no memory for one transaction of about {0} bytes; publishing in chunks.",
                            diff.sizeBytes());
                }
            }
            return writeInChunks(session, entities, relationships);
        }
    }

    private Published write(TransactionContext tx, EntityWriter entities, RelationshipWriter relationships) {
        Published done = Published.nothing(0);
        for (Operation operation : Operation.values()) {
            Batches batches = new Batches(spool.changes(operation), limits.batchBytes());
            while (batches.hasNext()) {
                done = done.and(apply(tx, operation, batches.next(), entities, relationships));
            }
        }
        return advance(tx, done);
    }

    private Published writeInChunks(Session session, EntityWriter entities, RelationshipWriter relationships) {
        Published done = Published.nothing(0);
        for (Operation operation : Operation.values()) {
            Batches batches = new Batches(spool.changes(operation), limits.chunkBytes());
            while (batches.hasNext()) {
                List<Change> batch = batches.next();
                done = done.and(writeChunk(session, operation, batch, entities, relationships));
            }
        }
        Published total = done;
        return session.executeWrite(tx -> advance(tx, total));
    }

    /** Tells a lack of memory, at a statement or at the commit, from what passes when it is tried again. */
    private static Published inOneTransaction(Session session, TransactionCallback<Published> work) {
        try {
            return session.executeWrite(work);
        } catch (TransientException e) {
            throw TransactionTooLargeException.isMeantBy(e) ? new TransactionTooLargeException(e) : e;
        }
    }

    /** Writes a chunk in a transaction of its own; halved for as long as the database has no memory for it. */
    private Published writeChunk(
            Session session,
            Operation operation,
            List<Change> chunk,
            EntityWriter entities,
            RelationshipWriter relationships) {
        try {
            return inOneTransaction(session, tx -> apply(tx, operation, chunk, entities, relationships))
                    .and(new Published(0, 1, 0, List.of(), 0));
        } catch (TransactionTooLargeException e) {
            if (chunk.size() == 1) {
                throw e;
            }
            LOG.log(
                    Level.WARNING,
                    "The database had no memory for {0} changes ({1}) in one transaction; halving.",
                    chunk.size(),
                    operation);
            int half = chunk.size() / 2;
            return writeChunk(session, operation, chunk.subList(0, half), entities, relationships)
                    .and(writeChunk(session, operation, chunk.subList(half, chunk.size()), entities, relationships));
        }
    }

    private Published advance(TransactionContext tx, Published done) {
        long version = tx.run(ADVANCE, installation()).single().get("version").asLong();
        return done.and(new Published(version, 1, 0, List.of(), 0));
    }

    private Published apply(
            TransactionContext tx,
            Operation operation,
            List<Change> batch,
            EntityWriter entities,
            RelationshipWriter relationships) {
        try {
            return applyWithinMemory(tx, operation, batch, entities, relationships);
        } catch (TransientException e) {
            throw TransactionTooLargeException.isMeantBy(e) ? new TransactionTooLargeException(e) : e;
        }
    }

    private Published applyWithinMemory(
            TransactionContext tx,
            Operation operation,
            List<Change> batch,
            EntityWriter entities,
            RelationshipWriter relationships) {
        return switch (operation) {
            case DELETE_RELATIONSHIP -> {
                relationships.delete(tx, batch);
                yield Published.nothing(0);
            }
            case DELETE_ENTITY ->
                Published.released(
                        entities.delete(tx, batch.stream().map(Change::id).toList()));
            case CREATE_ENTITY -> {
                entities.create(tx, stagedEntities(batch));
                yield Published.nothing(0);
            }
            case UPDATE_ENTITY -> {
                entities.update(tx, stagedEntities(batch));
                yield Published.nothing(0);
            }
            case CREATE_RELATIONSHIP -> Published.lost(relationships.create(tx, stagedRelationships(batch)));
            case UPDATE_RELATIONSHIP -> {
                relationships.update(
                        tx,
                        stagedRelationships(batch),
                        batch.stream().map(Change::elementId).toList());
                yield Published.nothing(0);
            }
            case PUT_PENDING -> {
                List<Pending> pending =
                        batch.stream().map(change -> spool.pending(change.id())).toList();
                PendingGraph.put(tx, publication.installation(), pending, publication.at());
                yield Published.nothing(0);
            }
            case DELETE_PENDING -> {
                PendingGraph.delete(tx, batch.stream().map(Change::id).toList());
                yield Published.nothing(0);
            }
        };
    }

    private List<StagedEntity> stagedEntities(List<Change> batch) {
        return batch.stream().map(change -> staged.entity(change.id())).toList();
    }

    private List<StagedRelationship> stagedRelationships(List<Change> batch) {
        return batch.stream()
                .map(change -> staged.relationship(change.from(), change.id()))
                .toList();
    }

    private Map<String, Object> installation() {
        return Map.of("installation", publication.installation());
    }

    /** Cuts changes into batches of bounded size. */
    private static final class Batches implements Iterator<List<Change>> {
        private final Iterator<Change> changes;
        private final long maxBytes;

        Batches(Iterator<Change> changes, long maxBytes) {
            this.changes = changes;
            this.maxBytes = maxBytes;
        }

        @Override
        public boolean hasNext() {
            return changes.hasNext();
        }

        @Override
        public List<Change> next() {
            List<Change> batch = new ArrayList<>();
            long bytes = 0;
            while (changes.hasNext() && bytes < maxBytes) {
                Change change = changes.next();
                bytes += change.sizeBytes();
                batch.add(change);
            }
            return batch;
        }
    }
}
