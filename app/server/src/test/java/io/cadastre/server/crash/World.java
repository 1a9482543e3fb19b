package io.cadastre.server.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.cadastre.server.crash.Inventory.Entity;
import io.cadastre.server.crash.Inventory.Relation;
import io.cadastre.server.crash.PackageSource.Listing;
import io.cadastre.server.crash.Round.Phase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.awaitility.Awaitility;

/** A server on data of its own, a source that changes, and the model of what the graph must hold. */
final class World implements AutoCloseable {
    /** Of every second server: every change set is too large for one transaction, so it is sealed and has a journal. */
    private static final List<String> OTHER_OPTIONS = List.of("--publish-limit", "0");

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Set<String> RUNNING = Set.of("QUEUED", "COLLECTING", "DIFFING", "PUBLISHING");
    private static final String NOTHING = "{\"created\":0,\"updated\":0,\"deleted\":0}";

    private final Path data;
    private final List<String> options;
    private final Map<String, String> environment;
    private final PackageSource source;
    private final ListingProgram program;
    private final Map<Phase, Integer> hits = new EnumMap<>(Phase.class);
    private final String installation;
    private ServerProcess server;
    private Inventory known = Inventory.empty();
    private int starts;
    private boolean sure = true;

    /**
     * Starts a server and lets it load the whole source.
     *
     * @param data its data directory
     * @param options of the server
     * @param environment of the server
     */
    World(Path data, List<String> options, Map<String, String> environment) throws Exception {
        this.data = data;
        this.options = options;
        this.environment = environment;
        source = PackageSource.ofThisMachine();
        program = new ListingProgram(java.nio.file.Files.createDirectories(data));
        server = start();
        installation = server.post(
                        "/installations",
                        Map.of(
                                "name",
                                "Packages",
                                "connector",
                                "exec",
                                "config",
                                Map.of("command", program.command()),
                                // What is held is the affair of other tests.
                                "deletionBudget",
                                Map.of("enabled", false)))
                .path("id")
                .asText();
        Listing everything = source.everything();
        program.print(everything, false);
        known = everything.content();
        assertEnded(sync(), "SUCCEEDED");
        assertThat(graph().differencesFrom(known.visible())).isEmpty();
    }

    private ServerProcess start() throws Exception {
        List<String> all = new ArrayList<>(options);
        if (starts++ % 2 == 1) {
            all.addAll(OTHER_OPTIONS);
        }
        return ServerProcess.start(data, all, environment);
    }

    /** How many servers ended in each phase. */
    Map<Phase, Integer> hits() {
        return hits;
    }

    /** Lets the source change, syncs, ends the server, starts it again, and holds what it finds against the model. */
    String play(Round round) throws Exception {
        assumeTrue(sure, "An earlier round failed, so what is here is not what the model says.");
        sure = false;
        Listing listing = source.change(round.random(), round.complete());
        Inventory before = known;
        Inventory after = listing.after(before);
        program.print(listing, round.phase() == Phase.COLLECTING);

        String sync = start(server);
        String lastSeen = endDuring(sync, round);
        if (RUNNING.contains(lastSeen) && !lastSeen.equals("QUEUED") && !round.gentle()) {
            hits.merge(Phase.valueOf(lastSeen), 1, Integer::sum);
        }
        server.close();
        server = start();

        String found = within(lastSeen, () -> assertBeforeOrAfter(sync, before, after, round));
        // The same data once more brings the graph to the model, and then changes nothing
        program.print(listing, false);
        known = after;
        String end = round.complete() ? "SUCCEEDED" : "PARTIAL";
        assertEnded(sync(), end);
        assertThat(graph().differencesFrom(after.visible()))
                .as("after the next sync")
                .isEmpty();
        JsonNode unchanged = sync();
        assertEnded(unchanged, end);
        assertThat(changes(unchanged, "entities")).isEqualTo(NOTHING);
        assertThat(changes(unchanged, "relationships")).isEqualTo(NOTHING);
        sure = true;
        return "last seen " + lastSeen + ", found the graph as " + found + " the sync";
    }

    private static <T> T within(String lastSeen, Supplier<T> check) {
        try {
            return check.get();
        } catch (AssertionError e) {
            throw new AssertionError("The server was last seen " + lastSeen + ". " + e.getMessage(), e);
        }
    }

