package io.cadastre.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ingest benchmark on little data: that it measures what it says, not how fast anything is. */
class BenchIngestIT {
    @Test
    @DisplayName("I8: nothing changed, nothing written; the JSON has its fixed shape for every case")
    void bothSidesHoldTheSameAfterEveryCase(@TempDir Path profiles) throws Exception {
        // Given a terminal, When all cases are measured
        Shell.Result result = Shell.run(
                Map.of(),
                Optional.of(new ScriptedTerminal()),
                "bench",
                "ingest",
                "--entities",
                "500",
                "--database-heap",
                "384",
                "--page-cache",
                "32",
                "--floor",
                "--profile",
                profiles.toString(),
                "--json");

        // Then there is JSON and nothing else, and progress beside it; counts that differ would have been an error
        assertThat(result.exitCode()).as(result.err()).isZero();
        JsonNode json = new ObjectMapper().readTree(result.out());
        assertThat(result.err()).contains("starting the database", "\r");
        assertThat(json.path("entities").asInt()).isEqualTo(500);
        assertThat(json.path("relationships").asInt()).isEqualTo(1_500);
        assertThat(json.path("floorMillis").asLong()).isPositive();
        assertThat(json.path("readFloorMillis").asLong()).isPositive();
        List<String> cases = new ArrayList<>();
        for (JsonNode measured : json.path("cases")) {
            cases.add(measured.path("case").asText());
            double ours = measured.path("oursMillis").asDouble();
            double baseline = measured.path("baselineMillis").asDouble();
            assertThat(ours).isPositive();
            assertThat(measured.path("ratio").asDouble())
                    .isBetween((baseline - 1) / (ours + 1) - 0.01, (baseline + 1) / Math.max(1, ours - 1) + 0.01);
            assertThat(measured.path("baselineTransactionLogBytes").asLong()).isPositive();
            assertThat(measured.path("appHeapPeakMiB").asLong()).isPositive();
            assertThat(profiles.resolve(measured.path("case").asText() + "-app.jfr"))
                    .isNotEmptyFile();
            assertThat(profiles.resolve(measured.path("case").asText() + "-database.jfr"))
                    .isNotEmptyFile();
        }
        assertThat(cases).containsExactly("cold", "unchanged", "changed-1-percent", "changed-1", "delete-10-percent");

        // And what is written is what changed
        List<Long> bytes = new ArrayList<>();
        json.path("cases")
                .forEach(measured ->
                        bytes.add(measured.path("transactionLogBytes").asLong()));
        assertThat(bytes.get(1)).isZero();
        assertThat(bytes.get(3)).isPositive().isLessThan(bytes.get(2));
        assertThat(bytes.get(2)).isLessThan(bytes.get(4));
        assertThat(bytes.get(4)).isLessThan(bytes.get(0));
    }
}
