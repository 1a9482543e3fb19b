package io.cadastre.server.bench;

import io.cadastre.cypher.Neo4jGraph;
import io.cadastre.engine.sync.SyncMode;
import io.cadastre.engine.sync.SyncReport;
import io.cadastre.engine.sync.SyncState;
import io.cadastre.server.bench.data.Census;
import io.cadastre.server.bench.data.Estate;
import io.cadastre.server.bench.database.OursInGraph;
import io.cadastre.server.bench.jvm.HeapWatch;
import io.cadastre.spi.event.SyncEvent;
import io.cadastre.spi.event.SyncListener;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** Cadastre as the benchmark sees it: an engine, and an installation at a time of a connector that emits an estate. */
final class OurSide implements AutoCloseable {
    private final Neo4jGraph graph;
    private final BenchProgress progress;
    private final SyntheticConnector connector = new SyntheticConnector();
    private final MeasuredIngest ingest;
    private final MeasuredHouse house;
    private String installation;

    /**
     * Prepares it, with a first installation.
     *
     * @param logBytes the bytes that the database has appended to its transaction log
     * @param staging a directory for what is collected
     */
    OurSide(Neo4jGraph graph, LongSupplier logBytes, Path staging, BenchProgress progress) {
        this.graph = graph;
        this.progress = progress;
        this.ingest = new MeasuredIngest(graph, staging, logBytes, progress);
        this.house = new MeasuredHouse(graph, ingest, staging, connector);
        this.installation = house.install();
    }

    /**
     * What a sync took.
     *
     * @param time from staged to published
     * @param comparing the part of it that compares
     * @param logBytes what was appended to the transaction log in that time
     * @param collecting from the start of the sync until all was staged
     * @param sync the whole sync
     * @param heapPeakBytes the most heap in use right after a garbage collection
     */
    record Measure(
            Duration time, Duration comparing, long logBytes, Duration collecting, Duration sync, long heapPeakBytes) {
        static final Comparator<Measure> BY_TIME = Comparator.comparing(Measure::time);
    }

    /**
     * Syncs what a source holds.
     *
     * @throws IllegalStateException if the sync does not succeed
     */
    Measure sync(Estate estate) throws InterruptedException {
        connector.holds(estate);
        progress.phase("collecting", 4L * estate.size());
        try (MeasuredHouse.Listening _ = house.listen(new Collected());
                HeapWatch heap = new HeapWatch()) {
            long start = System.nanoTime();
            SyncReport report = house.sync(installation, SyncMode.FULL);
            Duration sync = Duration.ofNanos(System.nanoTime() - start);
            if (report.state() != SyncState.SUCCEEDED) {
                throw new IllegalStateException(
                        "A sync ended " + report.state() + ": " + report.reason() + " " + report.problems());
            }
            return new Measure(
                    ingest.total(),
                    ingest.comparing(),
                    ingest.transactionLogBytes(),
                    Duration.ofNanos(ingest.startNanos() - start),
                    sync,
                    heap.peakBytes());
        }
    }

    /** What it has in the graph. */
    Census census() {
        return inGraph().census();
    }

    OursInGraph inGraph() {
        return new OursInGraph(graph, installation);
    }

    /** Removes the installation with all it has, and makes another. */
    void startAgain() {
        house.remove(installation);
        installation = house.install();
    }

    @Override
    public void close() {
        house.close();
    }

    /** Tells the progress what the steps of a sync have collected together. */
    private final class Collected implements SyncListener {
        private final Map<String, Long> rowsByStep = new ConcurrentHashMap<>();

        @Override
        public void onEvent(SyncEvent event) {
            if (event instanceof SyncEvent.StepProgress so) {
                rowsByStep.put(so.step(), so.entities() + so.relationships());
                progress.done(
                        rowsByStep.values().stream().mapToLong(Long::longValue).sum());
            }
        }
    }
}
