package io.cadastre.server.bench;

import io.cadastre.cypher.Neo4jGraph;
import io.cadastre.engine.sync.SyncMode;
import io.cadastre.engine.sync.SyncReport;
import io.cadastre.engine.sync.SyncState;
import io.cadastre.server.bench.IngestResult.CaseResult;
import io.cadastre.server.bench.data.Census;
import io.cadastre.server.bench.data.Estate;
import io.cadastre.server.bench.database.ChildDatabase;
import io.cadastre.server.bench.database.OursInGraph;
import io.cadastre.server.bench.database.TagAndSweep;
import io.cadastre.server.bench.jvm.FlightRecording;
import io.cadastre.server.bench.jvm.HeapWatch;
import io.cadastre.spi.event.SyncEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Brings the same made-up assets into one database by two ways: by Cadastre, with a connector through the SPI, staging on
 * disk, comparison and publish, and by the {@linkplain TagAndSweep baseline}. The database is in a process of its own.
 *
 * <p>After each case both must hold exactly what the source holds, or there is no result.
 */
public final class IngestBenchmark {
    private static final int MOST_WARM_UP = 10_000;

    private final Options options;
    private final BenchProgress progress;
    private final SyntheticConnector connector = new SyntheticConnector();
    private int step;

    /**
     * What is measured, and with what.
     *
     * @param directory an empty directory for the database and for staging
     * @param entities how many; there are three times as many relationships
     * @param cases which cases; {@link IngestCase#COLD} must be among them
     * @param rounds how often the cases are measured that can be; the median counts
     * @param databaseHeapBytes the most heap of the process that holds the database
     * @param pageCacheBytes its page cache
     * @param floor whether to measure what neither side can undercut
     * @param profiles where to leave a flight recording of both processes for each of our syncs
     */
    public record Options(
            Path directory,
            int entities,
            Set<IngestCase> cases,
            int rounds,
            long databaseHeapBytes,
            long pageCacheBytes,
            boolean floor,
            Optional<Path> profiles) {
        public Options {
            cases = Set.copyOf(cases);
            if (entities < Estate.LEAST || rounds < 1 || !cases.contains(IngestCase.COLD)) {
                throw new IllegalArgumentException(
                        "There must be " + Estate.LEAST + " entities, a round and the cold case at least.");
            }
        }

        List<IngestCase> inOrder() {
            return cases.stream().sorted().toList();
        }

        int warmUp() {
            return Math.max(Estate.LEAST, Math.min(MOST_WARM_UP, entities / 2));
        }
    }

    public IngestBenchmark(Options options, BenchProgress progress) {
        this.options = options;
        this.progress = progress;
    }

    /**
     * Measures.
     *
     * @throws IllegalStateException if a side does not hold what it should; the message says which, after which case
     */
    public IngestResult run() throws InterruptedException {
        try (ChildDatabase database = ChildDatabase.start(new ChildDatabase.Options(
                        options.directory(), options.databaseHeapBytes(), options.pageCacheBytes()));
                Neo4jGraph graph = Neo4jGraph.connect(database.address())) {
            MeasuredIngest ingest = new MeasuredIngest(graph, database::transactionLogBytes, progress);
            try (MeasuredHouse house =
                    new MeasuredHouse(graph, ingest, options.directory().resolve("staging"), connector)) {
                return new Run(database, graph, ingest, house).all();
            }
        }
    }

    /** What one side took for one sync. */
    private record Side(Duration time, long logBytes) {
        static final Comparator<Side> BY_TIME = Comparator.comparing(Side::time);
    }

    /** What our side took for one sync, and what surrounds it. */
    private record Ours(Side side, Duration comparing, Duration collecting, Duration sync, long heapPeakBytes) {
        static final Comparator<Ours> BY_TIME = Comparator.comparing(Ours::side, Side.BY_TIME);
    }

    private final class Run {
        private final ChildDatabase database;
        private final Neo4jGraph graph;
        private final MeasuredIngest ingest;
        private final MeasuredHouse house;
        private final TagAndSweep baseline;

        Run(ChildDatabase database, Neo4jGraph graph, MeasuredIngest ingest, MeasuredHouse house) {
            this.database = database;
            this.graph = graph;
            this.ingest = ingest;
            this.house = house;
            this.baseline = new TagAndSweep(graph);
        }

        IngestResult all() throws InterruptedException {
            baseline.install();
            warmUp();
            String installation = house.install();
            OursInGraph ours = new OursInGraph(graph, installation);
            Estate estate = Estate.of(options.entities());
            long relationships = estate.census().relationships();
            List<CaseResult> results = new ArrayList<>();
            Long readFloor = null;
            for (IngestCase next : options.inOrder()) {
                CaseRun run = new CaseRun(next, estate, installation, ours, results.size() % 2 == 0);
                results.add(run.measure());
                progress.measured(results.getLast());
                estate = run.estate;
                if (options.floor() && next == IngestCase.COLD) {
                    step("reading ids and hashes");
                    database.settle();
                    readFloor = ours.readFloor().toMillis();
                }
            }
            return new IngestResult(
                    options.entities(),
                    relationships,
                    results,
                    options.floor() ? writeFloor() : null,
                    readFloor,
                    options.rounds(),
                    options.warmUp(),
                    new IngestResult.Memory(
                            Runtime.getRuntime().maxMemory() >> 20,
                            options.databaseHeapBytes() >> 20,
                            options.pageCacheBytes() >> 20),
                    machine());
        }

        private Long writeFloor() {
            step("writing by the core API");
            database.settle();
            return database.writeFloor(options.entities()).toMillis();
        }

