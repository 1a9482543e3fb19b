package io.cadastre.cypher.ingest;

import io.cadastre.cypher.Neo4jGraph;
import io.cadastre.cypher.ingest.Change.Operation;
import io.cadastre.spi.model.Match;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.neo4j.driver.Record;
import org.neo4j.driver.Session;

/**
 * Compares the relationships that follow from a match in each installation with those in the graph. What is asserted is
 * kept beside the graph, so nothing is lost when an end goes, and all can be looked at again when others change.
 *
 * <p>Used for one comparison, by one thread.
 */
final class EachMatchDiff {
    private static final int LOOKUP = 100;

    /** How many ends are held in memory at once, unless those of a single match are more. */
    private static final int MOST_TARGETS = 20_000;

    private final Neo4jGraph graph;
    private final String installation;
    private final MatchResolution resolution;
    private final StagedGraph staged;
    private final Changes changes;
    private final Tally tally;
    private final List<Asserted> batch = new ArrayList<>();

    /**
     * What is asserted.
     *
     * @param relationship without the other end
     * @param holds whether it still is; if not, all that follows from it goes
     * @param fresh whether the source says so now, or that nothing changed
     */
    private record Asserted(StagedRelationship relationship, boolean holds, boolean fresh) {
        Kind kind() {
            return new Kind((Match.OnProperty) relationship.match(), relationship.verb(), relationship.outgoing());
        }
    }

    /** What is looked up in one query. */
    private record Kind(Match.OnProperty match, String verb, boolean outgoing) {
        /** All names are checked at declaration. */
        String edges() {
            String edge = "[r:" + verb + "]";
            return "UNWIND $rows AS row MATCH (e:Entity {_id: row.anchor})"
                    + (outgoing ? "-" + edge + "->" : "<-" + edge + "-")
                    + "(o:Entity) WHERE r._installation = $installation AND r._match = $match"
                    + " AND r._matchValue = row.value RETURN row.id AS asserted, o._id AS target, r._id AS id,"
                    + " r._hash AS hash, elementId(r) AS elementId";
        }
    }

    EachMatchDiff(
            Neo4jGraph graph,
            String installation,
            MatchResolution resolution,
            StagedGraph staged,
            Changes changes,
            Tally tally) {
        this.graph = graph;
        this.installation = installation;
        this.resolution = resolution;
        this.staged = staged;
        this.changes = changes;
        this.tally = tally;
    }

    /** There is to be a relationship with the one entity that has the value, in each installation that has one. */
    void holds(StagedRelationship asserted, boolean fresh) {
        add(new Asserted(asserted, true, fresh));
    }

    /** There is to be none any more. */
    void isOver(StagedRelationship asserted) {
        add(new Asserted(asserted, false, false));
    }

    private void add(Asserted asserted) {
        batch.add(asserted);
        if (batch.size() == LOOKUP) {
            flush();
        }
    }

    /** Decides over all that it was told of. */
    void flush() {
        batch.stream().collect(Collectors.groupingBy(Asserted::kind)).forEach(this::compare);
        batch.clear();
    }

    private void compare(Kind kind, List<Asserted> alike) {
        Set<String> values = alike.stream()
                .filter(Asserted::holds)
                .map(each -> each.relationship().wanted().key())
                .collect(Collectors.toSet());
        Optional<Map<String, Map<String, String>>> targets =
                resolution.inEach(kind.match(), values, alike.size() == 1 ? Integer.MAX_VALUE : MOST_TARGETS);
        if (targets.isEmpty()) {
            int half = alike.size() / 2;
            compare(kind, alike.subList(0, half));
            compare(kind, alike.subList(half, alike.size()));
            return;
        }
        Map<String, Compared> byId = new HashMap<>();
        for (Asserted each : alike) {
            StagedRelationship relationship = each.relationship();
            byId.put(
                    relationship.id(),
                    new Compared(
                            each,
                            each.holds()
                                    ? new HashMap<>(targets.get()
                                            .getOrDefault(relationship.wanted().key(), Map.of()))
                                    : new HashMap<>()));
        }
        try (Session session = graph.readSession()) {
            session.run(
                            kind.edges(),
                            Map.of(
                                    "rows",
                                    rows(alike),
                                    "installation",
                                    installation,
                                    "match",
                                    kind.match().name()))
                    .forEachRemaining(row -> Objects.requireNonNull(
                                    byId.get(row.get("asserted").asString()))
                            .edge(row));
        }
        byId.values().forEach(Compared::create);
    }

    private static List<Map<String, Object>> rows(List<Asserted> alike) {
        return alike.stream()
                .map(Asserted::relationship)
                .map(each -> Map.<String, Object>of(
                        "id", each.id(),
                        "anchor", each.anchor(),
                        "value", each.wanted().key()))
                .toList();
    }

    /** One that is asserted, and the ends that it should have and was not yet found to have. */
    private final class Compared {
        private final Asserted asserted;
        private final Map<String, String> missing;

        /**
         * To be compared.
         *
         * @param missing the installations of the other ends by the ids of these
         */
        Compared(Asserted asserted, Map<String, String> missing) {
            this.asserted = asserted;
            this.missing = missing;
        }

        void edge(Record row) {
            String target = row.get("target").asString();
            String elementId = row.get("elementId").asString();
            String other = missing.remove(target);
            if (other == null) {
                tally.deleted++;
                StagedRelationship old = asserted.relationship().to(target);
                changes.add(Operation.DELETE_RELATIONSHIP, row.get("id").asString(), old.from(), elementId, 0);
                return;
            }
            StagedRelationship now = asserted.relationship().in(other, target);
            if (!row.get("hash").asString("").equals(now.hash())) {
                tally.updated++;
                put(Operation.UPDATE_RELATIONSHIP, now, elementId);
            } else if (asserted.fresh()) {
                tally.unchanged++;
            } else {
                tally.kept++;
            }
        }

        void create() {
            missing.forEach((target, other) -> {
                tally.created++;
                put(Operation.CREATE_RELATIONSHIP, asserted.relationship().in(other, target), "");
            });
        }

        private void put(Operation operation, StagedRelationship relationship, String elementId) {
            staged.put(relationship);
            changes.add(operation, relationship.id(), relationship.from(), elementId, MatchedDiff.size(relationship));
        }
    }
}
