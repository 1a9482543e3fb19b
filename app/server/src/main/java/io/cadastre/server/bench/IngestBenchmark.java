package io.cadastre.server.bench;

import io.cadastre.cypher.Neo4jGraph;
import io.cadastre.cypher.ingest.Ingest;
import io.cadastre.cypher.ingest.IngestLimits;
import io.cadastre.cypher.platform.DocumentStore;
import io.cadastre.cypher.schema.GraphSchema;
import io.cadastre.engine.RandomIds;
import io.cadastre.engine.call.CallRuntime;
import io.cadastre.engine.connector.ConnectorCatalogue;
import io.cadastre.engine.credential.CredentialVault;
import io.cadastre.engine.credential.Keyring;
import io.cadastre.engine.installation.Installations;
import io.cadastre.engine.installation.InvalidInstallationException;
import io.cadastre.engine.installation.NewInstallation;
import io.cadastre.engine.sync.Freshness;
import io.cadastre.engine.sync.SyncMode;
import io.cadastre.engine.sync.SyncReport;
import io.cadastre.engine.sync.SyncRunningException;
import io.cadastre.engine.sync.SyncService;
import io.cadastre.server.bench.SyntheticConnector.Population;
import io.cadastre.server.embedded.EmbeddedNeo4j;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
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
        EmbeddedNeo4j.Options options = new EmbeddedNeo4j.Options(
                directory.resolve("neo4j"), directory.resolve("logs"), PAGE_CACHE_BYTES, TRANSACTION_BYTES);
        try (EmbeddedNeo4j neo4j = EmbeddedNeo4j.start(options);
                Neo4jGraph graph = Neo4jGraph.connect(neo4j.address())) {
            new GraphSchema(graph).install();
            SyntheticConnector connector = new SyntheticConnector();
            ConnectorCatalogue catalogue = ConnectorCatalogue.of(connector);
            DocumentStore documents = new DocumentStore(graph);
            RandomIds ids = new RandomIds(new SecureRandom());
            CredentialVault vault = new CredentialVault(
                    documents, Keyring.inFile(directory.resolve("secret-key")), (name, client, settings, tokens) -> {
                        throw new IllegalStateException("Made-up data needs no OAuth.");
                    });
            Installations installations = new Installations(documents, catalogue, vault, Clock.systemUTC(), ids);
            try (SyncService syncs = new SyncService(
                    installations,
                    catalogue,
                    documents,
                    new Ingest(graph, IngestLimits.DEFAULT),
                    new Freshness(documents),
                    new CallRuntime(),
                    directory.resolve("staging"),
                    Clock.systemUTC(),
                    ids)) {
                String installation = installations
                        .create(new NewInstallation("Benchmark", SyntheticConnector.NAME, Map.of(), null))
                        .id();
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
                        new Population(entities, entities / 100, entities / 10),
                        connector,
                        syncs,
                        installation,
                        observer);
            } catch (InvalidInstallationException e) {
                throw new IllegalStateException("The synthetic connector needs no configuration.", e);
            }
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
