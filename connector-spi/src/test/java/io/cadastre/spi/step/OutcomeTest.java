package io.cadastre.spi.step;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class OutcomeTest {
    private static final List<Outcome> ALL = List.of(
            new Outcome.Complete(),
            new Outcome.Unchanged("etag"),
            new Outcome.Skipped("disabled"),
            new Outcome.Partial("a page"),
            new Outcome.Denied("read"),
            new Outcome.Failed("500"));

    @Test
    @DisplayName("I7: two enumerations are complete together only if both are")
    void togetherTheyProveNoMoreThanEither() {
        for (Outcome one : ALL) {
            for (Outcome other : ALL) {
                assertThat(one.and(other).complete()).isEqualTo(one.complete() && other.complete());
                assertThat(one.and(other).label()).isEqualTo(other.and(one).label());
            }
        }
    }

    @Test
    void everyOutcomeButCompleteHasAReason() {
        assertThat(ALL)
                .allSatisfy(outcome -> assertThat(outcome.reason().isEmpty()).isEqualTo(outcome.complete()));
    }
}