    /** Waits for the instant of the round, then ends the server; gives the state that was seen last. */
    private String endDuring(String sync, Round round) throws InterruptedException {
        long instant = Long.MAX_VALUE;
        String state = "QUEUED";
        while (RUNNING.contains(state) && System.nanoTime() < instant) {
            state = server.get("/syncs/" + sync).path("state").asText();
            if (instant == Long.MAX_VALUE && state.equals(round.phase().name())) {
                instant = System.nanoTime() + round.delay().toNanos();
            }
        }
        if (round.gentle()) {
            server.stop();
        } else {
            server.kill();
        }
        return state;
    }

    /** The graph is as a completed sync left it, and what is said of the sync that was cut short is true (I10). */
    private String assertBeforeOrAfter(String sync, Inventory before, Inventory after, Round round) {
        Inventory graph = graph();
        List<String> fromBefore = graph.differencesFrom(before.visible());
        List<String> fromAfter = graph.differencesFrom(after.visible());
        assertThat(fromBefore.isEmpty() || fromAfter.isEmpty())
                .as(() -> "The graph is as neither before the sync, " + fromBefore + ", nor after it, " + fromAfter)
                .isTrue();
        JsonNode report = server.get("/syncs/" + sync);
        String state = report.path("state").asText();
        String reason = report.path("reason").asText();
        assertThat(state).as(reason).isIn("SUCCEEDED", "PARTIAL", "INTERRUPTED");
        if (round.gentle()) {
            assertThat(state).isEqualTo("INTERRUPTED");
        }
        if (!state.equals("INTERRUPTED")) {
            assertThat(fromAfter).as("The sync says that it is " + state).isEmpty();
        } else if (!fromBefore.isEmpty()) {
            assertThat(reason).as("It was published").isNotBlank().doesNotContainIgnoringCase("nothing was");
        }
        return fromAfter.isEmpty() ? "after" : "before";
    }

    private String start(ServerProcess on) {
        return on.post("/installations/" + installation + "/syncs", Map.of("mode", "full"))
                .path("id")
                .asText();
    }

    /** Syncs, to its end. */
    private JsonNode sync() {
        String sync = start(server);
        return Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(
                        () -> server.get("/syncs/" + sync),
                        report -> !RUNNING.contains(report.path("state").asText()));
    }

    private static void assertEnded(JsonNode report, String state) {
        assertThat(report.path("state").asText()).as(report.toPrettyString()).isEqualTo(state);
    }

    private static String changes(JsonNode report, String of) {
        JsonNode counts = report.path("stats").path(of);
        return "{\"created\":%d,\"updated\":%d,\"deleted\":%d}"
                .formatted(
                        counts.path("created").asLong(-1),
                        counts.path("updated").asLong(-1),
                        counts.path("deleted").asLong(-1));
    }

    /** What the graph holds, by what anybody can ask of it. */
    private Inventory graph() {
        Inventory found = Inventory.empty();
        for (JsonNode row : rows(
                "MATCH (e:Entity) WHERE e._installation = $installation" + " RETURN e._type, e._key, properties(e)")) {
            Entity entity = new Entity(row.path(0).asText(), row.path(1).asText());
            assertThat(found.entities().put(entity, fields(row.path(2))))
                    .as("%s twice", entity)
                    .isNull();
        }
        for (JsonNode row : rows("MATCH (a)-[r]->(b) WHERE r._installation = $installation"
                + " RETURN a._type, a._key, type(r), b._type, b._key, properties(r)")) {
            Relation relation = new Relation(
                    new Entity(row.path(0).asText(), row.path(1).asText()),
                    row.path(2).asText(),
                    new Entity(row.path(3).asText(), row.path(4).asText()));
            assertThat(found.relations().put(relation, fields(row.path(5))))
                    .as("%s twice", relation)
                    .isNull();
        }
        return found;
    }

    private JsonNode rows(String cypher) {
        JsonNode answer = server.post(
                "/query",
                Map.of("cypher", cypher, "parameters", Map.of("installation", installation), "limit", 10_000));
        assertThat(answer.path("summary").path("truncated").asBoolean(true)).isFalse();
        return answer.path("rows");
    }

    private static Map<String, Object> fields(JsonNode properties) {
        Map<String, Object> fields = new TreeMap<>();
        properties.properties().forEach(property -> {
            JsonNode value = property.getValue();
            if (!property.getKey().startsWith("_")) {
                fields.put(
                        property.getKey(),
                        value.isIntegralNumber()
                                ? (Object) value.asLong()
                                : value.isBoolean() ? (Object) value.asBoolean() : value.asText());
            }
        });
        return fields;
    }

    @Override
    public void close() {
        server.close();
    }
}
