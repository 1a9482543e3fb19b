package io.cadastre.server.bench;

import io.cadastre.engine.sync.SyncMode;
import io.cadastre.engine.sync.SyncReport;
import io.cadastre.engine.sync.SyncRunningException;
import io.cadastre.engine.sync.SyncService;
import io.cadastre.server.bench.SyntheticConnector.Population;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Takes made-up entities through the SPI, staging, diff and publish, on an embedded database of its own, and says what
 * each sync took: time, bytes of transaction log, and the most heap that was used, the database's included.
 */
public final class IngestBenchmark {
    private static final long PAGE_CACHE_BYTES = 256L << 20;
    private static final long TRANSACTION_BYTES = 320L << 20;

    private final Path directory;
    private final int entities;

    /**
     * Prepares the benchmark.
     *
     * @param directory an empty directory for the database
     * @param entities how many; there are twice as many relationships
     */
    public IngestBenchmark(Path directory, int entities) {
        this.directory = directory;
        this.entities = entities;
    }

    /**
     * What one sync took.
     *
     * @param name what was measured
     * @param report the sync
     * @param time from its start to its end
     * @param transactionLogBytes what the database wrote to its log, the sync's own report included
     * @param peakHeapBytes the most heap that was used
     */
    public record Case(String name, SyncReport report, Duration time, long transactionLogBytes, long peakHeapBytes) {}

    /** Runs all cases and tells each as it ends. */
    public void run(Consumer<Case> observer) throws InterruptedException {
        SyntheticConnector connector = new SyntheticConnector();
        try (MeasuredHouse house = new MeasuredHouse(directory, PAGE_CACHE_BYTES, TRANSACTION_BYTES, connector)) {
            SyncService syncs = house.syncs();
            String installation = house.installation();
            measure("cold", new Population(entities, 0, 0), connector, syncs, installation, observer);
            for (int round = 1; round <= 3; round++) {
                measure(
                        "unchanged, round " + round,
                        new Population(entities, 0, 0),
                        connector,
                        syncs,
                        installation,
                        observer);
            }
            measure(
                    "1 % changed",
                    new Population(entities, entities / 100, 0), connector, syncs, installation, observer);
            measure(
                    "10 % gone",
                    new Population(entities, entities / 100, entities / 10), connector, syncs, installation, observer);
        }
    }

    private void measure(
            String name,
            Population population,
            SyntheticConnector connector,
            SyncService syncs,
            String installation,
            Consumer<Case> observer)
            throws InterruptedException {
        connector.population(population);
        HeapWatch heap = new HeapWatch();
        long logBefore = transactionLogBytes();
        long start = System.nanoTime();
        SyncReport report = sync(syncs, installation);
        Duration time = Duration.ofNanos(System.nanoTime() - start);
        observer.accept(new Case(name, report, time, transactionLogBytes() - logBefore, heap.stop()));
    }

    private static SyncReport sync(SyncService syncs, String installation) throws InterruptedException {
        try {
            return syncs.await(syncs.start(installation, SyncMode.FULL, "benchmark"));
        } catch (SyncRunningException e) {
            throw new IllegalStateException("The benchmark runs one sync at a time.", e);
        }
    }

    private long transactionLogBytes() {
        Path logs = directory.resolve("neo4j/data/transactions/neo4j");
        try (Stream<Path> files = Files.list(logs)) {
            return files.filter(file -> file.getFileName().toString().startsWith("neostore.transaction"))
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Looks at the heap twenty times a second. */
    private static final class HeapWatch {
        private volatile boolean stopped;
        private long peakBytes;
        private final Thread thread = Thread.ofPlatform().daemon().start(this::watch);

        private void watch() {
            while (!stopped) {
                peakBytes = Math.max(
                        peakBytes,
                        ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
                LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            }
        }

        long stop() throws InterruptedException {
            stopped = true;
            thread.join();
            return peakBytes;
        }
    }
}
