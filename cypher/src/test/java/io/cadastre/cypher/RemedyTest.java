package io.cadastre.cypher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.neo4j.driver.GraphDatabase;
import org.neo4j.driver.Session;
import org.neo4j.driver.Transaction;
import org.neo4j.driver.exceptions.AuthorizationExpiredException;
import org.neo4j.driver.exceptions.ClientException;
import org.neo4j.driver.exceptions.DatabaseException;
import org.neo4j.driver.exceptions.Neo4jException;
import org.neo4j.driver.exceptions.SessionExpiredException;
import org.neo4j.driver.exceptions.TransientException;
import org.neo4j.kernel.api.exceptions.Status;

/** Which failures are tried again, which with half as much, and which never: by the real failures and all codes. */
@DisplayName("Publish: retries by classification")
class RemedyTest {
    @RegisterExtension
    static final TestGraph GRAPH = new TestGraph();

    private static Remedy after(String cypher) {
        try (Session session = GRAPH.graph().writeSession()) {
            Throwable failure = catchThrowable(() -> session.run(cypher).consume());
            assertThat(failure).as(cypher).isInstanceOf(Neo4jException.class);
            return Remedy.of(failure);
        }
    }

    @Test
    void aConstraintThatIsViolatedIsNeverTriedAgain() {
        assertThat(after("CREATE (:Entity {_id: 'twice'}), (:Entity {_id: 'twice'})"))
                .isEqualTo(Remedy.GIVE_UP);
    }

    @Test
    void aStatementThatIsWrongIsNeverTriedAgain() {
        assertThat(after("CREATE (:Entity")).isEqualTo(Remedy.GIVE_UP);
        assertThat(after("RETURN 1 / 0")).isEqualTo(Remedy.GIVE_UP);
    }

    @Test
    void aTransactionWithoutMemoryIsHalved() {
        GRAPH.limitTransactionMemory(2L << 20);
        try {
            assertThat(after("UNWIND range(1, 200000) AS n WITH collect(toString(n)) AS texts RETURN size(texts)"))
                    .isEqualTo(Remedy.HALVE);
        } finally {
            GRAPH.limitTransactionMemory(0);
        }
    }

    @Test
    void aDeadlockPasses() throws Exception {
        try (Session setup = GRAPH.graph().writeSession()) {
            setup.run("CREATE (:Entity {_id: 'a'}), (:Entity {_id: 'b'})").consume();
        }
        try (Session one = GRAPH.graph().writeSession();
                Session other = GRAPH.graph().writeSession();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Transaction first = one.beginTransaction();
            Transaction second = other.beginTransaction();
            lock(first, "a");
            lock(second, "b");
            // Each now wants what the other has; the database ends one of them.
            Future<Throwable> waiting = threads.submit(() -> catchThrowable(() -> {
                lock(first, "b");
                first.rollback();
            }));
            Throwable own = catchThrowable(() -> {
                lock(second, "a");
                second.rollback();
            });
            if (own != null) {
                second.close();
            }
            Throwable theirs = waiting.get();
            assertThat(own == null ? theirs : own)
                    .isInstanceOf(TransientException.class)
                    .satisfies(failure -> assertThat(Remedy.of(failure)).isEqualTo(Remedy.RETRY));
        }
    }

    private static void lock(Transaction tx, String id) {
        tx.run("MATCH (e:Entity {_id: $id}) SET e.locked = true", Map.of("id", id))
                .consume();
    }

    @Test
    void aConnectionThatIsCutPasses() {
        try (CuttingProxy proxy = CuttingProxy.before(URI.create(GRAPH.boltUri()));
                Neo4jGraph graph = Neo4jGraph.connect(Neo4jGraph.Address.open(proxy.uri()));
                Session session = graph.writeSession();
                Transaction tx = session.beginTransaction()) {
            proxy.cut();
            assertThat(Remedy.of(catchThrowable(() -> tx.run("RETURN 1").consume())))
                    .isEqualTo(Remedy.RETRY);
        }
    }

    @Test
    void aServerThatIsNotThereMayComeBack() throws Exception {
        int port;
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = taken.getLocalPort();
        }
        try (var driver = GraphDatabase.driver("bolt://127.0.0.1:" + port)) {
            assertThat(Remedy.of(catchThrowable(driver::verifyConnectivity))).isEqualTo(Remedy.RETRY);
        }
    }

    @Test
    void whatIsNoneOfTheDatabasesIsNeverTriedAgain() {
        assertThat(Remedy.of(new IllegalStateException("The lease is another's.")))
                .isEqualTo(Remedy.GIVE_UP);
    }

    @Test
    void expiredAuthorizationAndALeaderThatChangedPass() {
        assertThat(Remedy.of(new AuthorizationExpiredException("Neo.ClientError.Security.AuthorizationExpired", "")))
                .isEqualTo(Remedy.RETRY);
        assertThat(Remedy.of(new SessionExpiredException("No longer the leader.")))
                .isEqualTo(Remedy.RETRY);
    }

    @ParameterizedTest
    @CsvSource({
        "Neo.TransientError.Transaction.DeadlockDetected, RETRY",
        "Neo.TransientError.Transaction.LockAcquisitionTimeout, RETRY",
        "Neo.TransientError.Transaction.LeaderSwitch, RETRY",
        "Neo.TransientError.General.DatabaseUnavailable, RETRY",
        "Neo.TransientError.Request.NoThreadsAvailable, RETRY",
        "Neo.ClientError.Statement.EntityNotFound, RETRY",
        "Neo.TransientError.General.MemoryPoolOutOfMemoryError, HALVE",
        "Neo.TransientError.General.TransactionOutOfMemoryError, HALVE",
        "Neo.TransientError.General.OutOfMemoryError, HALVE",
        "Neo.ClientError.General.TransactionOutOfMemoryError, HALVE",
        "Neo.TransientError.General.StackOverFlowError, GIVE_UP",
        "Neo.ClientError.Schema.ConstraintValidationFailed, GIVE_UP",
        "Neo.ClientError.Statement.SyntaxError, GIVE_UP",
        "Neo.ClientError.Security.Forbidden, GIVE_UP",
        "Neo.ClientError.Transaction.TransactionTimedOut, GIVE_UP",
        "Neo.DatabaseError.Transaction.TransactionLogError, GIVE_UP",
        "Neo.DatabaseError.General.UnknownError, GIVE_UP",
    })
    void theCodeDecides(String code, Remedy remedy) {
        assertThat(Remedy.of(asTheDriverThrows(code))).isEqualTo(remedy);
    }

    /** A new release of Neo4j may bring codes: none about memory may be taken for one that passes. */
    @Test
    void everyCodeOfThisNeo4jIsDecided() {
        SoftAssertions softly = new SoftAssertions();
        for (Status status : Status.Code.all()) {
            String code = status.code().serialize();
            Remedy expected = code.matches(".*(OutOfMemory|MemoryLimit).*")
                    ? Remedy.HALVE
                    : code.endsWith("EntityNotFound")
                                    || (code.startsWith("Neo.TransientError") && !code.contains("StackOverFlow"))
                            ? Remedy.RETRY
                            : Remedy.GIVE_UP;
            softly.assertThat(Remedy.of(asTheDriverThrows(code))).as(code).isEqualTo(expected);
        }
        softly.assertAll();
    }

    private static Neo4jException asTheDriverThrows(String code) {
        return switch (code.split("\\.")[1]) {
            case "TransientError" -> new TransientException(code, "");
            case "DatabaseError" -> new DatabaseException(code, "");
            default -> new ClientException(code, "");
        };
    }
}
