package io.cadastre.cypher.schema;

import io.cadastre.cypher.Neo4jGraph;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.Match;
import io.cadastre.spi.model.MatchField;
import io.cadastre.spi.model.Schema;
import java.util.List;
import org.neo4j.driver.Session;

/**
 * The constraints and indexes that the graph keeps. Installing them again changes nothing.
 *
 * <ul>
 *   <li>{@code _id} is unique among entities;
 *   <li>an index over installation and {@code _id}, from which the diff reads in order;
 *   <li>a full-text index for search, up to date when a publish returns. Free text is never in a range index, whose keys are limited to 8 kB;
 *   <li>records of changes in their order, and in that order by subject and by sync;
 *   <li>what leads to the relationships that wait for an end;
 *   <li>for a type, only what its connector declares {@code indexed}; for a class, what a connector matches by.
 * </ul>
 */
public final class GraphSchema {
    /** The name of the full-text index over entities. */
    public static final String SEARCH_INDEX = "entity_search";

    private static final List<String> STATEMENTS = List.of(
            "CREATE CONSTRAINT entity_id IF NOT EXISTS FOR (e:Entity) REQUIRE e._id IS UNIQUE",
            "CREATE INDEX entity_order IF NOT EXISTS FOR (e:Entity) ON (e._installation, e._id)",
            "CREATE FULLTEXT INDEX " + SEARCH_INDEX + " IF NOT EXISTS FOR (e:Entity)"
                    + " ON EACH [e._displayName, e._key, e.name, e.email, e.username, e.hostname, e.address, e.description]"
                    // Brought up to date in the background: within each transaction it would cost more than all the
                    // rest.
                    + " OPTIONS {indexConfig: {`fulltext.eventually_consistent`: true}}",
            "CREATE CONSTRAINT document_id IF NOT EXISTS FOR (d:_Document) REQUIRE d._documentId IS UNIQUE",
            "CREATE INDEX document_order IF NOT EXISTS FOR (d:_Document) ON (d._kind, d._order)",
            "CREATE CONSTRAINT change_order IF NOT EXISTS FOR (c:_Change) REQUIRE c._order IS UNIQUE",
            "CREATE INDEX change_of_subject IF NOT EXISTS FOR (c:_Change) ON (c._subject, c._order)",
            "CREATE INDEX change_of_sync IF NOT EXISTS FOR (c:_Change) ON (c._sync, c._order)",
            "CREATE CONSTRAINT history_horizon IF NOT EXISTS FOR (h:_HistoryHorizon) REQUIRE h._only IS UNIQUE",
            "CREATE CONSTRAINT held_list IF NOT EXISTS FOR (l:_HeldList) REQUIRE l._heldInstallation IS UNIQUE",
            "CREATE INDEX held_order IF NOT EXISTS FOR (h:_Held) ON (h._heldInstallation, h._heldSync, h._heldOrder)",
            "CREATE INDEX held_subject IF NOT EXISTS FOR (h:_Held) ON (h._heldId)",
            "CREATE CONSTRAINT journal IF NOT EXISTS FOR (j:_Journal) REQUIRE j._installation IS UNIQUE",
            "CREATE CONSTRAINT range_key IF NOT EXISTS FOR (g:_Range) REQUIRE g._key IS UNIQUE",
            "CREATE INDEX range_installation IF NOT EXISTS FOR (g:_Range) ON (g._installation)",
            "CREATE CONSTRAINT pending_id IF NOT EXISTS FOR (p:_Pending) REQUIRE p._pendingId IS UNIQUE",
            "CREATE INDEX pending_order IF NOT EXISTS FOR (p:_Pending) ON (p._pendingOf, p._pendingId)",
            "CREATE INDEX pending_awaits IF NOT EXISTS FOR (p:_Pending) ON (p._pendingAwaits)",
            "CREATE INDEX pending_from IF NOT EXISTS FOR (p:_Pending) ON (p._pendingFrom)",
            "CREATE INDEX pending_to IF NOT EXISTS FOR (p:_Pending) ON (p._pendingTo)",
            "CREATE CONSTRAINT graph_version IF NOT EXISTS FOR (v:_GraphVersion) REQUIRE v.installation IS UNIQUE",
            "CREATE CONSTRAINT lease_name IF NOT EXISTS FOR (l:_Lease) REQUIRE l.name IS UNIQUE",
            "CREATE CONSTRAINT fence_name IF NOT EXISTS FOR (f:_Fence) REQUIRE f.name IS UNIQUE");

    private final Neo4jGraph graph;

    public GraphSchema(Neo4jGraph graph) {
        this.graph = graph;
    }

    /** Creates what every graph needs and waits until it can be used. */
    public void install() {
        try (Session session = graph.writeSession()) {
            STATEMENTS.forEach(statement -> session.run(statement).consume());
            session.run("CALL db.awaitIndexes(300)").consume();
        }
    }

    /** Creates the indexes that a connector declares. */
    public void install(Schema connector) {
        try (Session session = graph.writeSession()) {
            for (EntityType<?> type : connector.entityTypes()) {
                for (MatchField<?> link : type.matchFields()) {
                    if (link.match() instanceof Match.OnProperty on && on.comparison() != Match.Comparison.AMONG) {
                        // A type's index may have the same name but for case; class names begin with a capital.
                        session.run("CREATE INDEX match_%s_%s IF NOT EXISTS FOR (e:%s) ON (e.%s)"
                                        .formatted(on.label(), on.property(), on.label(), on.property()))
                                .consume();
                    }
                }
                for (Field<?, ?> field : type.fields()) {
                    if (field.options().indexed()) {
                        // Names are checked at declaration: letters, digits and underscores only.
                        session.run("CREATE INDEX %s_%s IF NOT EXISTS FOR (e:%s) ON (e.%s)"
                                        .formatted(type.name(), field.name(), type.label(), field.name()))
                                .consume();
                    }
                }
            }
        }
    }
}
