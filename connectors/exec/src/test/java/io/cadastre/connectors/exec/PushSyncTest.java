package io.cadastre.connectors.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.cadastre.cypher.TestGraph;
import io.cadastre.engine.push.Chunk;
import io.cadastre.engine.push.ChunkOrderException;
import io.cadastre.engine.push.ChunkRefusedException;
import io.cadastre.engine.push.Delivery;
import io.cadastre.engine.push.DeliveryOverException;
import io.cadastre.engine.push.PushedSyncs;
import io.cadastre.engine.sync.PushExpectedException;
import io.cadastre.engine.sync.SyncMode;
import io.cadastre.engine.sync.SyncReport;
import io.cadastre.engine.sync.SyncRunningException;
import io.cadastre.engine.sync.SyncState;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same lines, brought in chunks: the same graph, and the same care about what is proved (I7). */
class PushSyncTest {
    /** Far longer than it takes, on a machine that is busy. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @RegisterExtension
    static final TestGraph GRAPH = new TestGraph();

    private static final Lines HOUSEHOLD = Lines.begin()
            .hosts("h1", "h2")
            .services("h1", "\"complete\"", "a", "b")
            .services("h2", "\"complete\"", "c")
            .allComplete()
            .done();

    private Workshop workshop;
    private PushedSyncs pushes;
    private String installation;

    @BeforeEach
    void open(@TempDir Path directory) {
        workshop = new Workshop(GRAPH.graph(), directory);
        pushes = new PushedSyncs(workshop.house.syncs, PushedSyncs.IDLE);
        installation = workshop.install("push", Map.of());
    }

    @AfterEach
    void close() {
        workshop.close();
    }

    private static Chunk chunk(InputStream body) {
        return new Chunk(body, 1 << 16, 1 << 20);
    }

    private static Chunk chunk(List<String> lines) {
        return chunk(bytes(lines));
    }

    private static InputStream bytes(List<String> lines) {
        return new ByteArrayInputStream(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
    }

    private Delivery begin() throws SyncRunningException {
        workshop.house.clock.advance(Duration.ofMinutes(1));
        return pushes.begin(installation);
    }

    private SyncReport push(Lines lines) throws Exception {
        Delivery delivery = begin();
        delivery.receive(1, chunk(lines.all()));
        return workshop.house.awaitEnd(delivery.sync());
    }

    /** All that an installation has, without what tells installations apart. */
    private List<String> inventory(String of) {
        return workshop
                .house
                .query(
                        "MATCH (e:Entity {_installation: $id}) OPTIONAL MATCH (e)-[r]->(o:Entity) RETURN e._key AS key,"
                                + " labels(e) AS labels, e.name AS name, type(r) AS verb, o._key AS to"
                                + " ORDER BY key, to",
                        "id",
                        of)
                .stream()
                .map(row -> row.asMap().toString())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 1_000})
    void whatIsPushedInChunksIsWhatAProgramWouldHavePrinted(int linesPerChunk) throws Exception {
        String printing = workshop.printing();
        workshop.sync(printing, HOUSEHOLD);

        Delivery delivery = begin();
        List<String> all = HOUSEHOLD.all();
        Delivery.Receipt last = new Delivery.Receipt(0, 0, false);
        for (int from = 0; from < all.size(); from += linesPerChunk) {
            assertThat(last.done()).isFalse();
            last = delivery.receive(
                    last.chunk() + 1, chunk(all.subList(from, Math.min(all.size(), from + linesPerChunk))));
        }

        assertThat(last.done()).isTrue();
        assertThat(last.lines()).isEqualTo(all.size());
        SyncReport report = workshop.house.awaitEnd(delivery.sync());
        assertThat(report.state()).isEqualTo(SyncState.SUCCEEDED);
        assertThat(report.trigger()).isEqualTo("push");
        assertThat(inventory(installation)).isEqualTo(inventory(printing)).hasSizeGreaterThanOrEqualTo(5);
    }

    @Test
    void aChunkThatComesAgainIsAcknowledgedAndAGapIsRefused() throws Exception {
        List<String> all = HOUSEHOLD.all();
        Delivery delivery = begin();
        delivery.receive(1, chunk(all.subList(0, 3)));

        // The same number again is not taken again, whatever it holds: a second schema would spoil everything
        assertThat(delivery.receive(1, chunk(all.subList(0, 3))).lines()).isEqualTo(3);
        assertThatThrownBy(() -> delivery.receive(3, chunk(all.subList(3, 4))))
                .isInstanceOfSatisfying(
                        ChunkOrderException.class, e -> assertThat(e.expected()).isEqualTo(2));

        assertThat(delivery.receive(2, chunk(all.subList(3, all.size()))).done())
                .isTrue();
        assertThat(workshop.house.awaitEnd(delivery.sync()).state()).isEqualTo(SyncState.SUCCEEDED);
        // Also after the end, for whoever lost the last answer
        assertThat(delivery.receive(2, chunk(all.subList(3, all.size()))).done())
                .isTrue();
        assertThatThrownBy(() -> delivery.receive(3, chunk(List.of("{}")))).isInstanceOf(DeliveryOverException.class);
    }

    @Test
    void aChunkThatBreaksOffCanBeSentAgain() throws Exception {
        List<String> all = HOUSEHOLD.all();
        Delivery delivery = begin();
        byte[] half = (String.join("\n", all.subList(0, 4)) + "\n{\"type\":\"ent").getBytes(StandardCharsets.UTF_8);
        InputStream dying = new SequenceInputStream(new ByteArrayInputStream(half), new Broken());
        assertThatThrownBy(() -> delivery.receive(1, chunk(dying))).isInstanceOf(IOException.class);

        assertThat(delivery.receive(1, chunk(all)).lines()).isEqualTo(all.size());

        SyncReport report = workshop.house.awaitEnd(delivery.sync());
        assertThat(report.problems()).isEmpty();
        assertThat(report.state()).isEqualTo(SyncState.SUCCEEDED);
    }

    @Test
    void aClientThatDiesMidwayDeletesNothing() throws Exception {
        push(HOUSEHOLD);
        pushes = new PushedSyncs(workshop.house.syncs, Duration.ofMillis(200));

        Delivery delivery = begin();
        delivery.receive(1, chunk(HOUSEHOLD.all().subList(0, 2)));
        SyncReport report = workshop.house.awaitEnd(delivery.sync());

        assertThat(report.state()).isEqualTo(SyncState.FAILED);
        assertThat(report.reason()).contains("ended without 'done' after line 2", "brought nothing for too long");
        assertThat(workshop.hosts()).isEqualTo(2);
        assertThat(workshop.services()).isEqualTo(3);
    }

    @Test
    void whatIsGivenUpDeletesNothing() throws Exception {
        push(HOUSEHOLD);
        Delivery delivery = begin();
        delivery.receive(1, chunk(Lines.begin().hosts("h1").allComplete().all()));

        delivery.giveUp();

        assertThat(workshop.house.awaitEnd(delivery.sync()).state()).isEqualTo(SyncState.FAILED);
        assertThat(workshop.hosts()).isEqualTo(2);
        assertThatThrownBy(delivery::giveUp).isInstanceOf(DeliveryOverException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"too long", "not text"})
    void aChunkThatCannotBeTakenGivesTheSyncUp(String how) throws Exception {
        push(HOUSEHOLD);
        Delivery delivery = begin();
        byte[] body = how.equals("too long")
                ? (Lines.SCHEMA + "\n" + "x".repeat(1 << 17)).getBytes(StandardCharsets.UTF_8)
                : new byte[] {(byte) 0xff, (byte) 0xfe, '\n'};

        assertThatThrownBy(() -> delivery.receive(1, chunk(new ByteArrayInputStream(body))))
                .isInstanceOf(ChunkRefusedException.class)
                .hasMessageContaining("nothing is deleted");

        assertThat(workshop.house.awaitEnd(delivery.sync()).state()).isEqualTo(SyncState.FAILED);
        assertThat(workshop.hosts()).isEqualTo(2);
    }

    @Test
    void aSchemaThatCannotBeUsedEndsTheSyncAtOnce() throws Exception {
        Delivery delivery = begin();
        Delivery.Receipt receipt = delivery.receive(1, chunk(List.of("{\"type\":\"schema\",\"namespace\":\"inv\"}")));
        assertThat(receipt.done()).isTrue();
        SyncReport report = workshop.house.awaitEnd(delivery.sync());
        assertThat(report.state()).isEqualTo(SyncState.FAILED);
        assertThat(report.reason()).contains("Line 1", "entityTypes");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aSyncCanBeCancelledWhileItWaitsForLines(boolean withSchema) throws Exception {
        Delivery delivery = begin();
        if (withSchema) {
            delivery.receive(1, chunk(Lines.begin().hosts("h1").all()));
        }
        await().atMost(PATIENCE)
                .until(() ->
                        workshop.house.syncs.find(delivery.sync()).orElseThrow().state() == SyncState.COLLECTING);

        assertThat(workshop.house.syncs.cancel(delivery.sync())).isTrue();

        assertThat(workshop.house.awaitEnd(delivery.sync()).state()).isEqualTo(SyncState.CANCELLED);
        assertThat(workshop.hosts()).isZero();
    }

    @Test
    void aCancelledSyncLetsGoOfWhoeverIsSending() throws Exception {
        Delivery delivery = begin();
        delivery.receive(1, chunk(Lines.begin().all()));
        CompletableFuture<Delivery.Receipt> sender = CompletableFuture.supplyAsync(() -> {
            try {
                return delivery.receive(2, new Chunk(new Endless(Lines.host("h") + "\n"), 1 << 16, Long.MAX_VALUE));
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
        await().atMost(PATIENCE)
                .until(() -> workshop.house
                                .syncs
                                .find(delivery.sync())
                                .orElseThrow()
                                .progress()
                                .entities()
                        > 10);

        assertThat(workshop.house.syncs.cancel(delivery.sync())).isTrue();

        assertThat(sender.get().done()).isTrue();
        assertThat(workshop.house.awaitEnd(delivery.sync()).state()).isEqualTo(SyncState.CANCELLED);
        assertThat(workshop.hosts()).isZero();
    }

    /** A body that says the same for ever. */
    private static final class Endless extends InputStream {
        private final byte[] bytes;
        private int at;

        Endless(String text) {
            bytes = text.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public int read() {
            int next = bytes[at];
            at = (at + 1) % bytes.length;
            return next;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            int taken = Math.min(length, bytes.length - at);
            System.arraycopy(bytes, at, target, offset, taken);
            at = (at + taken) % bytes.length;
            return taken;
        }
    }

    /** A body whose sender died. */
    private static final class Broken extends InputStream {
        @Override
        public int read() throws IOException {
            throw new IOException("The client died.");
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            throw new IOException("The client died.");
        }
    }

    @Test
    void onlyWhatIsMadeForItIsPushedAndOnlyTheOtherIsStarted() {
        assertThatThrownBy(() -> workshop.house.syncs.start(installation, SyncMode.FULL, "test"))
                .isInstanceOf(PushExpectedException.class)
                .hasMessageContaining("fetches nothing");
        assertThatThrownBy(() -> pushes.begin(workshop.printing()))
                .isInstanceOf(PushExpectedException.class)
                .hasMessageContaining("takes no lines");
        assertThat(workshop.house.syncs.running()).isEmpty();
    }

    @Test
    void aSecondDeliveryWaitsForTheFirst() throws Exception {
        Delivery first = begin();
        assertThatThrownBy(this::begin)
                .isInstanceOfSatisfying(
                        SyncRunningException.class,
                        e -> assertThat(e.runningSync()).isEqualTo(first.sync()));
        assertThat(pushes.find(installation, first.sync())).containsSame(first);
        assertThat(pushes.find(installation, "another")).isEmpty();
    }
}
