package io.cadastre.server.bench;

import io.cadastre.cypher.Neo4jGraph;
import io.cadastre.cypher.ingest.ChangeSpool;
import io.cadastre.cypher.ingest.Comparison;
import io.cadastre.cypher.ingest.DeletionBudget;
import io.cadastre.cypher.ingest.Diff;
import io.cadastre.cypher.ingest.Evidence;
import io.cadastre.cypher.ingest.Ingest;
import io.cadastre.cypher.ingest.IngestLimits;
import io.cadastre.cypher.ingest.Publication;
import io.cadastre.cypher.ingest.Published;
import io.cadastre.cypher.ingest.StagedGraph;
import io.cadastre.server.bench.database.PhaseProgress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Ingest as the product has it, with a clock at its door: from the start of the comparison, when everything is staged, to
 * the end of the publish, when search finds it. What the engine does between the two counts; what it keeps about the sync
 * before and after does not.
 */
final class MeasuredIngest extends Ingest {
    private final LongSupplier logBytes;
    private final PhaseProgress progress;
    private long startBytes;
    private long endBytes;
    private long startNanos;
    private long comparedNanos;
    private long endNanos;

    /**
     * Measures.
     *
     * @param directory where change sets that are too large for one transaction are sealed
     * @param logBytes the bytes that the database has appended to its transaction log
     */
    MeasuredIngest(Neo4jGraph graph, Path directory, LongSupplier logBytes, PhaseProgress progress) {
        super(graph, IngestLimits.DEFAULT, directory);
        this.logBytes = logBytes;
        this.progress = progress;
    }

    @Override
    public Diff diff(
            String installation,
            StagedGraph staged,
            Evidence evidence,
            ChangeSpool spool,
            Comparison comparison,
            DeletionBudget budget) {
        progress.phase("comparing", 0);
        startBytes = logBytes.getAsLong();
        startNanos = System.nanoTime();
        Diff diff = super.diff(installation, staged, evidence, spool, comparison, budget);
        comparedNanos = System.nanoTime();
        return diff;
    }

    @Override
    public Published publish(Publication publication, StagedGraph staged, Diff diff, ChangeSpool spool) {
        progress.phase("publishing", 0);
        Published published = super.publish(publication, staged, diff, spool);
        endNanos = System.nanoTime();
        endBytes = logBytes.getAsLong();
        return published;
    }

    /** When the last comparison began, on the clock of {@link System#nanoTime}. */
    long startNanos() {
        return startNanos;
    }

    /** How long the last comparison took. */
    Duration comparing() {
        return Duration.ofNanos(comparedNanos - startNanos);
    }

    /** From the start of the last comparison to the end of the last publish. */
    Duration total() {
        return Duration.ofNanos(endNanos - startNanos);
    }

    /** What was appended to the transaction log in that time. */
    long transactionLogBytes() {
        return endBytes - startBytes;
    }
}
