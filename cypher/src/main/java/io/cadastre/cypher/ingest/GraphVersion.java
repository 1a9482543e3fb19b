package io.cadastre.cypher.ingest;

import java.util.Map;
import java.util.Optional;
import org.neo4j.driver.Record;
import org.neo4j.driver.TransactionContext;

/**
 * An installation's version of the graph, advanced in the transaction that changes it. It says whose publish was the
 * last, and what that did: where the answer to a commit was lost, the same transaction is run again and must find that
 * it is done already.
 */
final class GraphVersion {
    private static final String CURRENT =
            "OPTIONAL MATCH (v:_GraphVersion {installation: $installation}) RETURN coalesce(v.version, 0) AS version";

    private static final String ADVANCE = """
            MERGE (v:_GraphVersion {installation: $installation})
            ON CREATE SET v.version = 1
            ON MATCH SET v.version = v.version + 1
            SET v.sync = $sync, v.transactions = $transactions, v.foreignRelationships = $foreignRelationships,
              v.lostRelationships = $lostRelationships
            RETURN v.version AS version""";

    private static final String ALREADY = """
            MATCH (v:_GraphVersion {installation: $installation}) WHERE v.sync = $sync
            RETURN v.version AS version, v.transactions AS transactions,
              v.foreignRelationships AS foreignRelationships, v.lostRelationships AS lostRelationships""";

    private static final String LAST = """
            MATCH (v:_GraphVersion {installation: $installation}) WHERE v.sync IS NOT NULL
            RETURN v.sync AS sync""";

    private final Publication publication;

    GraphVersion(Publication publication) {
        this.publication = publication;
    }

    /** The version that the graph has; 0 before the first publish. */
    long current(TransactionContext tx) {
        return tx.run(CURRENT, Map.of("installation", publication.installation()))
                .single()
                .get("version")
                .asLong();
    }

    /** What the publish did, if it is the last one that was committed. Asked when the fence is held. */
    Optional<Published> already(TransactionContext tx) {
        return tx
                .run(ALREADY, Map.of("installation", publication.installation(), "sync", publication.syncId()))
                .list(GraphVersion::published)
                .stream()
                .findFirst();
    }

    private static Published published(Record row) {
        return new Published(
                row.get("version").asLong(),
                row.get("transactions").asInt(),
                row.get("foreignRelationships").asLong(),
                row.get("lostRelationships").asLong());
    }

    /** The publish is whole with this transaction. */
    Published advance(TransactionContext tx, Published done) {
        long version = tx.run(
                        ADVANCE,
                        Map.of(
                                "installation", publication.installation(),
                                "sync", publication.syncId(),
                                "transactions", done.transactions() + 1,
                                "foreignRelationships", done.foreignRelationships(),
                                "lostRelationships", done.lostRelationships()))
                .single()
                .get("version")
                .asLong();
        return done.and(new Published(version, 1, 0, 0));
    }

    static Optional<String> lastPublished(TransactionContext tx, String installation) {
        return tx
                .run(LAST, Map.of("installation", installation))
                .list(row -> row.get("sync").asString())
                .stream()
                .findFirst();
    }
}
