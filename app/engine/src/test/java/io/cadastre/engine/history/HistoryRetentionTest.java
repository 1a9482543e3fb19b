package io.cadastre.engine.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.cadastre.cypher.TestGraph;
import io.cadastre.cypher.history.ChangeRecord;
import io.cadastre.cypher.history.ChangeRetention;
import io.cadastre.cypher.read.ChangeFilter;
import io.cadastre.cypher.read.ChangeReader;
import io.cadastre.engine.House;
import io.cadastre.engine.ScriptedConnector;
import io.cadastre.engine.ScriptedConnector.TestHost;
import io.cadastre.spi.model.EntityInput;
import io.cadastre.spi.step.Step;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.temporal.TemporalAmount;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class HistoryRetentionTest {
    @RegisterExtension
    static final TestGraph GRAPH = new TestGraph();

    private final ScriptedConnector connector = new ScriptedConnector("scripted");
    private House house;
    private String installation;

    @BeforeEach
    void open(@TempDir Path directory) {
        house = new House(GRAPH.graph(), directory, connector);
        installation = house.install("scripted");
        syncWith("first");
    }

    @AfterEach
    void close() {
        house.close();
    }

    private void syncWith(String name) {
        connector.steps(Step.named("hosts", "Collect hosts")
                .produces(TestHost.TYPE)
                .runs(context -> context.emit(EntityInput.of(TestHost.TYPE, "h1")
                        .set(TestHost.NAME, name)
                        .build())));
        house.sync(installation);
    }

    private long run(TemporalAmount keep) {
        try (HistoryRetention retention = new HistoryRetention(new ChangeRetention(house.graph), keep, house.clock)) {
            return retention.run();
        }
    }

    private List<Instant> kept() {
        return new ChangeReader(house.graph)
                .list(ChangeFilter.NONE, false, null, 100).items().stream()
                        .map(ChangeRecord::at)
                        .toList();
    }

    @Test
    void aChangeIsForgottenWhenItsTimeIsOverAndNotBefore() {
        syncWith("second");
        Instant second = house.clock.instant();
        house.clock.advance(Duration.ofDays(10));
        syncWith("third");
        Instant third = house.clock.instant();
        house.clock.advance(Duration.ofDays(170).minusMinutes(1));

        // Given a change that is 180 days old to the nanosecond
        assertThat(run(Period.ofDays(180))).isZero();
        assertThat(kept()).containsExactly(second, third);

        house.clock.advance(Duration.ofNanos(1));
        assertThat(run(Period.ofDays(180))).isEqualTo(1);
        assertThat(kept()).containsExactly(third);
    }

    @Test
    void monthsAreThoseOfTheCalendar() {
        house.clock.advance(Duration.between(house.clock.instant(), Instant.parse("2027-01-31T00:00:00Z")));
        syncWith("second");
        house.clock.advance(Duration.between(house.clock.instant(), Instant.parse("2027-02-28T23:59:00Z")));

        assertThat(run(Period.ofMonths(1))).isZero();
        house.clock.advance(Duration.ofDays(3));
        assertThat(run(Period.ofMonths(1))).isEqualTo(1);
    }

    @Test
    void whatItForgetsLeavesTheEntitiesAlone() {
        syncWith("second");
        house.clock.advance(Duration.ofDays(365));

        run(Duration.ofHours(1));

        assertThat(kept()).isEmpty();
        assertThat(house.query("MATCH (h:TestHost) RETURN h.name")
                        .getFirst()
                        .get(0)
                        .asString())
                .isEqualTo("second");
    }
}
