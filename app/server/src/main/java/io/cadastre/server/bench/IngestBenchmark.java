package io.cadastre.server.bench;

import io.cadastre.cypher.Neo4jGraph;
import io.cadastre.server.bench.IngestResult.CaseResult;
import io.cadastre.server.bench.data.Census;
import io.cadastre.server.bench.data.Estate;
import io.cadastre.server.bench.database.ChildDatabase;
import io.cadastre.server.bench.database.OursInGraph;
import io.cadastre.server.bench.database.TagAndSweep;
import io.cadastre.server.bench.jvm.FlightRecording;
import io.cadastre.server.bench.jvm.HeapWatch;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Brings the same made-up assets into one database by two ways: by Cadastre, with a connector through the SPI, staging on
 * disk, comparison and publish, and by the {@linkplain TagAndSweep baseline}. The database is in a process of its own.
 *
 * <p>After each case both must hold exactly what the source holds, or there is no result.
 */
public final class IngestBenchmark {
    private static final int MOST_WARM_UP = 50_000;

    private final Options options;
    private final BenchProgress progress;

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

        /** Warming up, every side of every case, and the floors. */
        int steps() {
            int sides = cases.stream()
                    .mapToInt(measured -> measured.repeatable() ? 2 * rounds : 2)
                    .sum();
            return 1 + sides + (floor ? 2 : 0);
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
        var child =
                new ChildDatabase.Options(options.directory(), options.databaseHeapBytes(), options.pageCacheBytes());
        try (ChildDatabase database = ChildDatabase.start(child);
                Neo4jGraph graph = Neo4jGraph.connect(database.address());
                OurSide ours = new OurSide(
                        graph,
                        database::transactionLogBytes,
                        options.directory().resolve("staging"),
                        progress)) {
            TagAndSweep baseline = new TagAndSweep(graph);
            baseline.install();
            return new Run(database, ours, baseline).all(OursInGraph.serverVersion(graph));
        }
    }

    /** What the baseline took for one sync. */
    private record BaselineMeasure(Duration time, long logBytes) {
        static final Comparator<BaselineMeasure> BY_TIME = Comparator.comparing(BaselineMeasure::time);
    }

    /** The sides on one database. */
    private final class Run {
        private final ChildDatabase database;
        private final OurSide ours;
        private final TagAndSweep baseline;
        private Estate estate = Estate.of(options.entities());
        private int step;

        Run(ChildDatabase database, OurSide ours, TagAndSweep baseline) {
            this.database = database;
            this.ours = ours;
            this.baseline = baseline;
        }

        IngestResult all(String neo4j) throws InterruptedException {
            warmUp();
            long relationships = estate.census().relationships();
            List<CaseResult> results = new ArrayList<>();
            Long readFloor = null;
            for (IngestCase next : options.inOrder()) {
                results.add(measure(next, results.size() % 2 == 0));
                progress.measured(results.getLast());
                if (options.floor() && next == IngestCase.COLD) {
                    begin("reading ids and hashes");
                    readFloor = ours.inGraph().readFloor().toMillis();
                }
            }
            Long writeFloor = null;
            if (options.floor()) {
                begin("writing by the core API");
                writeFloor = database.writeFloor(options.entities()).toMillis();
            }
            return new IngestResult(
                    options.entities(),
                    relationships,
                    results,
                    writeFloor,
                    readFloor,
                    options.rounds(),
                    options.warmUp(),
                    memory(),
                    machine(neo4j));
        }

        /** All cases on both sides with less data, so that both processes have compiled what they run. */
        private void warmUp() throws InterruptedException {
            begin("warm-up");
            Estate less = Estate.of(options.warmUp());
            for (IngestCase next : options.inOrder()) {
                less = next.apply(less);
                ours.sync(less);
                baseline.sync(less, progress);
            }
            ours.startAgain();
            baseline.clear();
        }

        private CaseResult measure(IngestCase next, boolean oursFirst) throws InterruptedException {
            List<OurSide.Measure> oursMeasured = new ArrayList<>();
            List<BaselineMeasure> baselineMeasured = new ArrayList<>();
            int rounds = next.repeatable() ? options.rounds() : 1;
            for (int round = 0; round < rounds; round++) {
                estate = next.apply(estate);
                // Who comes first alternates, so that it is not always the same side that finds the cache warm.
                if (oursFirst == (round % 2 == 0)) {
                    oursMeasured.add(measureOurs(next));
                    baselineMeasured.add(measureBaseline(next));
                } else {
                    baselineMeasured.add(measureBaseline(next));
                    oursMeasured.add(measureOurs(next));
                }
                check(next, "Cadastre", ours.census());
                check(next, "the baseline", baseline.census());
            }
            return result(
                    next,
                    median(oursMeasured, OurSide.Measure.BY_TIME),
                    median(baselineMeasured, BaselineMeasure.BY_TIME));
        }

        private OurSide.Measure measureOurs(IngestCase next) throws InterruptedException {
            begin(next.label() + ", ours");
            Optional<Path> profiles = options.profiles();
            if (profiles.isEmpty()) {
                return ours.sync(estate);
            }
            database.startProfile();
            FlightRecording recording = FlightRecording.start();
            OurSide.Measure measure = ours.sync(estate);
            recording.keep(profiles.get().resolve(next.label() + "-app.jfr"));
            database.keepProfile(profiles.get().resolve(next.label() + "-database.jfr"));
            return measure;
        }

        private BaselineMeasure measureBaseline(IngestCase next) {
            begin(next.label() + ", baseline");
            long before = database.transactionLogBytes();
            Duration time = baseline.sync(estate, progress);
            return new BaselineMeasure(time, database.transactionLogBytes() - before);
        }

        /** Begins a step, so that it does not pay for what the one before left to be done. */
        private void begin(String name) {
            progress.step(name, ++step, options.steps());
            progress.phase("settling", 0);
            database.settle();
            HeapWatch.collectGarbage();
        }

        private void check(IngestCase done, String side, Census found) {
            Census expected = estate.census();
            if (!found.equals(expected)) {
                throw new IllegalStateException("After '" + done.label() + "' " + side + " holds " + found
                        + ", and the source holds " + expected + ": there is nothing to compare.");
            }
        }
    }

    private static CaseResult result(IngestCase done, OurSide.Measure ours, BaselineMeasure baseline) {
        double ratio =
                (double) baseline.time().toNanos() / Math.max(1, ours.time().toNanos());
        return new CaseResult(
                done.label(),
                ours.time().toMillis(),
                baseline.time().toMillis(),
                Math.round(ratio * 100) / 100.0,
                ours.logBytes(),
                baseline.logBytes(),
                ours.comparing().toMillis(),
                ours.collecting().toMillis(),
                ours.sync().toMillis(),
                ours.heapPeakBytes() >> 20);
    }

    private static <T> T median(List<T> rounds, Comparator<T> order) {
        return rounds.stream().sorted(order).toList().get((rounds.size() - 1) / 2);
    }

    private IngestResult.Memory memory() {
        return new IngestResult.Memory(
                Runtime.getRuntime().maxMemory() >> 20,
                options.databaseHeapBytes() >> 20,
                options.pageCacheBytes() >> 20);
    }

    private static IngestResult.Machine machine(String neo4j) {
        String version = IngestBenchmark.class.getPackage().getImplementationVersion();
        return new IngestResult.Machine(
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                Runtime.version().toString(),
                neo4j,
                version == null ? "not packaged" : version);
    }
}
