package io.cadastre.cypher.ingest;

import io.cadastre.cypher.Neo4jGraph;
import io.cadastre.cypher.identity.GraphIds;
import io.cadastre.spi.model.Match;
import io.cadastre.spi.model.RawRef;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.neo4j.driver.Record;
import org.neo4j.driver.Result;
import org.neo4j.driver.Session;

/**
 * Finds the entities of other installations that have a value; those of its own installation never match. A look-up costs
 * what its values cost, not what the graph holds, except where case is ignored.
 *
 * <p>Used for one comparison, by one thread.
 */
final class MatchResolution {
    /** What is longer is no identifier, and would not fit into the index (8 kB a key). */
    static final int LONGEST_VALUE = 1_000;

    private static final int LOOKUP = 10_000;

    // However many there are of one value, the server keeps two ids and a number.
    private static final String CANDIDATES = "RETURN value, count(*) AS matches, min(id) AS first, max(id) AS last";

    // Likewise: in how many installations there is one, and what there is where there are several.
    private static final String CANDIDATES_IN_EACH = """
            WITH value, other, count(*) AS matches, min(id) AS first, max(id) AS last
            RETURN value, sum(CASE matches WHEN 1 THEN 0 ELSE matches END) AS matches,
              coalesce(min(CASE WHEN matches > 1 THEN first END), '') AS first,
              coalesce(max(CASE WHEN matches > 1 THEN last END), '') AS last""";

    private static final String ONE_IN_EACH = """
            WITH value, other, count(*) AS matches, min(id) AS target WHERE matches = 1
            RETURN value, other, target""";

    private static final String BY_ID = """
            UNWIND $ids AS id MATCH (e:Entity {_id: id}) WHERE e._installation <> $installation
            RETURN e._id AS id""";

    private static final String NAMES = """
            UNWIND $ids AS id MATCH (e:Entity {_id: id})
            RETURN e._id AS id, e._type AS type, e._key AS key, e._installation AS installation""";

    private final Neo4jGraph graph;
    private final String installation;
    private final Map<String, List<String>> installationsByType = new HashMap<>();

    MatchResolution(Neo4jGraph graph, String installation) {
        this.graph = graph;
        this.installation = installation;
    }

    /**
     * What has a value; where the match leads into each installation, only what is too much in one of them.
     *
     * @param matches how many entities
     * @param first the least of their ids
     * @param last the greatest of their ids
     */
    record Candidates(long matches, String first, String last) {
        private Candidates and(String id) {
            return new Candidates(
                    matches + 1, first.compareTo(id) < 0 ? first : id, last.compareTo(id) > 0 ? last : id);
        }
    }

    /** Those of the values that something has, by the name of the match and the value. */
    Map<RawRef, Candidates> resolve(Collection<RawRef> wanted) {
        Map<Match, Set<String>> values = new LinkedHashMap<>();
        for (RawRef each : wanted) {
            each.match()
                    .filter(match -> !tooLong(each))
                    .ifPresent(match -> values.computeIfAbsent(match, key -> new HashSet<>())
                            .add(each.key()));
        }
        Map<RawRef, Candidates> found = new HashMap<>();
        values.forEach((match, each) -> {
            switch (match) {
                case Match.OnProperty on -> byProperty(on, each, found);
                case Match.OnKey on -> byKey(on, each, found);
            }
        });
        return found;
    }

    static boolean tooLong(RawRef wanted) {
        return wanted.key().length() > LONGEST_VALUE
                && wanted.match().filter(Match.OnProperty.class::isInstance).isPresent();
    }

    /**
     * The entities to link to by values, with their installations: in each installation the one that has the value.
     *
     * @param most how many at most
     * @return the installations by id by value; empty if they are more
     */
    Optional<Map<String, Map<String, String>>> inEach(Match.OnProperty on, Collection<String> values, int most) {
        Map<String, Map<String, String>> targets = new HashMap<>();
        if (values.isEmpty()) {
            return Optional.of(targets);
        }
        try (Session session = graph.readSession()) {
            Result rows = session.run(
                    values(on) + ONE_IN_EACH, Map.of("values", List.copyOf(values), "installation", installation));
            for (int count = 0; rows.hasNext(); count++) {
                if (count == most) {
                    return Optional.empty();
                }
                Record row = rows.next();
                targets.computeIfAbsent(row.get("value").asString(), value -> new HashMap<>())
                        .put(row.get("target").asString(), row.get("other").asString());
            }
        }
        return Optional.of(targets);
    }

