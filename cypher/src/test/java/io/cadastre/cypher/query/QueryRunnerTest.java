package io.cadastre.cypher.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cadastre.cypher.TestGraph;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueryRunnerTest {
    @RegisterExtension
    static final TestGraph GRAPH = new TestGraph();

    private final QueryRunner runner = new QueryRunner(GRAPH.graph(), new QueryGuard());

    @BeforeEach
    void graphWithABit() {
        try (var session = GRAPH.graph().writeSession()) {
            session.run("""
                    CREATE (a:Entity:Host {_id: 'a', name: 'alpha', big: 9007199254740993, small: 9007199254740992}),
                           (b:Entity:User {_id: 'b', name: 'beta', seen: datetime('2026-01-02T03:04:00+01:00')}),
                           (a)-[:OWNED_BY {_id: 'r', since: date('2026-01-02')}]->(b),
                           (:_Document {_documentId: 'd', _body: 'secret'}),
                           (:_GraphVersion {installation: 'i', version: 7}),
                           (:_GraphVersion {installation: 'j', version: 4})
                    """).consume();
        }
    }

    @Test
    void saysNodesRelationshipsAndPathsWithOurIds() {
        assertThat(value("MATCH (n:Host) RETURN n"))
                .isEqualTo(Map.of(
                        "$type",
                        "node",
                        "id",
                        "a",
                        "labels",
                        List.of("Entity", "Host"),
                        "properties",
                        Map.of("_id", "a", "name", "alpha", "big", "9007199254740993", "small", 1L << 53)));
        Map<String, Object> relationship = Map.of(
                "$type", "relationship",
                "id", "r",
                "type", "OWNED_BY",
                "from", "a",
                "to", "b",
                "properties", Map.of("_id", "r", "since", "2026-01-02"));
        // The ends are not part of the answer here, and the arrow is walked against its direction.
        assertThat(value("MATCH (:User)<-[r]-() RETURN r")).isEqualTo(relationship);
        assertThat(value("MATCH ()-[r]->() RETURN {deep: [r]}")).isEqualTo(Map.of("deep", List.of(relationship)));
        assertThat(value("MATCH p = (:Host)-->() RETURN p"))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
                .containsEntry("$type", "path")
                .containsEntry("relationships", List.of(relationship))
                .hasEntrySatisfying(
                        "nodes",
                        nodes -> assertThat(nodes)
                                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
                                .extracting("id")
                                .containsExactly("a", "b"));
    }

    @Test
    void saysValuesThatJsonLacksAsText() {
        assertThat(value("MATCH (n:User) RETURN n.seen")).isEqualTo("2026-01-02T03:04:00+01:00");
        assertThat(value("RETURN localdatetime('2026-01-02T03:04:05.5')")).isEqualTo("2026-01-02T03:04:05.5");
        assertThat(value("RETURN time('03:04:00Z')")).isEqualTo("03:04:00Z");
        assertThat(value("RETURN localtime('03:04:00')")).isEqualTo("03:04:00");
        assertThat(value("RETURN duration('P1M2DT3S')")).isEqualTo("P1M2DT3S");
        assertThat(value("RETURN [0.0 / 0.0, 1.0 / 0.0, -1.0 / 0.0, 1.5]"))
                .isEqualTo(List.of("NaN", "Infinity", "-Infinity", 1.5));
        assertThat(value("RETURN [-9007199254740993, -9007199254740992]"))
                .isEqualTo(List.of("-9007199254740993", -(1L << 53)));
        assertThat(value("RETURN point({x: 1, y: 2})"))
                .isEqualTo(Map.of("$type", "point", "srid", 7203L, "x", 1.0, "y", 2.0));
        assertThat(value("RETURN null")).isNull();
        assertThat(GraphValues.property(new byte[] {1, 2, 3})).isEqualTo("AQID");
    }

    @Test
    @DisplayName("I14: nodes of the platform never leave, wherever they stand in an answer")
    void hidesThePlatform() {
        CollectingSink sink = new CollectingSink();

        run("MATCH (n) RETURN n, [n] AS list, {key: n} AS map, collect { MATCH p = (n) RETURN p } AS paths", sink);

        assertThat(sink.rows).hasSize(5);
        assertThat(sink.rows.toString())
                .contains("alpha", "beta")
                .doesNotContain("secret", "_Document", "_GraphVersion");
        assertThat(sink.rows.stream().filter(row -> row.getFirst() == null)).hasSize(3);
    }

    @Test
    @DisplayName("Q6: an answer that hides nodes of the platform says in how many rows and what to ask instead")
    void remarksOnHiddenNodes() {
        assertThat(run("MATCH (n) RETURN n, [n] AS list", new CollectingSink()).notifications())
                .singleElement()
                .satisfies(remark -> {
                    assertThat(remark.code()).isEqualTo("hidden");
                    assertThat(remark.severity()).isEqualTo("WARNING");
                    assertThat(remark.description()).startsWith("3 rows hold").endsWith("(n:Entity).");
                });
        assertThat(run("MATCH (n) RETURN collect(n)", new CollectingSink()).notifications())
                .extracting(Notification::description)
                .singleElement()
                .asString()
                .startsWith("1 row holds");
        assertThat(run("MATCH (n) RETURN count(n)", new CollectingSink()).notifications())
                .isEmpty();
        assertThat(run("MATCH (n:Entity)-[r]-() RETURN n, r", new CollectingSink())
                        .notifications())
                .isEmpty();
    }

    @Test
    void saysTheVersionOfTheGraphAndTheNumberOfRows() {
        QuerySummary summary = run("MATCH (n:Entity) RETURN n.name AS name ORDER BY name", new CollectingSink());

        assertThat(summary.graphVersion()).isEqualTo(11);
        assertThat(summary.rowCount()).isEqualTo(2);
        assertThat(summary.truncated()).isFalse();
        assertThat(summary.timeMs()).isNotNegative();
        assertThat(summary.notifications()).isEmpty();
    }

    @Test
    void isTruncatedOnlyIfThereWasOneMore() {
        CollectingSink exact = new CollectingSink();
        assertThat(run("UNWIND range(1, 3) AS x RETURN x", Map.of(), 3, exact).truncated())
                .isFalse();
        assertThat(exact.rows).hasSize(3);

        CollectingSink cut = new CollectingSink();
        QuerySummary summary = run("UNWIND range(1, 4) AS x RETURN x", Map.of(), 3, cut);
        assertThat(summary.truncated()).isTrue();
        assertThat(summary.rowCount()).isEqualTo(3);
        assertThat(cut.rows).containsExactly(List.of(1L), List.of(2L), List.of(3L));
        assertThat(cut.columns).containsExactly("x");
    }

    @Test
    void keepsTheOrderOfRowsWhoseRelationshipsHaveToBeLookedUp() {
        CollectingSink sink = new CollectingSink();

        QuerySummary summary = run(
                "UNWIND range(1, 1000) AS x OPTIONAL MATCH ()-[r]->() WHERE x % 2 = 0 RETURN x, r",
                Map.of(), 700, sink);

        assertThat(summary.truncated()).isTrue();
        assertThat(sink.rows).hasSize(700);
        for (int i = 0; i < sink.rows.size(); i++) {
            assertThat(sink.rows.get(i).getFirst()).isEqualTo(i + 1L);
            assertThat(sink.rows.get(i).get(1) == null).isEqualTo(i % 2 == 0);
        }
    }

    @Test
    @DisplayName("Q6: a label or type that does not exist gives an empty answer and a remark that names it")
    void remarksOnUnknownNames() {
        CollectingSink sink = new CollectingSink();

        QuerySummary summary = run("MATCH (n:Hots)\nOPTIONAL MATCH (n)-[:OWND_BY]->(m) RETURN n, m.nmae", sink);

        assertThat(sink.rows).isEmpty();
        assertThat(sink.columns).containsExactly("n", "m.nmae");
        assertThat(summary.notifications())
                .anySatisfy(remark -> {
                    assertThat(remark.description()).contains("Hots");
                    assertThat(remark.severity()).isEqualTo("WARNING");
                    assertThat(remark.line()).isEqualTo(1);
                    assertThat(remark.column()).isEqualTo(10);
                })
                .anySatisfy(remark -> {
                    assertThat(remark.description()).contains("OWND_BY");
                    assertThat(remark.line()).isEqualTo(2);
                })
                .anySatisfy(remark -> assertThat(remark.description()).contains("nmae"));
    }

    @Test
    @DisplayName("Q7: what parameters say is data")
    void takesParametersAsData() {
        String injection = "x'}) DETACH DELETE n //";

        assertThat(runForOnly("MATCH (n:Host) WHERE n.name <> $name RETURN count(n)", Map.of("name", injection)))
                .isEqualTo(1L);
        assertThat(runForOnly("RETURN $name", Map.of("name", injection))).isEqualTo(injection);
        assertThat(value("MATCH (n:Entity) RETURN count(n)")).isEqualTo(2L);
    }

    @Test
    void saysWhereTheQueryIsWrong() {
        QueryException wrong = failure("MATCH (n:Host)\nRETURN m", Map.of());
        assertThat(wrong.kind()).isEqualTo(QueryException.Kind.SYNTAX);
        assertThat(wrong).hasMessage("Variable `m` not defined");
        assertThat(wrong.line()).isEqualTo(2);
        assertThat(wrong.column()).isEqualTo(8);

        assertThat(failure("RETURN", Map.of()).kind()).isEqualTo(QueryException.Kind.SYNTAX);
        assertThat(failure("", Map.of()).kind()).isEqualTo(QueryException.Kind.SYNTAX);
        assertThat(failure("RETURN 'a", Map.of()).kind()).isEqualTo(QueryException.Kind.SYNTAX);
        assertThat(failure("RETURN 1; RETURN 2", Map.of()).kind()).isEqualTo(QueryException.Kind.SYNTAX);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "RETURN 1 / 0",
                "MATCH (n:Host) RETURN n.big / (n.small - n.small)",
                "MATCH (n:Host) RETURN n.big * n.big",
                "MATCH (n:Host) RETURN date(n.name)",
                "MATCH (n:Host) RETURN n.name.part",
                "MATCH (n:Host) UNWIND [1, n.name] AS x RETURN -x",
                "MATCH (n:Host) RETURN range(1, 2, n.big - n.big)",
                "CALL db.index.fulltext.queryNodes('none', 'alpha')"
            })
    void tellsAQueryThatFailsWhileItRunsFromOneThatIsWrong(String cypher) {
        QueryException failed = failure(cypher, Map.of());

        assertThat(failed.kind()).isEqualTo(QueryException.Kind.FAILED);
        assertThat(failed.getMessage()).isNotBlank();
        assertThat(failed.line()).isNull();
    }

    @Test
    void saysWhatIsWrongWithParameters() {
        QueryException missing = failure("RETURN $needed", Map.of("other", 1));
        assertThat(missing.kind()).isEqualTo(QueryException.Kind.PARAMETER);
        assertThat(missing).hasMessageContaining("needed");

        QueryException strange = failure("RETURN $thread", Map.of("thread", Thread.currentThread()));
        assertThat(strange.kind()).isEqualTo(QueryException.Kind.PARAMETER);
    }

    @Test
    void explainsWithoutExecuting() {
        PlanNode plan = runner.explain("MATCH (n:Host) RETURN n.name", Map.of());

        assertThat(plan.operator()).isEqualTo("ProduceResults");
        assertThat(plan.toString()).contains("NodeByLabelScan", "n:Host");
    }

    private @Nullable Object value(String cypher) {
        return runForOnly(cypher, Map.of());
    }

    private @Nullable Object runForOnly(String cypher, Map<String, @Nullable Object> parameters) {
        CollectingSink sink = new CollectingSink();
        run(cypher, parameters, 10, sink);
        return sink.only();
    }

    private QueryException failure(String cypher, Map<String, @Nullable Object> parameters) {
        return catchThrowableOfType(QueryException.class, () -> run(cypher, parameters, 10, new CollectingSink()));
    }

    private QuerySummary run(String cypher, CollectingSink sink) {
        return run(cypher, Map.of(), 100, sink);
    }

    private QuerySummary run(String cypher, Map<String, @Nullable Object> parameters, int limit, CollectingSink sink) {
        return runner.run(new QueryRequest(cypher, parameters, limit, Duration.ofSeconds(20)), sink);
    }
}
