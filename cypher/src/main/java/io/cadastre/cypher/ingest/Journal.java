package io.cadastre.cypher.ingest;

import java.util.Map;
import java.util.Optional;
import org.neo4j.driver.Record;
import org.neo4j.driver.SimpleQueryRunner;

/**
 * How far a sealed change set is published. It stands in the graph from the first of its transactions to the last, so
 * that whoever looks can tell that the installation's data is between two states (I9), and a publish that was cut off
 * goes on where it was (I10).
 */
final class Journal {
    private static final String BEGIN = """
            MERGE (j:_Journal {_installation: $installation})
            ON CREATE SET j._publish = $publish, j._done = 0
            SET j._done = CASE WHEN j._publish = $publish THEN j._done ELSE 0 END, j._publish = $publish,
                j._sync = $sync, j._total = $total
            RETURN j._done AS done""";

    // The write comes first: it takes the lock, so that what is read is not changed by anybody else meanwhile.
    private static final String ADVANCE = """
            MATCH (j:_Journal {_installation: $installation}) SET j._lock = true
            WITH j WHERE j._publish = $publish AND j._done = $from
            SET j._done = $to REMOVE j._lock
            RETURN count(j) AS advanced""";

    private static final String END = "MATCH (j:_Journal {_installation: $installation}) DELETE j";

    private static final String STATE = """
            MATCH (j:_Journal {_installation: $installation})
            RETURN j._publish AS publish, j._sync AS sync, j._done AS done, j._total AS total""";

    private Journal() {}

    /** Notes that a change set is about to be published; gives how much of it already is. */
    static long begin(SimpleQueryRunner tx, Publication publication, long total) {
        return tx.run(
                        BEGIN,
                        Map.of(
                                "installation",
                                publication.installation(),
                                "publish",
                                publication.key(),
                                "sync",
                                publication.syncId(),
                                "total",
                                total))
                .single()
                .get("done")
                .asLong();
    }

    /**
     * Notes that the mutations up to a position are done, in the transaction that does them.
     *
     * @return whether they were not done before: if they were, the commit of an earlier try came through although its
     *     answer did not
     */
    static boolean advance(SimpleQueryRunner tx, Publication publication, long from, long to) {
        return tx.run(
                                ADVANCE,
                                Map.of(
                                        "installation",
                                        publication.installation(),
                                        "publish",
                                        publication.key(),
                                        "from",
                                        from,
                                        "to",
                                        to))
                        .single()
                        .get("advanced")
                        .asLong()
                > 0;
    }

    /** Notes that nothing is left to do. Also ends what an earlier, given up change set left. */
    static void end(SimpleQueryRunner tx, String installation) {
        tx.run(END, Map.of("installation", installation)).consume();
    }

    /** The publish of an installation that is under way, or was cut off. */
    static Optional<PublishState> state(SimpleQueryRunner tx, String installation) {
        return tx.run(STATE, Map.of("installation", installation)).stream()
                .findFirst()
                .map(Journal::state);
    }

    private static PublishState state(Record row) {
        return new PublishState(
                row.get("publish").asString(),
                row.get("sync").asString(),
                row.get("done").asLong(),
                row.get("total").asLong());
    }
}
