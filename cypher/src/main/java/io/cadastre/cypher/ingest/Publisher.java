package io.cadastre.cypher.ingest;

import io.cadastre.cypher.Neo4jGraph;
import io.cadastre.cypher.lease.LeaseLostException;
import io.cadastre.cypher.platform.DocumentStore;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.SimpleQueryRunner;

/**
 * Brings the graph to the collected state. A change set up to the limit is one transaction: a reader sees a sync
 * entirely or not at all (I9). A larger one is sealed on disk and then published in chunks of bounded size, each of
 * which advances the journal; what was cut off goes on where it was (I10). The order is one in which no relationship is
 * ever without an end (I3).
 *
 * <p>Every transaction first makes sure that the installation is still its process's, and takes the lock on the
 * installation's version. The one that ends the publish leaves the sync's id with it: a commit whose answer was lost is
 * not done twice.
 */
final class Publisher {
    private static final Logger LOG = System.getLogger(Publisher.class.getName());

    private final Transactions transactions;
    private final HubDrain hubs;
    private final IngestLimits limits;
    private final Publication publication;

    Publisher(Neo4jGraph graph, IngestLimits limits, Publication publication) {
        this.transactions = new Transactions(graph);
        this.hubs = new HubDrain(transactions, publication);
        this.limits = limits;
        this.publication = publication;
    }

    /**
     * Publishes what a comparison found.
     *
     * @param directory where a change set above the limit is sealed
     */
    Published publish(ChangeSet changes, Diff.Basis basis, Path directory) {
        if (changes.count() == 0) {
            return unchanged(basis);
        }
        if (changes.sizeBytes() <= limits.oneTransactionBytes()) {
            try {
                return guarded((tx, now) -> finish(
                                tx,
                                now,
                                basis,
                                basis.state().stored(),
                                writer(tx, now).write(changes.from(0))))
                        .orElseGet(this::published);
            } catch (TransactionTooLargeException e) {
                LOG.log(
                        Level.WARNING,
                        "The database had no memory for one transaction of about {0} bytes; publishing in chunks.",
                        changes.sizeBytes());
            }
        }
        return inChunks(SealedChanges.seal(directory, publication, changes), basis);
    }

    /** Goes on with a change set that an earlier process sealed and began to publish. */
    Published resume(SealedChanges sealed) {
        return inChunks(sealed, null);
    }

    /** Nothing is written if all of it is as it was, digests included (I8). */
    private Published unchanged(Diff.Basis basis) {
        if (basis.inFull() || basis.drift() > 0) {
            transactions.run(tx -> {
                publication.fence().check(tx);
                RangeState now = GraphRanges.lock(tx, publication.installation());
                if (basis.isOf(now.version())) {
                    keepDigests(tx, basis, basis.state().stored(), new Effects());
                }
                return now;
            });
        }
        return Published.nothing(basis.state().version());
    }

    /** Writes only what goes along, where nothing else is to be written. */
    void keepAlong() {
        transactions.run(tx -> {
            publication.fence().check(tx);
            DocumentStore.write(tx, publication.along());
            return publication;
        });
    }

    /** A step of a publish within its transaction. */
    private interface Step<T> {
        T run(SimpleQueryRunner tx, RangeState now);
    }

    /** Runs a step of the publish; empty if all of the publish is done already. */
    private <T> Optional<T> guarded(Step<T> step) {
        return transactions.run(tx -> {
            publication.fence().check(tx);
            RangeState now = GraphRanges.lock(tx, publication.installation());
            return now.publish().equals(publication.key()) ? Optional.empty() : Optional.of(step.run(tx, now));
        });
    }

    private MutationWriter writer(SimpleQueryRunner tx, RangeState now) {
        return new MutationWriter(tx, publication, new History(publication), now.version(), limits.batchBytes());
    }

    private Published published() {
        return transactions.run(tx -> new Published(
                GraphRanges.read(tx, publication.installation()).version(), 1, 0, List.of(), Set.of(), 0));
    }

