package io.cadastre.cypher.ingest;

import java.util.List;
import java.util.Map;
import org.neo4j.driver.SimpleQueryRunner;

/**
 * Takes the relationships from hubs that are about to be deleted, some at a time: all of them in one transaction might be
 * more than the database has memory for. Only where a publish takes several transactions.
 */
final class HubDrain {
    /** An entity with more relationships than this is a hub. */
    private static final int SOME = 5_000;

    private static final String HUBS = """
            UNWIND $ids AS id MATCH (e:Entity {_id: id}) WHERE COUNT { (e)--() } > $some
            RETURN e._id AS id""";

    private final Transactions transactions;
    private final Publication publication;

    HubDrain(Transactions transactions, Publication publication) {
        this.transactions = transactions;
        this.publication = publication;
    }

    void drain(Chunk chunk, Publisher.Total total) {
        List<String> ids = chunk.mutations().stream()
                .filter(Mutation.DeleteEntity.class::isInstance)
                .map(mutation -> ((Mutation.DeleteEntity) mutation).id())
                .toList();
        if (ids.isEmpty()) {
            return;
        }
        List<String> hubs = transactions.run(tx -> tx.run(HUBS, Map.of("ids", ids, "some", SOME))
                .list(row -> row.get("id").asString()));
        for (String hub : hubs) {
            // If the answer to a commit is lost, nobody knows what went.
            total.missed();
            while (transactions.run(tx -> takeOwn(tx, hub)) > 0) {}
            Effects effects;
            do {
                effects = transactions.run(tx -> takeForeign(tx, hub));
                total.add(effects);
            } while (effects.tookAnything());
        }
    }

    private long takeOwn(SimpleQueryRunner tx, String hub) {
        publication.fence().check(tx);
        GraphRanges.lock(tx, publication.installation());
        return new RelationshipWriter(publication, new History(publication), true, new Effects())
                .deleteAt(tx, hub, SOME);
    }

    private Effects takeForeign(SimpleQueryRunner tx, String hub) {
        publication.fence().check(tx);
        GraphRanges.lock(tx, publication.installation());
        Effects effects = new Effects();
        new ForeignRelationships(publication, new History(publication), effects).release(tx, List.of(hub), SOME);
        effects.tookAlong().forEach((installation, gone) -> GraphRanges.follow(tx, installation, gone));
        return effects;
    }
}
