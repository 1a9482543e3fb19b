package io.cadastre.server.bench;

import io.cadastre.cypher.Neo4jGraph;
import io.cadastre.cypher.ingest.DeletionBudget;
import io.cadastre.cypher.ingest.Ingest;
import io.cadastre.cypher.lease.Leases;
import io.cadastre.cypher.platform.DocumentStore;
import io.cadastre.cypher.schema.GraphSchema;
import io.cadastre.engine.RandomIds;
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
import io.cadastre.spi.event.SyncListener;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;

/** The engine with one connector, on a database that somebody else has started. */
final class MeasuredHouse implements AutoCloseable {
    private final String connector;
    private final CallRuntime calls = new CallRuntime();
    private final HeldLeases leases;
    private final Installations installations;
    private final SyncService syncs;

    MeasuredHouse(Neo4jGraph graph, Ingest ingest, Path staging, ConnectorModule module) {
        connector = module.definition().name();
        new GraphSchema(graph).install();
        ConnectorCatalogue catalogue = ConnectorCatalogue.of(module);
        DocumentStore documents = new DocumentStore(graph);
        RandomIds ids = new RandomIds(new SecureRandom());
        CredentialVault vault = new CredentialVault(
                documents, Keyring.ofEnvironment(Keyring.newKey()), (client, name, settings, tokens) -> {
                    throw new IllegalStateException("What is made up has no secrets.");
                });
        installations = new Installations(documents, catalogue, vault, Clock.systemUTC(), ids);
        leases = new HeldLeases(new Leases(graph, Leases.TTL), "benchmark");
        leases.start();
        syncs = new SyncService(
                installations,
                catalogue,
                documents,
                leases,
                ingest,
                new Freshness(documents),
                calls,
                staging,
                Clock.systemUTC(),
                ids);
    }

    /** Makes an installation and gives its id. What is deleted with evidence must stay within its deletion budget. */
    String install() {
        try {
            return installations
                    .create(new NewInstallation("Benchmark", connector, Map.of(), Map.of(), null, DeletionBudget.OFF))
                    .id();
        } catch (InvalidInstallationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Syncs and waits for the end. */
    SyncReport sync(String installation, SyncMode mode) throws InterruptedException {
        try {
            return syncs.await(syncs.start(installation, mode, "benchmark"));
        } catch (SyncRunningException e) {
            throw new IllegalStateException("A benchmark runs one sync at a time.", e);
        }
    }

    /** Removes an installation with its entities. */
    void remove(String installation) {
        try {
            syncs.remove(installation, false);
        } catch (SyncRunningException e) {
            throw new IllegalStateException("A benchmark runs one sync at a time.", e);
        }
    }

    /** Ends the listening. */
    @FunctionalInterface
    interface Listening extends AutoCloseable {
        @Override
        void close();
    }

    /** Lets a listener hear of all syncs. */
    Listening listen(SyncListener listener) {
        AutoCloseable subscription = syncs.subscribe(listener);
        return () -> {
            try {
                subscription.close();
            } catch (Exception e) {
                throw new IllegalStateException("Listening does not end.", e);
            }
        };
    }

    @Override
    public void close() {
        syncs.close();
        leases.close();
        calls.close();
    }
}
