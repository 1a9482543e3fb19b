package io.cadastre.cypher.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeletionBudgetTest {
    @ParameterizedTest(name = "{0} of {1}: entities are held {2}, relationships {3}")
    @CsvSource({
        "0, 0, false, false", // nothing goes
        "1, 1, true, false", // everything, however little it is; a link may move
        "1, 2, false, false",
        "20, 21, false, false", // up to 20 may go
        "20, 20, true, false",
        "21, 22, true, true",
        "30, 100, false, false", // up to 30 % may go
        "31, 100, true, true",
        "500, 500, true, true",
    })
    void theGreaterLimitCountsAndAllEntitiesOfATypeAlwaysWait(
            long going, long there, boolean entities, boolean relationships) {
        assertThat(DeletionBudget.DEFAULT.holdsEntities(going, there)).isEqualTo(entities);
        assertThat(DeletionBudget.DEFAULT.holdsRelationships(going, there)).isEqualTo(relationships);
        assertThat(DeletionBudget.OFF.holdsEntities(going, there)).isFalse();
        assertThat(DeletionBudget.OFF.holdsRelationships(going, there)).isFalse();
    }

    @Test
    void countingNoFurtherThanItMattersChangesNoVerdict() {
        for (double share : new double[] {0, 0.1, 0.3, 0.5, 1}) {
            DeletionBudget budget = new DeletionBudget(true, 5, share);
            for (long going = 1; going < 40; going++) {
                for (long there = going; there < 500; there++) {
                    long counted = Math.min(there, budget.countedFarEnough(going));
                    assertThat(budget.holdsEntities(going, counted))
                            .as("%d of %d at %s", going, there, share)
                            .isEqualTo(budget.holdsEntities(going, there));
                    assertThat(budget.holdsRelationships(going, counted))
                            .as("%d of %d at %s", going, there, share)
                            .isEqualTo(budget.holdsRelationships(going, there));
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