    static String byProperty(Match.OnProperty on) {
        return values(on) + (on.each() ? CANDIDATES_IN_EACH : CANDIDATES);
    }

    /** Names are checked at declaration: letters and digits only. */
    private static String values(Match.OnProperty on) {
        String property = "e." + on.property();
        String found = "MATCH (e:" + on.label() + ") WHERE e._installation <> $installation AND "
                + switch (on.comparison()) {
                    case EXACT -> property + " IN $values WITH e, " + property + " AS value";
                    case IGNORING_CASE ->
                        property + " IS :: STRING WITH e, toLower(" + property + ") AS value WHERE value IN $values";
                    case AMONG ->
                        property + " IS :: LIST<STRING NOT NULL> UNWIND " + property
                                + " AS value WITH DISTINCT e, value WHERE value IN $values";
                };
        return found + " WITH value, e._id AS id, e._installation AS other ";
    }

    private void byProperty(Match.OnProperty on, Set<String> values, Map<RawRef, Candidates> found) {
        try (Session session = graph.readSession()) {
            session.executeRead(tx -> tx.run(
                                    byProperty(on), Map.of("values", List.copyOf(values), "installation", installation))
                            .list())
                    .forEach(row -> found.put(
                            new RawRef(on.name(), row.get("value").asString()),
                            new Candidates(
                                    row.get("matches").asLong(),
                                    row.get("first").asString(),
                                    row.get("last").asString())));
        }
    }

    /** Ids are functions of installation, type and key (I1): the key itself needs no index. */
    private void byKey(Match.OnKey on, Set<String> keys, Map<RawRef, Candidates> found) {
        Map<String, String> keyById = new HashMap<>();
        for (String other : installationsWith(on)) {
            for (String key : keys) {
                keyById.put(GraphIds.entity(other, on.type(), key), key);
                if (keyById.size() == LOOKUP) {
                    byId(on, keyById, found);
                }
            }
        }
        byId(on, keyById, found);
    }

    private void byId(Match.OnKey on, Map<String, String> keyById, Map<RawRef, Candidates> found) {
        try (Session session = graph.readSession()) {
            session.executeRead(tx -> tx.run(
                                    BY_ID, Map.of("ids", List.copyOf(keyById.keySet()), "installation", installation))
                            .list(row -> row.get("id").asString()))
                    .forEach(id -> {
                        RawRef ref = new RawRef(on.name(), keyById.getOrDefault(id, ""));
                        Candidates before = found.get(ref);
                        found.put(ref, before == null ? new Candidates(1, id, id) : before.and(id));
                    });
        }
        keyById.clear();
    }

    private List<String> installationsWith(Match.OnKey on) {
        return installationsByType.computeIfAbsent(on.type(), type -> {
            try (Session session = graph.readSession()) {
                return session.executeRead(tx -> tx.run(
                                "MATCH (e:" + on.label() + ") WITH DISTINCT e._installation AS other"
                                        + " WHERE other <> $installation RETURN other",
                                Map.of("installation", installation))
                        .list(row -> row.get("other").asString()));
            }
        });
    }

    /** Entities in words, by their ids. */
    Map<String, String> names(Collection<String> ids) {
        Map<String, String> names = new HashMap<>();
        try (Session session = graph.readSession()) {
            session.executeRead(
                            tx -> tx.run(NAMES, Map.of("ids", List.copyOf(ids))).list())
                    .forEach(row -> names.put(
                            row.get("id").asString(),
                            new RawRef(
                                            row.get("type").asString(),
                                            row.get("key").asString()) + " of installation "
                                    + row.get("installation").asString()));
        }
        return names;
    }
}