    /**
     * Publishes a sealed change set.
     *
     * @param basis what the comparison found; null if that is no longer known
     */
    private Published inChunks(SealedChanges sealed, Diff.@Nullable Basis basis) {
        boolean begun = basis == null;
        try {
            Optional<Long> done = guarded((tx, now) -> {
                // Until the end nobody may believe the digests.
                GraphRanges.forget(tx, publication.installation());
                return Journal.begin(tx, publication, sealed.count());
            });
            if (done.isEmpty()) {
                sealed.discard();
                return published();
            }
            begun = true;
            return goOn(sealed, done.get(), new Total(done.get() == 0 ? basis : null));
        } catch (LeaseLostException e) {
            if (begun) {
                // The change set is kept: if nobody brings the data to another end meanwhile, the next start goes on.
                throw e.midway();
            }
            sealed.discard();
            throw e;
        }
    }

    private Published goOn(SealedChanges sealed, long from, Total total) {
        try (Ahead<Chunk> chunks = new Ahead<>(Chunk.of(sealed.from(from), from, limits.chunkBytes()))) {
            chunks.forEachRemaining(chunk -> write(chunk, total));
        }
        Published last = guarded((tx, now) -> finish(tx, now, total.basis, null, total.effects))
                .orElseGet(this::published);
        sealed.discard();
        return total.published.and(last);
    }

    /** Writes a chunk in a transaction of its own; halved for as long as the database has no memory for it. */
    private void write(Chunk chunk, Total total) {
        hubs.drain(chunk, total);
        try {
            guarded((tx, now) -> Journal.advance(tx, publication, chunk.position(), chunk.end())
                            ? Optional.of(
                                    writer(tx, now).write(chunk.mutations().iterator()))
                            : Optional.<Effects>empty())
                    .flatMap(Function.identity())
                    .ifPresentOrElse(total::add, total::missed);
        } catch (TransactionTooLargeException e) {
            if (chunk.mutations().size() == 1) {
                throw e;
            }
            LOG.log(
                    Level.WARNING,
                    "The database had no memory for {0} changes in one transaction; halving.",
                    chunk.mutations().size());
            chunk.halves().forEach(half -> write(half, total));
        }
    }

    /** Ends the publish: with the digests of what the graph holds now, and what is to be known about it. */
    private Published finish(
            SimpleQueryRunner tx,
            RangeState now,
            Diff.@Nullable Basis basis,
            RangeState.@Nullable Stored stored,
            Effects effects) {
        if (basis != null && basis.isOf(now.version())) {
            keepDigests(tx, basis, stored, effects);
        } else {
            // Somebody took relationships along since the comparison, or nobody compared, or a part was published by
            // another process.
            GraphRanges.forget(tx, publication.installation());
        }
        Journal.end(tx, publication.installation());
        DocumentStore.write(tx, publication.along());
        GraphRanges.published(tx, publication);
        return effects.published(GraphRanges.advance(tx, publication.installation(), publication.key()));
    }

    private void keepDigests(
            SimpleQueryRunner tx, Diff.Basis basis, RangeState.@Nullable Stored stored, Effects effects) {
        GraphRanges.write(
                tx,
                publication.installation(),
                stored,
                DigestTable.sum(basis.entities(), effects.entities()),
                DigestTable.sum(basis.relationships(), effects.relationships()),
                basis.read());
        if (basis.inFull()) {
            GraphRanges.compared(tx, publication);
        }
    }

    /** What the chunks did so far. */
    static final class Total {
        private final Effects effects = new Effects();
        private Published published = Published.nothing(0);
        private Diff.@Nullable Basis basis;

        Total(Diff.@Nullable Basis basis) {
            this.basis = basis;
        }

        void add(Effects done) {
            published = published.and(done.published(0));
            effects.addDigests(done);
        }

        /** Something was done of which the effects are not known. */
        void missed() {
            basis = null;
        }
    }
}
