package io.cadastre.server.cli;

import io.cadastre.engine.sync.SyncStats;
import io.cadastre.server.Logs;
import io.cadastre.server.bench.CollectBenchmark;
import io.cadastre.server.bench.IngestBenchmark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "bench",
        description =
                "Measures on made-up data, on a database of its own that is thrown away: ingest (collect, compare, publish)"
                        + " or collect (a pipeline into staging).",
        mixinStandardHelpOptions = true)
final class BenchCommand implements Runnable {
    private final Environment environment;

    @Parameters(paramLabel = "WHAT", description = "What to measure: ${COMPLETION-CANDIDATES}.")
    private Subject subject = Subject.INGEST;

    @Option(
            names = "--entities",
            paramLabel = "N",
            defaultValue = "100000",
            description = "How many entities, with twice as many relationships. Default: ${DEFAULT-VALUE}")
    private int entities;

    @Option(
            names = "--parents",
            paramLabel = "N",
            defaultValue = "50",
            description = "For collect: how many parents. Default: ${DEFAULT-VALUE}")
    private int parents;

    @Option(
            names = "--children",
            paramLabel = "N",
            defaultValue = "1000",
            description = "For collect: how many children each parent has. Default: ${DEFAULT-VALUE}")
    private int children;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "10",
            description = "For collect: how many rounds count, after as many that warm up. Default: ${DEFAULT-VALUE}")
    private int rounds;

    /** What can be measured. */
    enum Subject {
        INGEST,
        COLLECT
    }

    BenchCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public void run() {
        if (entities < 100) {
            throw new CommandException(ExitCode.USAGE, "--entities must be at least 100.");
        }
        if (parents < 1 || children < 1 || rounds < 1) {
            throw new CommandException(ExitCode.USAGE, "--parents, --children and --rounds must be at least 1.");
        }
        Logs.quiet();
        switch (subject) {
            case INGEST -> ingest();
            case COLLECT -> collect();
        }
    }

    private void collect() {
        List<Long> rates = new ArrayList<>();
        withDirectory(directory -> new CollectBenchmark(directory, parents, children).run(rounds, rounds, round -> {
            environment
                    .err()
                    .printf(
                            "%s: %,d ms, %,d entities/s%n",
                            round.warm() ? "counts" : "warms up", round.time().toMillis(), round.entitiesPerSecond());
            if (round.warm()) {
                rates.add(round.entitiesPerSecond());
            }
        }));
        Collections.sort(rates);
        TextTable table = new TextTable(List.of("parents", "children each", "rounds", "min/s", "median/s", "max/s"));
        table.add(List.of(
                "%,d".formatted(parents),
                "%,d".formatted(children),
                "%,d".formatted(rounds),
                "%,d".formatted(rates.getFirst()),
                "%,d".formatted(rates.get(rates.size() / 2)),
                "%,d".formatted(rates.getLast())));
        table.print(environment.out());
    }

    /** Measures in a directory that is thrown away. */
    @FunctionalInterface
    private interface Measuring {
        void in(Path directory) throws InterruptedException;
    }

    private static void withDirectory(Measuring measuring) {
        try {
            Path directory = Files.createTempDirectory("cadastre-bench");
            try {
                measuring.in(directory);
            } finally {
                remove(directory);
            }
        } catch (IOException e) {
            throw new CommandException(ExitCode.FAILED, "The temporary directory cannot be used: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void ingest() {
        TextTable table = new TextTable(List.of(
                "sync", "state", "ms", "created", "updated", "unchanged", "deleted", "log bytes", "peak heap MiB"));
        withDirectory(directory -> new IngestBenchmark(directory, entities).run(done -> {
            environment.err().println(done.name() + ": " + done.time().toMillis() + " ms");
            SyncStats stats = done.report().stats();
            table.add(List.of(
                    done.name(),
                    done.report().state().name(),
                    "%,d".formatted(done.time().toMillis()),
                    both(stats.entities().created(), stats.relationships().created()),
                    both(stats.entities().updated(), stats.relationships().updated()),
                    both(stats.entities().unchanged(), stats.relationships().unchanged()),
                    both(stats.entities().deleted(), stats.relationships().deleted()),
                    "%,d".formatted(done.transactionLogBytes()),
                    "%,d".formatted(done.peakHeapBytes() >> 20)));
        }));
        table.print(environment.out());
    }

    private static String both(long entities, long relationships) {
        return "%,d + %,d".formatted(entities, relationships);
    }

    private static void remove(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