        /** All cases on both sides with less data, so that both processes have compiled what they run. */
        private void warmUp() throws InterruptedException {
            step("warm-up");
            String installation = house.install();
            Estate estate = Estate.of(options.warmUp());
            for (IngestCase next : options.inOrder()) {
                estate = next.apply(estate);
                syncOurs(estate, installation);
                baseline.sync(estate, progress);
            }
            house.remove(installation);
            baseline.clear();
        }

        private Ours syncOurs(Estate estate, String installation) throws InterruptedException {
            connector.holds(estate);
            progress.phase("collecting", 4L * estate.size());
            AutoCloseable listening = house.syncs().subscribe(new Collected());
            try (HeapWatch heap = new HeapWatch()) {
                long start = System.nanoTime();
                SyncReport report = house.sync(installation, SyncMode.FULL);
                Duration sync = Duration.ofNanos(System.nanoTime() - start);
                if (report.state() != SyncState.SUCCEEDED) {
                    throw new IllegalStateException(
                            "A sync ended " + report.state() + ": " + report.reason() + " " + report.problems());
                }
                return new Ours(
                        new Side(ingest.total(), ingest.transactionLogBytes()),
                        ingest.comparing(),
                        Duration.ofNanos(ingest.startNanos() - start),
                        sync,
                        heap.peakBytes());
            } finally {
                close(listening);
            }
        }

        private IngestResult.Machine machine() {
            String version = IngestBenchmark.class.getPackage().getImplementationVersion();
            return new IngestResult.Machine(
                    Runtime.getRuntime().availableProcessors(),
                    System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                    Runtime.version().toString(),
                    OursInGraph.serverVersion(graph),
                    version == null ? "not packaged" : version);
        }

        /** One case on both sides. */
        private final class CaseRun {
            private final IngestCase measured;
            private final String installation;
            private final OursInGraph graphOfOurs;
            private final boolean oursFirst;
            private Estate estate;

            CaseRun(IngestCase measured, Estate before, String installation, OursInGraph ours, boolean oursFirst) {
                this.measured = measured;
                this.estate = before;
                this.installation = installation;
                this.graphOfOurs = ours;
                this.oursFirst = oursFirst;
            }

            CaseResult measure() throws InterruptedException {
                List<Ours> ours = new ArrayList<>();
                List<Side> theirs = new ArrayList<>();
                int rounds = measured.repeatable() ? options.rounds() : 1;
                for (int round = 0; round < rounds; round++) {
                    estate = measured.apply(estate);
                    // Who comes first alternates, so that neither side always finds the other's pages in the cache.
                    if (oursFirst == (round % 2 == 0)) {
                        ours.add(ours());
                        theirs.add(theirs());
                    } else {
                        theirs.add(theirs());
                        ours.add(ours());
                    }
                    Census expected = estate.census();
                    check("Cadastre", graphOfOurs.census(), expected);
                    check("the baseline", baseline.census(), expected);
                }
                return result(median(ours, Ours.BY_TIME), median(theirs, Side.BY_TIME));
            }

            private Ours ours() throws InterruptedException {
                step(measured.label() + ", ours");
                settle();
                Optional<Path> profiles = options.profiles();
                if (profiles.isEmpty()) {
                    return syncOurs(estate, installation);
                }
                database.startProfile();
                FlightRecording recording = FlightRecording.start();
                Ours ours = syncOurs(estate, installation);
                recording.keep(profiles.get().resolve(measured.label() + "-app.jfr"));
                database.keepProfile(profiles.get().resolve(measured.label() + "-database.jfr"));
                return ours;
            }

            private Side theirs() {
                step(measured.label() + ", baseline");
                settle();
                long before = database.transactionLogBytes();
                Duration time = baseline.sync(estate, progress);
                return new Side(time, database.transactionLogBytes() - before);
            }

            /** So that no side pays for what the other left to be done. */
            private void settle() {
                progress.phase("settling", 0);
                database.settle();
                HeapWatch.collectGarbage();
            }

            private void check(String side, Census found, Census expected) {
                if (!found.equals(expected)) {
                    throw new IllegalStateException("After '" + measured.label() + "' " + side + " holds " + found
                            + ", and the source holds " + expected + ": there is nothing to compare.");
                }
            }

            private CaseResult result(Ours ours, Side theirs) {
                double ratio = (double) theirs.time().toNanos()
                        / Math.max(1, ours.side().time().toNanos());
                return new CaseResult(
                        measured.label(),
                        ours.side().time().toMillis(),
                        theirs.time().toMillis(),
                        Math.round(ratio * 100) / 100.0,
                        ours.side().logBytes(),
                        theirs.logBytes(),
                        ours.comparing().toMillis(),
                        ours.collecting().toMillis(),
                        ours.sync().toMillis(),
                        ours.heapPeakBytes() >> 20);
            }
        }
    }

    private static <T> T median(List<T> rounds, Comparator<T> order) {
        return rounds.stream().sorted(order).toList().get((rounds.size() - 1) / 2);
    }

    private void step(String name) {
        progress.step(name, ++step, steps());
    }

    private int steps() {
        int sides = options.cases().stream()
                .mapToInt(measured -> measured.repeatable() ? 2 * options.rounds() : 2)
                .sum();
        return 1 + sides + (options.floor() ? 2 : 0);
    }

    private static void close(@Nullable AutoCloseable listening) {
        try {
            if (listening != null) {
                listening.close();
            }
        } catch (Exception e) {
            throw new IllegalStateException("Listening does not end.", e);
        }
    }

    /** Tells the progress what the steps of a sync have collected together. */
    private final class Collected implements io.cadastre.spi.event.SyncListener {
        private final ConcurrentHashMap<String, Long> rowsByStep = new ConcurrentHashMap<>();

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
