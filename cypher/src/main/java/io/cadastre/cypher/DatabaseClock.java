package io.cadastre.cypher;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.neo4j.driver.Session;

/**
 * The clock of the database, the same for all processes that share it. Each look at it is a query: for what has to be
 * agreed on, not for what is measured.
 */
public final class DatabaseClock extends Clock {
    private final Neo4jGraph graph;
    private final ZoneId zone;

    public DatabaseClock(Neo4jGraph graph) {
        this(graph, ZoneOffset.UTC);
    }

    private DatabaseClock(Neo4jGraph graph, ZoneId zone) {
        this.graph = graph;
        this.zone = zone;
    }

    @Override
    public Instant instant() {
        try (Session session = graph.readSession()) {
            return session.executeRead(tx -> tx.run("RETURN datetime.realtime() AS now")
                    .single()
                    .get("now")
                    .asZonedDateTime()
                    .toInstant());
        }
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    @Override
    public Clock withZone(ZoneId other) {
        return new DatabaseClock(graph, other);
    }
}
