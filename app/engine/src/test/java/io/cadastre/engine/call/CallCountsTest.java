package io.cadastre.engine.call;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CallCountsTest {
    @Test
    void operationsWithIdsInTheirNamesDoNotFillTheMemory() {
        CallCounts counts = new CallCounts();

        for (int id = 0; id < 5_000; id++) {
            counts.attempt("acme", "GET /tasks/" + id);
        }

        assertThat(counts.snapshot()).hasSize(1_001);
        assertThat(counts.snapshot())
                .filteredOn(line -> line.operation().equals("(other)"))
                .singleElement()
                .satisfies(line -> assertThat(line.attempts()).isEqualTo(4_000));
    }
}
