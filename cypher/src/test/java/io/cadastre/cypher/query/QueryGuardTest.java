package io.cadastre.cypher.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.cadastre.cypher.TestGraph;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** I13 against a real server, whose own configuration is as open as it can be. */
class QueryGuardTest {
    private static final String MARKER = "marker-that-no-answer-shows";

    @RegisterExtension
    static final TestGraph GRAPH = new TestGraph();

    @TempDir
    static Path folder;

    private static Path file;
    private static ServerSocket socket;

    @BeforeAll
    static void layTheBait() throws IOException {
        file = Files.writeString(folder.resolve("bait.csv"), MARKER);
        socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    }

    @AfterAll
    static void nobodyConnected() throws IOException {
        try (ServerSocket bait = socket) {
            bait.setSoTimeout(1);
            assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(bait::accept);
        }
    }

    @BeforeEach
    void graphWithABit() {
        write("""
                CREATE (a:Entity:Host {_id: 'a', name: 'alpha', delete: 1}), (b:Entity:Set {_id: 'b', name: 'beta'}),
                       (a)-[:CREATE {_id: 'r'}]->(b),
                       (:_Document {_documentId: 'd', _body: '%s'}), (:_GraphVersion {installation: 'i', version: 7})
                """.formatted(MARKER));
    }

    @ParameterizedTest
    @MethodSource("queriesThatDoMoreThanRead")
    @DisplayName("Q1: a query that does more than read is refused and nothing of it executed")
    void isRefused(String cypher) {
        Object before = fingerprint();
        CollectingSink sink = new CollectingSink();

        assertThatExceptionOfType(QueryException.class)
                .isThrownBy(() -> run(bait(cypher), sink))
                .satisfies(e -> assertThat(e.kind()).isEqualTo(QueryException.Kind.NOT_ALLOWED))
                .satisfies(e -> assertThat(e.getMessage()).isNotBlank().doesNotContain(MARKER));

        assertThat(sink.rows).isEmpty();
        assertThat(fingerprint()).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("queriesThatDoMoreThanRead")
    @DisplayName("Q1: nor can one be explained")
    void isNotExplained(String cypher) {
        QueryRunner runner = new QueryRunner(GRAPH.graph(), new QueryGuard());

        assertThatExceptionOfType(QueryException.class)
                .isThrownBy(() -> runner.explain(bait(cypher), Map.of()))
                .satisfies(e -> assertThat(e.kind()).isEqualTo(QueryException.Kind.NOT_ALLOWED));
    }

    @ParameterizedTest
    @MethodSource("queriesThatOnlyLookDangerous")
    @DisplayName("Q1: a query that only looks as if it did more than read is answered")
    void isAnswered(String cypher) {
        CollectingSink sink = new CollectingSink();

        run(cypher, sink);

        assertThat(sink.rows).isNotEmpty();
        assertThat(sink.rows.toString()).doesNotContain(MARKER);
    }

    @Test
    void aQueryThatIsTooLongIsRefusedBeforeItIsRead() {
        String longest = "RETURN '" + "x".repeat(100_000 - 9) + "'";

        new QueryGuard().check(longest);
        assertThatExceptionOfType(QueryException.class)
                .isThrownBy(() -> new QueryGuard().check(longest + " "))
                .satisfies(e -> assertThat(e.kind()).isEqualTo(QueryException.Kind.NOT_ALLOWED))
                .withMessageContaining("at most 100,000 characters, this one has 100,001");
    }

    @ParameterizedTest
    @CsvSource({"(,)", "[,]", "'{a: ',}", "abs(,)"})
    void aQueryThatIsNestedTooDeepIsRefusedBeforeItTakesTheServersStack(String opening, String closing) {
        run("RETURN " + opening.repeat(100) + "1" + closing.repeat(100), new CollectingSink());
        isTooDeep("RETURN " + opening.repeat(101) + "1" + closing.repeat(101));
        isTooDeep("RETURN " + opening.repeat(20_000));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1 + ", "n.b - ", "'a' || ", "NOT ", "abs(1) * ", "2 ^ "})
    void soIsAChainOfOperatorsThatNests(String link) {
        new QueryGuard().check("RETURN " + link.repeat(100) + "n");
        isTooDeep("RETURN " + link.repeat(101) + "n");
    }

    private static void isTooDeep(String cypher) {
        assertThatExceptionOfType(QueryException.class)
                .isThrownBy(() -> new QueryGuard().check(cypher))
                .satisfies(e -> assertThat(e.kind()).isEqualTo(QueryException.Kind.NOT_ALLOWED))
                .withMessageContaining("at most 100 deep");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "RETURN '((((((((((' /* [[[[[[[[[[ */ + (1 + 2), ",
                "MATCH (a)-[:X|Y*]->(b)<-[:Z]-(c)--(d) WHERE NOT a.n + 1 = b.n * 2 OR c.n - 1 > d.n ",
                "(a)-->(b)-[*1..2]->"
            })
    void whatClosesOrGoesOnBesideIsNotDeep(String text) {
        new QueryGuard().check(text.repeat(90));
    }

    static Stream<Arguments> queriesThatDoMoreThanRead() {
        return GuardCases.refused().map(cypher -> argumentSet(GuardCases.visible(cypher), cypher));
    }

    static Stream<Arguments> queriesThatOnlyLookDangerous() {
        return GuardCases.allowed().map(cypher -> argumentSet(GuardCases.visible(cypher), cypher));
    }

    private static String bait(String cypher) {
        return cypher.replace("{file}", file.toUri().toString())
                .replace("{http}", "http://127.0.0.1:" + socket.getLocalPort() + "/bait.csv");
    }

    private static void run(String cypher, CollectingSink sink) {
        Map<String, Object> parameters = Map.of("ids", List.of("a"), "key", "_body", "label", "_Document", "n", 1);
        new QueryRunner(GRAPH.graph(), new QueryGuard())
                .run(new QueryRequest(cypher, Map.copyOf(parameters), 100, Duration.ofSeconds(20)), sink);
    }

    private static void write(String cypher) {
        try (var session = GRAPH.graph().writeSession()) {
            session.run(cypher).consume();
        }
    }

    /** All there is in the graph and its schema, except tokens, which the server keeps for ever. */
    private static Object fingerprint() {
        try (var session = GRAPH.graph().readSession()) {
            return List.of(
                    session.run("MATCH (n) RETURN labels(n), properties(n) ORDER BY elementId(n)")
                            .list()
                            .toString(),
                    session.run("MATCH ()-[r]->() RETURN type(r), properties(r) ORDER BY elementId(r)")
                            .list()
                            .toString(),
                    session.run("SHOW INDEXES YIELD name RETURN collect(name)")
                            .single()
                            .toString(),
                    session.run("SHOW CONSTRAINTS YIELD name RETURN collect(name)")
                            .single()
                            .toString(),
                    session.run("SHOW USERS YIELD user RETURN collect(user)")
                            .single()
                            .toString());
        }
    }
}
