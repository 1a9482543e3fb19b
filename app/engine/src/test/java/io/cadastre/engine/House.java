package io.cadastre.engine;

import io.cadastre.cypher.Neo4jGraph;
import io.cadastre.cypher.ingest.DeletionBudget;
import io.cadastre.cypher.ingest.Ingest;
import io.cadastre.cypher.ingest.IngestLimits;
import io.cadastre.cypher.lease.Leases;
import io.cadastre.cypher.platform.DocumentStore;
import io.cadastre.engine.call.CallRuntime;
import io.cadastre.engine.connector.ConnectorCatalogue;
import io.cadastre.engine.credential.CredentialVault;
import io.cadastre.engine.credential.Keyring;
import io.cadastre.engine.installation.Installations;
import io.cadastre.engine.installation.InvalidInstallationException;
import io.cadastre.engine.installation.NewInstallation;
import io.cadastre.engine.lease.HeldLeases;
import io.cadastre.engine.sync.Freshness;
import io.cadastre.engine.sync.SyncMode;
import io.cadastre.engine.sync.SyncReport;
import io.cadastre.engine.sync.SyncRunningException;
import io.cadastre.engine.sync.SyncService;
import io.cadastre.spi.ConnectorModule;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.neo4j.driver.Record;

/** The engine put together over a real graph, with a clock that tests set. */
public final class House implements AutoCloseable {
    private static final AtomicInteger SEEDS = new AtomicInteger(42);

    public final Neo4jGraph graph;
    public final SettableClock clock = new SettableClock();
    public final DocumentStore documents;
    public final Keyring keyring;
    public final CredentialVault vault;
    public final Installations installations;
    public final HeldLeases leases;
    public final SyncService syncs;
    public final Freshness freshness;
    public final Path staging;

    public House(Neo4jGraph graph, Path directory, ConnectorModule... modules) {
        this(graph, directory, IngestLimits.DEFAULT, modules);
    }

    public House(Neo4jGraph graph, Path directory, IngestLimits limits, ConnectorModule... modules) {
        this(graph, directory, limits, new CallRuntime(), modules);
    }

    public House(Neo4jGraph graph, Path directory, IngestLimits limits, CallRuntime calls, ConnectorModule... modules) {
        this("house", graph, directory, limits, calls, modules);
    }

    /** One of several processes that share the graph. */
    public House(String holder, Neo4jGraph graph, Path directory, ConnectorModule... modules) {
        this(holder, graph, directory, IngestLimits.DEFAULT, modules);
    }

    /** One of several processes that share the graph, with limits of its own. */
    public House(String holder, Neo4jGraph graph, Path directory, IngestLimits limits, ConnectorModule... modules) {
        this(holder, graph, directory, limits, new CallRuntime(), modules);
    }

    private House(
            String holder,
            Neo4jGraph graph,
            Path directory,
            IngestLimits limits,
            CallRuntime calls,
            ConnectorModule... modules) {
        this.graph = graph;
        // Nothing renews by itself here: time passes when a test says so.
        this.leases = new HeldLeases(new Leases(graph, Leases.TTL), holder);
        this.staging = directory.resolve("staging");
        ConnectorCatalogue catalogue = ConnectorCatalogue.of(modules);
        // Houses over one graph, at one time by their clocks, must not make the same ids.
        RandomIds ids = new RandomIds(new Random(SEEDS.incrementAndGet()));
        documents = new DocumentStore(graph);
        keyring = Keyring.inFile(directory.resolve("secret-key"));
        vault = new CredentialVault(documents, keyring, (connectorName, name, settings, tokens) -> {
            throw new IllegalStateException("No test of this house speaks OAuth.");
        });
        installations = new Installations(documents, catalogue, vault, clock, ids);
        freshness = new Freshness(documents);
        syncs = new SyncService(
                installations,
                catalogue,
                documents,
                leases,
                new Ingest(graph, limits, staging),
                freshness,
                calls,
                staging,
                clock,
                ids);
        syncs.recover();
    }

    /** A clock that stands still until it is moved. */
    public static final class SettableClock extends Clock {
        private volatile Instant now = Instant.parse("2026-11-21T12:00:00Z");

        public void advance(Duration by) {
            now = now.plus(by);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    /** An installation of which everything may be deleted: what is held is the affair of other tests. */
    public String install(String connector) {
        return install(connector, DeletionBudget.OFF);
    }

    public String install(String connector, DeletionBudget budget) {
        try {
            return installations
                    .create(new NewInstallation("One of " + connector, connector, Map.of(), Map.of(), null, budget))
                    .id();
        } catch (InvalidInstallationException e) {
            throw new AssertionError(e);
        }
    }

    /** Lets all leases expire in the database, as if nobody had renewed for as long as they are good. */
    public void leasesExpire() {
        try (var session = graph.writeSession()) {
            session.run("MATCH (l:_Lease) SET l.expiresAt = datetime.realtime() - duration({seconds: 1})")
                    .consume();
        }
    }

    /** Runs a sync to its end, a minute after the last. */
    public SyncReport sync(String installation) {
        return sync(installation, SyncMode.FULL);
    }

    public SyncReport sync(String installation, SyncMode mode) {
        clock.advance(Duration.ofMinutes(1));
        try {
            return awaitEnd(syncs.start(installation, mode, "test"));
        } catch (SyncRunningException e) {
            throw new AssertionError(e);
        }
    }

    public SyncReport awaitEnd(String syncId) {
        try {
            return syncs.await(syncId);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    public List<Record> query(String cypher, Object... parameters) {
        try (var session = graph.readSession()) {
            return session.run(cypher, org.neo4j.driver.Values.parameters(parameters))
                    .list();
        }
    }

    public long count(String cypher, Object... parameters) {
        return query(cypher, parameters).getFirst().get(0).asLong();
    }

    @Override
    public void close() {
        syncs.close();
        leases.close();
    }
}
