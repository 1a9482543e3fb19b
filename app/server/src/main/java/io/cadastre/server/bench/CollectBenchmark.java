package io.cadastre.server.bench;

import io.cadastre.cypher.Neo4jGraph;
import io.cadastre.cypher.ingest.Ingest;
import io.cadastre.cypher.ingest.IngestLimits;
import io.cadastre.engine.sync.SyncMode;
import io.cadastre.engine.sync.SyncReport;
import io.cadastre.server.embedded.EmbeddedNeo4j;
import io.cadastre.spi.event.SyncEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/**
 * Takes children of parents from an API within the process through a pipeline into staging, and says how many a second:
 * from the first step's start to the last step's end, everything between them included. What follows, the comparison
 * with an empty graph, is not counted, and nothing is published.
 */
public final class CollectBenchmark {
    private static final long PAGE_CACHE_BYTES = 64L << 20;
    private static final long TRANSACTION_BYTES = 64L << 20;

    private final Path directory;
    private final PeopleConnector connector;
    private final int entities;

    /**
     * Prepares the benchmark.
     *
     * @param directory an empty directory for the database
     * @param parents how many parents
     * @param children how many children each has
     */
    public CollectBenchmark(Path directory, int parents, int children) {
        this.directory = directory;
        this.connector = new PeopleConnector(parents, children);
        this.entities = parents + parents * children;
    }

    /**
     * One round.
     *
     * @param warm whether the rounds before it warmed the virtual machine up
     * @param time what collecting took
     * @param entitiesPerSecond entities that came into staging; each child has a relationship to its parent, too
     */
    public record Round(boolean warm, Duration time, long entitiesPerSecond) {}

    /** Runs rounds that warm up, then others that count. */
    public void run(int warmup, int counted, Consumer<Round> observer) throws InterruptedException {
        Path staging = directory.resolve("staging");
        var options = new EmbeddedNeo4j.Options(
                directory.resolve("neo4j"), directory.resolve("logs"), PAGE_CACHE_BYTES, TRANSACTION_BYTES);
        try (EmbeddedNeo4j neo4j = EmbeddedNeo4j.start(options);
                Neo4jGraph graph = Neo4jGraph.connect(neo4j.address());
                MeasuredHouse house = new MeasuredHouse(
                        graph, new Ingest(graph, IngestLimits.DEFAULT, staging), staging, connector)) {
            String installation = house.install();
            for (int round = 0; round < warmup + counted; round++) {
                observer.accept(measure(round >= warmup, house, installation));
            }
        }
    }

    private Round measure(boolean warm, MeasuredHouse house, String installation) throws InterruptedException {
        BlockingQueue<SyncEvent> events = new LinkedBlockingQueue<>();
        try (MeasuredHouse.Listening _ = house.listen(events::add)) {
            SyncReport report = house.sync(installation, SyncMode.PLAN);
            if (report.progress().entities() != entities) {
                throw new IllegalStateException(
                        "Collected " + report.progress().entities() + " of " + entities + ": " + report.reason());
            }
            return round(warm, events);
        }
    }

    private Round round(boolean warm, BlockingQueue<SyncEvent> events) throws InterruptedException {
        Instant start = null;
        Instant end = null;
        for (SyncEvent event = events.take(); !(event instanceof SyncEvent.SyncCompleted); event = events.take()) {
            if (event instanceof SyncEvent.StepStarted && start == null) {
                start = event.at();
            }
            if (event instanceof SyncEvent.StepCompleted) {
                end = event.at();
            }
        }
        if (start == null || end == null) {
            throw new IllegalStateException("No step ran.");
        }
        Duration time = Duration.between(start, end);
        return new Round(warm, time, entities * 1_000_000_000L / Math.max(1, time.toNanos()));
    }
}
