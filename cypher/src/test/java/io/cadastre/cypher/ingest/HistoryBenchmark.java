package io.cadastre.cypher.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.cadastre.cypher.TestGraph;
import io.cadastre.cypher.history.ChangeRetention;
import io.cadastre.cypher.history.DeletedRelationship;
import io.cadastre.cypher.identity.GraphIds;
import io.cadastre.cypher.read.ChangeFilter;
import io.cadastre.cypher.read.ChangeReader;
import io.cadastre.cypher.read.EntityHistory;
import io.cadastre.cypher.read.PastEntity;
import io.cadastre.spi.model.RawRef;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.neo4j.driver.SimpleQueryRunner;

/**
 * What history costs: the same changes with and without records, in turns. It runs only by its name:
 * {@code mvn -pl cypher -am test -Dtest=HistoryBenchmark -Dsurefire.failIfNoSpecifiedTests=false}.
 */
class HistoryBenchmark {
    private static final int ENTITIES = 10_000;
    private static final int FIELDS = 29;
    private static final int LINKS = 3;
    private static final int ROUNDS = 5;
    private static final int WARM_UP = 2;

    /** About what the comparison estimates for an entity of this size. */
    private static final long ENTITY_BYTES = 24_000;

    @RegisterExtension
    static final TestGraph GRAPH = new TestGraph();

    private final Transactions transactions = new Transactions(GRAPH.graph());
    private final Map<String, List<Cost>> costs = new HashMap<>();
    private Instant clock = Instant.parse("2026-11-27T12:00:00Z");
    private int syncs;

    /** Of one operation on all entities. */
    private record Cost(Duration time, long logBytes) {}

    /** Keeps nothing. */
    private static final class NoHistory extends History {
        NoHistory(Publication publication) {
            super(publication);
        }

        @Override
        void record(SimpleQueryRunner tx, List<HistoryEntry> entries) {}

        @Override
        void recordDeleted(SimpleQueryRunner tx, List<DeletedRelationship> relationships) {}
    }

