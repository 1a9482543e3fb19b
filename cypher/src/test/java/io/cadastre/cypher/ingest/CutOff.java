package io.cadastre.cypher.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.cadastre.cypher.Neo4jGraph;
import java.util.Iterator;

/** A process that dies while it publishes a sealed change set. */
final class CutOff {
    private CutOff() {}

    /** Publishes until so many chunks are written, or goes on with an earlier publish for so many; 0 for none. */
    static void after(
            int chunks, Neo4jGraph graph, SealedChanges sealed, Publication publication, IngestLimits limits) {
        if (chunks == 0) {
            return;
        }
        Transactions transactions = new Transactions(graph);
        long done = transactions.run(tx -> {
            GraphRanges.lock(tx, publication.installation());
            GraphRanges.forget(tx, publication.installation());
            return Journal.begin(tx, publication, sealed.count());
        });
        Iterator<Chunk> all = Chunk.of(sealed.from(done), done, limits.chunkBytes());
        for (int i = 0; i < chunks && all.hasNext(); i++) {
            Chunk chunk = all.next();
            transactions.run(tx -> {
                long version = GraphRanges.lock(tx, publication.installation()).version();
                assertThat(Journal.advance(tx, publication, chunk.position(), chunk.end()))
                        .isTrue();
                return new MutationWriter(tx, publication, new History(publication), version, limits.batchBytes())
                        .write(chunk.mutations().iterator());
            });
        }
    }
}
