package io.cadastre.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cadastre.server.bench.IngestResult;
import io.cadastre.server.bench.IngestResult.CaseResult;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the benchmark refuses and how it shows things; nothing is measured. */
class BenchCommandTest {
    private static Shell.Result run(String... arguments) {
        return Shell.run(Map.of(), arguments);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "bench ingest --entities 99               | --entities must be at least 100.",
                "bench ingest --entities many             | --entities",
                "bench ingest --rounds 0                  | --rounds must be at least 1.",
                "bench ingest --cases warm                | There is no case 'warm'. There are cold, unchanged,",
                "bench ingest --database-heap 1           | --database-heap must be at least 256",
                "bench ingest --parents 1                 | Unknown option",
                "bench collect --children 0               | must be at least 1.",
                "bench                                    | 'bench ingest' or 'bench collect'"
            })
    void whatCannotBeMeasuredIsRefusedWithTheReason(String command, String reason) {
        Shell.Result result = run(command.strip().split(" +"));
        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE.number());
        assertThat(result.err()).contains(reason.strip());
        assertThat(result.out()).isEmpty();
    }

    @Test
    void aDirectoryThatHoldsSomethingIsNotUsed(@TempDir Path directory) throws Exception {
        Files.createFile(directory.resolve("mine"));
        Shell.Result result = run("bench", "ingest", "--keep", directory.toString());
        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE.number());
        assertThat(result.err()).contains("--keep needs a new or empty directory", directory.toString());
        assertThat(directory.resolve("mine")).exists();
    }

    @Test
    void theTableShowsEveryCaseAndWhatItRanOn() {
        StringWriter out = new StringWriter();
        new IngestTable(new IngestResult(
                        1_000,
                        3_000,
                        List.of(new CaseResult("cold", 1_500, 4_500, 3.0, 123_456, 234_567, 1_000, 700, 2_300, 48)),
                        900L,
                        80L,
                        1,
                        500,
                        new IngestResult.Memory(512, 2_048, 1_024),
                        new IngestResult.Machine(2, "Linux amd64", "25", "Neo4j Kernel 2026", "0.1.0")))
                .print(new PrintWriter(out, true));
        assertThat(out.toString().lines())
                .anySatisfy(line -> assertThat(line).startsWith("case").contains("ours ms", "baseline ms", "ratio"))
                .anySatisfy(line -> assertThat(line).startsWith("cold").contains("1,500", "4,500", "3.0", "123,456"))
                .contains("1,000 entities, 3,000 relationships; all cases ran on 500 before.")
                .contains("Floors: 900 ms to write the same by the core API, 80 ms to read all ids and hashes.");
    }

    @Test
    void theBarShowsStepPhaseRateAndTime() {
        StringWriter err = new StringWriter();
        try (ProgressBar bar = new ProgressBar(new PrintWriter(err, true), false, true)) {
            bar.step("cold, baseline", 3, 12);
            bar.phase("nodes", 1_000);
            bar.done(500);
            String line = bar.line(System.nanoTime() + Duration.ofSeconds(65).toNanos());
            assertThat(line).startsWith("[████░").contains("3/12 cold, baseline: nodes", " rows/s", "1:0");
            bar.measured(new CaseResult("cold", 1_500, 4_500, 3.0, 0, 0, 0, 0, 0, 0));
        }
        // Where nothing can be painted over, each case is a line.
        assertThat(err).hasToString("cold: 1,500 ms, baseline 4,500 ms, 3.0 x" + System.lineSeparator());
    }
}