    @Test
    void costs() {
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            for (boolean kept : round % 2 == 0 ? List.of(true, false) : List.of(false, true)) {
                boolean counts = round >= 0;
                measure("create", kept, counts, entities(0, Mutation.CreateEntity::new));
                measure("link", kept, counts, links());
                measure("update", kept, counts, entities(1, Mutation.UpdateEntity::new));
                if (counts && kept) {
                    read();
                }
                measure("delete", kept, counts, deletions());
                new ChangeRetention(GRAPH.graph()).forgetBefore(clock.plusSeconds(1));
            }
        }
        undo();
        for (String operation : List.of("create", "link", "update", "delete", "list 100", "undo 200")) {
            for (boolean kept : new boolean[] {true, false}) {
                List<Cost> measured = costs.getOrDefault(operation + kept, List.of());
                if (!measured.isEmpty()) {
                    System.out.printf(
                            "%-10s %-8s %6d ms, %,12d bytes of log%n",
                            operation,
                            kept ? "with" : "without",
                            median(measured).time.toMillis(),
                            median(measured).logBytes);
                }
            }
        }
    }

    private static Cost median(List<Cost> costs) {
        return costs.stream().sorted(Comparator.comparing(Cost::time)).toList().get(costs.size() / 2);
    }

    private void measure(String operation, boolean kept, boolean counts, List<Mutation> mutations) {
        clock = clock.plusSeconds(60);
        Publication publication =
                new Publication("inst", "bench", "sync" + syncs++, clock, List.of(), GRAPH.fence("inst"));
        long bytes = GRAPH.transactionLogBytes();
        long start = System.nanoTime();
        Chunk.of(mutations.iterator(), 0, IngestLimits.DEFAULT.chunkBytes())
                .forEachRemaining(chunk -> transactions.run(tx -> new MutationWriter(
                                tx,
                                publication,
                                kept ? new History(publication) : new NoHistory(publication),
                                1,
                                IngestLimits.DEFAULT.batchBytes())
                        .write(chunk.mutations().iterator())));
        Duration time = Duration.ofNanos(System.nanoTime() - start);
        if (counts) {
            costs.computeIfAbsent(operation + kept, key -> new ArrayList<>())
                    .add(new Cost(time, GRAPH.transactionLogBytes() - bytes));
        }
    }

    private void read() {
        ChangeReader reader = new ChangeReader(GRAPH.graph());
        String cursor = reader.list(ChangeFilter.NONE, false, null, 5_000).nextCursor();
        time(
                "list 100",
                () -> assertThat(reader.list(ChangeFilter.NONE, false, cursor, 100)
                                .items())
                        .hasSize(100));
    }

    /** An entity as it was 200 changes ago. */
    private void undo() {
        for (int revision = 0; revision <= 200; revision++) {
            StagedEntity entity = new MemoryStaging("inst")
                    .entity("thing", "t0", Map.of("revision", (long) revision))
                    .entity(id(0));
            measure(
                    "one",
                    true,
                    false,
                    List.of(
                            revision == 0
                                    ? new Mutation.CreateEntity(entity, ENTITY_BYTES)
                                    : new Mutation.UpdateEntity(entity, ENTITY_BYTES)));
        }
        Instant first = clock.minusSeconds(200 * 60);
        for (int round = 0; round < ROUNDS; round++) {
            time(
                    "undo 200",
                    () -> assertThat(new EntityHistory(GRAPH.graph()).at(id(0), first))
                            .isInstanceOfSatisfying(
                                    PastEntity.Known.class,
                                    past -> assertThat(past.entity().properties())
                                            .containsEntry("revision", 0L)));
        }
    }

    private void time(String operation, Runnable read) {
        long start = System.nanoTime();
        read.run();
        costs.computeIfAbsent(operation + true, key -> new ArrayList<>())
                .add(new Cost(Duration.ofNanos(System.nanoTime() - start), 0));
    }

    private static List<Mutation> entities(long revision, BiFunction<StagedEntity, Long, Mutation> mutation) {
        MemoryStaging collected = collected(revision);
        return all(i -> mutation.apply(collected.entity(id(i)), ENTITY_BYTES)).toList();
    }

    private static List<Mutation> links() {
        MemoryStaging collected = new MemoryStaging("inst");
        return all(i -> i)
                .flatMap(i -> IntStream.rangeClosed(1, LINKS).mapToObj(link -> {
                    int to = (i + link) % ENTITIES;
                    collected.relationship(thing(i), "USES", thing(to), Map.of());
                    String id = GraphIds.relationship("inst", id(i), "USES", id(to), "");
                    return (Mutation)
                            new Mutation.CreateRelationship(collected.relationship(id(i), id), Changes.OVERHEAD_BYTES);
                }))
                .toList();
    }

    private static List<Mutation> deletions() {
        return all(i -> (Mutation) new Mutation.DeleteEntity(id(i), (1 + 2 * LINKS) * Changes.OVERHEAD_BYTES))
                .toList();
    }

    private static <T> Stream<T> all(IntFunction<T> each) {
        return IntStream.range(0, ENTITIES).mapToObj(each);
    }

    private static RawRef thing(int i) {
        return new RawRef("thing", "t" + i);
    }

    private static String id(int i) {
        return GraphIds.entity("inst", "thing", "t" + i);
    }

    private static MemoryStaging collected(long revision) {
        MemoryStaging staging = new MemoryStaging("inst");
        for (int i = 0; i < ENTITIES; i++) {
            Map<String, Object> fields = new HashMap<>();
            for (int field = 1; field < FIELDS; field++) {
                fields.put("field" + field, "value " + field + " of thing " + i);
            }
            fields.put("revision", revision);
            staging.entity("thing", "t" + i, fields);
        }
        return staging;
    }
}
