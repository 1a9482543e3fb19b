package io.cadastre.cypher.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cadastre.cypher.InvalidCursorException;
import io.cadastre.cypher.TestGraph;
import io.cadastre.cypher.history.ChangeKind;
import io.cadastre.cypher.history.ChangeOperation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.neo4j.driver.summary.Plan;

class ChangeListingTest {
    @RegisterExtension
    static final TestGraph GRAPH = new TestGraph();

    private static final Instant TIME = Instant.parse("2026-11-21T12:00:00Z");

    static Stream<ChangeFilter> filters() {
        return Stream.of(
                ChangeFilter.NONE,
                ChangeFilter.NONE.since(TIME).until(TIME.plusSeconds(1)),
                ChangeFilter.NONE.ofEntity("s"),
                ChangeFilter.NONE.ofSync("s"),
                ChangeFilter.NONE.ofEntity("s").ofSync("s"),
                new ChangeFilter(null, null, null, null, "i", "t", ChangeKind.ENTITY, ChangeOperation.CREATE));
    }

    @ParameterizedTest
    @MethodSource("filters")
    void aListIsReadFromAnIndexInOrderWithoutSorting(ChangeFilter filter) {
        for (boolean newestFirst : new boolean[] {false, true}) {
            String cursor = new ChangeListing(filter, newestFirst, null).cursorAfter("2026");
            ChangeListing listing = new ChangeListing(filter, newestFirst, cursor);
            try (var session = GRAPH.graph().readSession()) {
                Plan plan = session.run("EXPLAIN " + listing.cypher(), listing.parameters())
                        .consume()
                        .queryPlan()
                        .orElseThrow();
                assertThat(operators(plan)).anyMatch(name -> name.contains("IndexSeek"));
                assertThat(operators(plan)).noneMatch(name -> name.contains("Sort") || name.contains("Top"));
            }
        }
    }

    private static List<String> operators(Plan plan) {
        List<String> names = new ArrayList<>(List.of(plan.operatorType()));
        plan.children().forEach(child -> names.addAll(operators(child)));
        return names;
    }

    @Test
    void aCursorIsOfNoUseInTheOtherOrder() {
        String cursor = new ChangeListing(ChangeFilter.NONE, true, null).cursorAfter("2026");

        assertThatThrownBy(() -> new ChangeListing(ChangeFilter.NONE, false, cursor))
                .isInstanceOf(InvalidCursorException.class);
    }
}
