package io.cadastre.cypher.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cadastre.cypher.TestGraph;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.neo4j.driver.Session;

class LeasesTest {
    @RegisterExtension
    static final TestGraph GRAPH = new TestGraph();

    private final Leases leases = new Leases(GRAPH.graph(), Duration.ofSeconds(60));

    private Lease taken(String holder) {
        return taken(leases.acquire("inst", holder, "sync of " + holder));
    }

    private static Lease taken(Acquisition acquisition) {
        return switch (acquisition) {
            case Acquisition.Taken(var lease) -> lease;
            case Acquisition.Held(var by) -> throw new AssertionError("It is held by " + by);
        };
    }

    private Lease held(String holder) {
        return switch (leases.acquire("inst", holder, "sync of " + holder)) {
            case Acquisition.Taken(var lease) -> throw new AssertionError("It was given to " + lease);
            case Acquisition.Held(var by) -> by;
        };
    }

    private void write(String statement) {
        try (Session session = GRAPH.graph().writeSession()) {
            session.run(statement).consume();
        }
    }

    /** Nobody has renewed for as long as a lease is good. */
    private void timePasses() {
        write("MATCH (l:_Lease) SET l.expiresAt = l.expiresAt - duration({seconds: 61})");
    }

    /** A transaction that writes, if the fence lets it. */
    private void writeBehind(Fence fence) {
        try (Session session = GRAPH.graph().writeSession()) {
            session.executeWriteWithoutResult(tx -> {
                fence.check(tx);
                tx.run("CREATE (:Written)").consume();
            });
        }
    }

    private long written() {
        try (Session session = GRAPH.graph().readSession()) {
            return session.run("MATCH (w:Written) RETURN count(w)")
                    .single()
                    .get(0)
                    .asLong();
        }
    }

    @Test
    @DisplayName("P18: a lease that is held is refused, with who holds it and what for")
    void oneHolderAtATime() {
        Lease first = taken("a");

        assertThat(held("b")).isEqualTo(first);
        assertThat(first.purpose()).isEqualTo("sync of a");
        // The same process has no second one either.
        assertThat(held("a")).isEqualTo(first);

        leases.release(first);
        assertThat(leases.find("inst")).isEmpty();
        assertThat(taken("b").token()).isGreaterThan(first.token());
    }

    @Test
    @DisplayName("P18: of twenty that ask at once one gets it, round after round, and tokens grow")
    void oneOfManyGetsIt() throws Exception {
        List<Long> tokens = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(20)) {
            for (int round = 0; round < 3; round++) {
                CountDownLatch go = new CountDownLatch(1);
                List<Future<Acquisition>> asked = new ArrayList<>();
                for (int i = 0; i < 20; i++) {
                    String holder = "process " + i;
                    asked.add(threads.submit((Callable<Acquisition>) () -> {
                        go.await();
                        return leases.acquire("inst", holder, "sync");
                    }));
                }
                go.countDown();
                List<Lease> winners = new ArrayList<>();
                for (Future<Acquisition> answer : asked) {
                    if (answer.get(60, TimeUnit.SECONDS) instanceof Acquisition.Taken(Lease lease)) {
                        winners.add(lease);
                    }
                }
                assertThat(winners).hasSize(1);
                tokens.add(winners.getFirst().token());
                leases.release(winners.getFirst());
            }
        }
        assertThat(tokens).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void anExpiredLeaseIsTakenAndItsHolderHearsOfItWhenItRenews() {
        Lease late = taken("a");
        timePasses();

        Lease next = taken("b");

        assertThat(next.token()).isGreaterThan(late.token());
        assertThat(leases.renew(late)).isEqualTo(Renewal.LOST);
        assertThat(leases.renew(next)).isEqualTo(Renewal.RENEWED);
        // What the late one gives back is not the other's.
        leases.release(late);
        assertThat(leases.find("inst")).map(Lease::holder).contains("b");
    }

    @Test
    void anExpiredLeaseThatNobodyTookIsGoodAgainOnceItIsRenewed() {
        Lease late = taken("a");
        timePasses();

        assertThat(leases.renew(late)).isEqualTo(Renewal.RENEWED);

        assertThat(held("b").token()).isEqualTo(late.token());
    }

