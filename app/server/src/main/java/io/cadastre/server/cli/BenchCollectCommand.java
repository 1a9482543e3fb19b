package io.cadastre.server.cli;

import io.cadastre.server.Logs;
import io.cadastre.server.bench.CollectBenchmark;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "collect",
        description = "Measures how fast a pipeline brings children of parents into staging.",
        mixinStandardHelpOptions = true)
final class BenchCollectCommand implements Runnable {
    private final Environment environment;

    @Option(
            names = "--parents",
            paramLabel = "N",
            defaultValue = "50",
            description = "How many parents. Default: ${DEFAULT-VALUE}")
    private int parents;

    @Option(
            names = "--children",
            paramLabel = "N",
            defaultValue = "1000",
            description = "How many children each parent has. Default: ${DEFAULT-VALUE}")
    private int children;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "10",
            description = "How many rounds count, after as many that warm up. Default: ${DEFAULT-VALUE}")
    private int rounds;

    BenchCollectCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public void run() {
        if (parents < 1 || children < 1 || rounds < 1) {
            throw new CommandException(ExitCode.USAGE, "--parents, --children and --rounds must be at least 1.");
        }
        Logs.quiet();
        List<Long> rates = new ArrayList<>();
        try (BenchDirectory directory = BenchDirectory.open(null)) {
            new CollectBenchmark(directory.path(), parents, children).run(rounds, rounds, round -> {
                environment
                        .err()
                        .printf(
                                "%s: %,d ms, %,d entities/s%n",
                                round.warm() ? "counts" : "warms up",
                                round.time().toMillis(),
                                round.entitiesPerSecond());
                if (round.warm()) {
                    rates.add(round.entitiesPerSecond());
                }
            });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException(ExitCode.FAILED, "The benchmark was interrupted.", e);
        }
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
}
