package io.cadastre.server.cli;

import io.cadastre.engine.sync.SyncStats;
import io.cadastre.server.Logs;
import io.cadastre.server.bench.IngestBenchmark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "bench",
        description = "Measures ingest on made-up data, on a database of its own that is thrown away.",
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

    /** What can be measured. */
    enum Subject {
        INGEST
    }

    BenchCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public void run() {
        if (entities < 100) {
            throw new CommandException(ExitCode.USAGE, "--entities must be at least 100.");
        }
        switch (subject) {
            case INGEST -> ingest();
        }
    }

    private void ingest() {
        Logs.quiet();
        TextTable table = new TextTable(List.of(
                "sync", "state", "ms", "created", "updated", "unchanged", "deleted", "log bytes", "peak heap MiB"));
        try {
            Path directory = Files.createTempDirectory("cadastre-bench");
            try {
                new IngestBenchmark(directory, entities).run(done -> {
                    environment.err().println(done.name() + ": " + done.time().toMillis() + " ms");
                    SyncStats stats = done.report().stats();
                    table.add(List.of(
                            done.name(),
                            done.report().state().name(),
                            "%,d".formatted(done.time().toMillis()),
                            both(
                                    stats.entities().created(),
                                    stats.relationships().created()),
                            both(
                                    stats.entities().updated(),
                                    stats.relationships().updated()),
                            both(
                                    stats.entities().unchanged(),
                                    stats.relationships().unchanged()),
                            both(
                                    stats.entities().deleted(),
                                    stats.relationships().deleted()),
                            "%,d".formatted(done.transactionLogBytes()),
                            "%,d".formatted(done.peakHeapBytes() >> 20)));
                });
            } finally {
                remove(directory);
            }
        } catch (IOException e) {
            throw new CommandException(ExitCode.FAILED, "The temporary directory cannot be used: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
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