    @Test
    @DisplayName("P18: what a late holder writes is refused once somebody else has the lease, not before")
    void theTokenRefusesNotTheTime() {
        Lease late = taken("a");
        timePasses();
        writeBehind(late.fence());
        assertThat(written()).isEqualTo(1);

        Lease next = taken("b");

        assertThatThrownBy(() -> writeBehind(late.fence()))
                .isInstanceOf(LeaseLostException.class)
                .hasMessage("Another process has taken over 'inst' since this one was last heard of;"
                        + " nothing was written.");
        assertThat(written()).isEqualTo(1);
        writeBehind(next.fence());
        assertThat(written()).isEqualTo(2);
    }

    @Test
    void aFenceOfWhatWasNeverLeasedIsRefused() {
        assertThatThrownBy(() -> writeBehind(new Fence("nowhere", 0))).isInstanceOf(LeaseLostException.class);
    }

    @Test
    void aLeaseIsRenewedWhileALongTransactionOfItsHolderIsOpen() {
        Lease lease = taken("a");
        try (Session session = GRAPH.graph().writeSession()) {
            session.executeWriteWithoutResult(tx -> {
                lease.fence().check(tx);

                assertThat(leases.renew(lease)).isEqualTo(Renewal.RENEWED);
                assertThat(held("b").token()).isEqualTo(lease.token());
            });
        }
    }

    @Test
    @DisplayName("P18: a lease is not taken over while a transaction that its holder began in time is open")
    void theNextHolderWaitsForAnOpenTransaction() throws Exception {
        Lease late = taken("a");
        try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
            Future<Acquisition> next;
            try (Session session = GRAPH.graph().writeSession()) {
                next = session.executeWrite(tx -> {
                    late.fence().check(tx);
                    timePasses();
                    Future<Acquisition> asked = threads.submit(() -> leases.acquire("inst", "b", "sync of b"));
                    awaitWaitingTransaction();
                    tx.run("CREATE (:Written)").consume();
                    assertThat(asked.isDone()).isFalse();
                    return asked;
                });
            }
            assertThat(taken(next.get(60, TimeUnit.SECONDS)).token()).isGreaterThan(late.token());
        }
        assertThat(written()).isEqualTo(1);
    }

    private void awaitWaitingTransaction() {
        long waiting = 0;
        while (waiting == 0) {
            try (Session session = GRAPH.graph().readSession()) {
                waiting = session.run("""
                                SHOW TRANSACTIONS YIELD status, currentQuery
                                WHERE status STARTS WITH 'Blocked' AND currentQuery CONTAINS '_Fence'
                                RETURN count(*)""").single().get(0).asLong();
            }
        }
    }

    @Test
    void aProcessThatStartsAgainBreaksWhatItLeftAndNothingElse() {
        Lease left = taken("a");
        Lease other = taken(leases.acquire("another", "b", "sync"));

        assertThat(leases.breakAll("a")).containsExactly("inst");

        assertThatThrownBy(() -> writeBehind(left.fence())).isInstanceOf(LeaseLostException.class);
        assertThat(leases.renew(left)).isEqualTo(Renewal.LOST);
        assertThat(leases.renew(other)).isEqualTo(Renewal.RENEWED);
        assertThat(taken("a").token()).isGreaterThan(left.token());
    }

    @Test
    void onlyAnExpiredLeaseIsBrokenByOthers() {
        Lease lease = taken("a");
        assertThat(leases.breakExpired("inst")).isFalse();
        writeBehind(lease.fence());

        timePasses();

        assertThat(leases.breakExpired("inst")).isTrue();
        assertThatThrownBy(() -> writeBehind(lease.fence())).isInstanceOf(LeaseLostException.class);
        assertThat(leases.breakExpired("inst")).isFalse();
    }

    @Test
    @DisplayName("M16: whoever wants a holder to stop leaves word, for what it is at and nothing later")
    void theHolderHearsOfACancel() {
        Lease first = taken("a");
        assertThat(leases.requestCancel("inst", "another sync")).isFalse();
        assertThat(leases.renew(first)).isEqualTo(Renewal.RENEWED);

        assertThat(leases.requestCancel("inst", first.purpose())).isTrue();

        assertThat(leases.renew(first)).isEqualTo(Renewal.CANCEL_REQUESTED);
        leases.release(first);
        assertThat(leases.requestCancel("inst", first.purpose())).isFalse();
        assertThat(leases.renew(taken("a"))).isEqualTo(Renewal.RENEWED);
    }
}
