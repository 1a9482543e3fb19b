package io.cadastre.server.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.cadastre.server.Logs;
import io.cadastre.server.bench.IngestBenchmark;
import io.cadastre.server.bench.IngestCase;
import io.cadastre.server.bench.IngestResult;
import io.cadastre.server.bench.data.Estate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "ingest",
        description = "Compares ingest with the way such tools usually write, on one database, which runs in another"
                + " process: everything new, nothing changed, 1 %% changed, one changed, 10 %% gone.",
        mixinStandardHelpOptions = true)
final class BenchIngestCommand implements Runnable {
    private final Environment environment;

    @Option(
            names = "--entities",
            paramLabel = "N",
            defaultValue = "100000",
            description = "How many entities, with three times as many relationships. Default: ${DEFAULT-VALUE}")
    private int entities;

    @Option(names = "--json", description = "Prints JSON and nothing else.")
    private boolean json;

    @Option(
            names = "--cases",
            paramLabel = "CASE",
            split = ",",
            description = "Only these, separated by commas; cold is always among them. Default: all.")
    private List<String> cases = List.of();

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "1",
            description =
                    "How often unchanged and changed-1 are measured; the median counts. Default: ${DEFAULT-VALUE}")
    private int rounds;

    @Option(
            names = "--floor",
            description = "Also measures what nothing can undercut: writing the same by the core API, and reading all"
                    + " ids and hashes.")
    private boolean floor;

    @Option(
            names = "--database-heap",
            paramLabel = "MIB",
            defaultValue = "2048",
            description = "The heap of the process of the database. Default: ${DEFAULT-VALUE}")
    private long databaseHeap;

    @Option(
            names = "--page-cache",
            paramLabel = "MIB",
            defaultValue = "2048",
            description = "The page cache of the database. Default: ${DEFAULT-VALUE}")
    private long pageCache;

    @Option(
            names = "--keep",
            paramLabel = "DIR",
            description = "Measures in this directory, which must be empty, and leaves the database and the log there.")
    private @Nullable Path keep;

    @Option(
            names = "--profile",
            paramLabel = "DIR",
            description = "Leaves flight recordings of both processes there, CASE-app.jfr and CASE-database.jfr, of our"
                    + " syncs alone. That costs a little time.")
    private @Nullable Path profile;

    BenchIngestCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public void run() {
        if (entities < Estate.LEAST) {
            throw new CommandException(ExitCode.USAGE, "--entities must be at least " + Estate.LEAST + ".");
        }
        if (rounds < 1) {
            throw new CommandException(ExitCode.USAGE, "--rounds must be at least 1.");
        }
        if (databaseHeap < 256 || pageCache < 8) {
            throw new CommandException(
                    ExitCode.USAGE, "--database-heap must be at least 256 and --page-cache at least 8 (MiB).");
        }
        Set<IngestCase> chosen = chosen();
        prepare(profile);
        Logs.quiet();
        IngestResult result;
        try (BenchDirectory directory = BenchDirectory.open(keep)) {
            if (directory.stays()) {
                Logs.toDirectory(directory.path().resolve("logs"));
            }
            result = measure(new IngestBenchmark.Options(
                    directory.path(),
                    entities,
                    chosen,
                    rounds,
                    databaseHeap << 20,
                    pageCache << 20,
                    floor,
                    Optional.ofNullable(profile)));
        }
        if (json) {
            print(result);
        } else {
            new IngestTable(result).print(environment.out());
        }
    }

    private Set<IngestCase> chosen() {
        if (cases.isEmpty()) {
            return EnumSet.allOf(IngestCase.class);
        }
        Set<IngestCase> chosen = EnumSet.of(IngestCase.COLD);
        for (String name : cases) {
            chosen.add(Arrays.stream(IngestCase.values())
                    .filter(known -> known.label().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new CommandException(
                            ExitCode.USAGE,
                            "There is no case '" + name + "'. There are "
                                    + Arrays.stream(IngestCase.values())
                                            .map(IngestCase::label)
                                            .collect(Collectors.joining(", "))
                                    + ".")));
        }
        return chosen;
    }

    private static void prepare(@Nullable Path directory) {
        try {
            if (directory != null) {
                Files.createDirectories(directory);
            }
        } catch (IOException e) {
            throw new CommandException(ExitCode.USAGE, "Profiles cannot be written to " + directory + ".", e);
        }
    }

    private IngestResult measure(IngestBenchmark.Options options) {
        try (ProgressBar progress =
                new ProgressBar(environment.err(), environment.terminal().isPresent(), !json)) {
            return new IngestBenchmark(options, progress).run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException(ExitCode.FAILED, "The benchmark was interrupted.", e);
        } catch (RuntimeException e) {
            LoggerFactory.getLogger(BenchIngestCommand.class).error("The benchmark failed", e);
            throw new CommandException(
                    ExitCode.FAILED,
                    "The benchmark failed, so there is no result. " + e.getMessage()
                            + (options.directory().equals(keep) ? "" : " With --keep DIR its log stays."),
                    e);
        }
    }

    private void print(IngestResult result) {
        try {
            environment
                    .out()
                    .println(ApiClient.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(result));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A result is always JSON.", e);
        }
    }
}
