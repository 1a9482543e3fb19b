package io.cadastre.cypher.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cadastre.cypher.ingest.DeletionBudget.Toll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeletionBudgetTest {
    @ParameterizedTest(name = "{0} of {2}, with {1} that go along: held is {3}")
    @CsvSource({
        "0, 0, 0, false", // nothing goes
        "0, 5, 5, false", // what goes along is not counted
        "1, 0, 1, true", // everything, however little it is
        "1, 0, 2, false",
        "20, 0, 21, false", // up to 20 may always go
        "21, 0, 22, true",
        "20, 0, 20, true",
        "30, 0, 100, false", // up to 30 % may go
        "31, 0, 100, true",
        "500, 0, 500, true",
        "4, 6, 10, true", // nothing would be left
        "4, 5, 10, false",
    })
    void theGreaterLimitCountsAndEverythingAlwaysWaits(long going, long along, long there, boolean held) {
        Toll toll = new Toll(going, along);

        assertThat(DeletionBudget.DEFAULT.isExceededBy(toll, there)).isEqualTo(held);
        assertThat(DeletionBudget.OFF.isExceededBy(toll, there)).isFalse();
    }

    @Test
    void countingNoFurtherThanItMattersChangesNoVerdict() {
        for (double share : new double[] {0, 0.1, 0.3, 0.5, 1}) {
            DeletionBudget budget = new DeletionBudget(true, 5, share);
            for (long going = 1; going < 40; going++) {
                Toll toll = new Toll(going, going % 3);
                for (long there = going + going % 3; there < 500; there++) {
                    assertThat(budget.isExceededBy(toll, Math.min(there, budget.countedFarEnough(toll))))
                            .as("%d of %d at %s", going, there, share)
                            .isEqualTo(budget.isExceededBy(toll, there));
                }
            }
        }
    }

    @Test
    void aLimitThatMakesNoSenseIsRefused() {
        assertThatThrownBy(() -> new DeletionBudget(true, -1, 0.3)).hasMessageContaining("atLeast");
        for (double share : new double[] {-0.1, 1.1, 30, Double.NaN}) {
            assertThatThrownBy(() -> new DeletionBudget(true, 20, share)).hasMessageContaining("share");
        }
    }
}
