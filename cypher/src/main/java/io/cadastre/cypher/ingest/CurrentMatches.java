package io.cadastre.cypher.ingest;

import io.cadastre.cypher.Neo4jGraph;
import io.cadastre.spi.model.Match;
import io.cadastre.spi.model.MatchField;
import io.cadastre.spi.model.RawRef;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.neo4j.driver.Record;
import org.neo4j.driver.Session;
import org.neo4j.driver.Transaction;

/**
 * The relationships into other installations that one installation has in the graph, by its own entity in order; without
 * those that follow from a match in each installation, see {@link EachMatchDiff}.
 */
final class CurrentMatches {
    private final Neo4jGraph graph;
    private final String installation;

    CurrentMatches(Neo4jGraph graph, String installation) {
        this.graph = graph;
        this.installation = installation;
    }

    /**
     * A relationship that is there.
     *
     * @param relationship as the graph has it
     * @param elementId the database's own handle
     */
    record MatchedEdge(StagedRelationship relationship, String elementId) {
        /** The order of the comparison. */
        String position() {
            return relationship.anchor() + relationship.id();
        }
    }

    /** Reads those that these links may have made. */
    void read(Collection<MatchField<?>> links, Consumer<Iterator<MatchedEdge>> reader) {
        try (Session session = graph.readSession();
                Transaction tx = session.beginTransaction()) {
            reader.accept(new SortedPerEntity<>(
                    tx.run(query(links), Map.of("installation", installation)).stream()
                            .map(row -> new MatchedEdge(
                                    edge(row), row.get("elementId").asString()))
                            .iterator(),
                    edge -> edge.relationship().anchor(),
                    edge -> edge.relationship().id()));
        }
    }

    /** Reads nothing but what such a link can have made. All names are checked at declaration. */
    static String query(Collection<MatchField<?>> links) {
        String labels = links.stream()
                .map(link -> "e:" + link.owner().label())
                .distinct()
                .sorted()
                .collect(Collectors.joining(" OR "));
        String verbs = links.stream()
                .map(link -> link.verb().name())
                .distinct()
                .sorted()
                .collect(Collectors.joining("|"));
        return "MATCH (e:Entity) USING INDEX SEEK e:Entity(_installation, _id)"
                + " WHERE e._installation = $installation AND e._id >= '' AND (" + labels + ")"
                + " WITH e ORDER BY e._installation, e._id"
                + " MATCH (e)-[r:" + verbs + "]-(o)"
                + " WHERE r._installation = $installation AND NOT r._match STARTS WITH '" + Match.EACH + "' RETURN "
                + EDGE;
    }

    /** What {@link #edge} reads of a relationship {@code r} between an own entity {@code e} and another {@code o}. */
    static final String EDGE = """
            r._id AS id, type(r) AS verb, elementId(r) AS elementId, startNode(r) = e AS outgoing,
            e._id AS anchor, e._type AS type, e._key AS key, o._id AS other,
            r._match AS match, r._matchValue AS value, r._scope AS scope, properties(r) AS properties""";

    static StagedRelationship edge(Record row) {
        RawRef own = new RawRef(row.get("type").asString(), row.get("key").asString());
        RawRef wanted = new RawRef(row.get("match").asString(), row.get("value").asString());
        boolean outgoing = row.get("outgoing").asBoolean();
        String anchor = row.get("anchor").asString();
        String other = row.get("other").asString();
        return StagedRelationship.of(
                row.get("id").asString(),
                outgoing ? anchor : other,
                row.get("verb").asString(),
                outgoing ? other : anchor,
                outgoing ? own : wanted,
                outgoing ? wanted : own,
                row.get("scope").asString(),
                PriorGraph.values(row.get("properties").asMap()));
    }
}
