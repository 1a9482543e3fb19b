package io.cadastre.server.bench;

import io.cadastre.cypher.Neo4jGraph;
import io.cadastre.cypher.ingest.Ingest;
import io.cadastre.cypher.ingest.IngestLimits;
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
import io.cadastre.engine.sync.Freshness;
import io.cadastre.engine.sync.SyncService;
import io.cadastre.server.embedded.EmbeddedNeo4j;
import io.cadastre.spi.ConnectorModule;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;

/** The engine with one installation of one connector, on an embedded database of its own. */
final class MeasuredHouse implements AutoCloseable {
    private final EmbeddedNeo4j neo4j;
    private final Neo4jGraph graph;
    private final CallRuntime calls = new CallRuntime();
    private final SyncService syncs;
    private final String installation;

    MeasuredHouse(Path directory, long pageCacheBytes, long transactionBytes, ConnectorModule connector) {
        neo4j = EmbeddedNeo4j.start(new EmbeddedNeo4j.Options(
                directory.resolve("neo4j"), directory.resolve("logs"), pageCacheBytes, transactionBytes));
        graph = Neo4jGraph.connect(neo4j.address());
        new GraphSchema(graph).install();
        ConnectorCatalogue catalogue = ConnectorCatalogue.of(connector);
        DocumentStore documents = new DocumentStore(graph);
        RandomIds ids = new RandomIds(new SecureRandom());
        CredentialVault vault = new CredentialVault(
                documents, Keyring.ofEnvironment(Keyring.newKey()), (client, name, settings, tokens) -> {
                    throw new IllegalStateException("What is made up has no secrets.");
                });
        Installations installations = new Installations(documents, catalogue, vault, Clock.systemUTC(), ids);
        syncs = new SyncService(
                installations,
                catalogue,
                documents,
                new Ingest(graph, IngestLimits.DEFAULT, directory.resolve("staging")),
                new Freshness(documents),
                calls,
                directory.resolve("staging"),
                Clock.systemUTC(),
                ids);
        try {
            installation = installations
                    .create(new NewInstallation(
                            "Benchmark", connector.definition().name(), Map.of(), null))
                    .id();
        } catch (InvalidInstallationException e) {
            throw new IllegalStateException(e);
        }
    }

    SyncService syncs() {
        return syncs;
    }

    String installation() {
        return installation;
    }

    @Override
    public void close() {
        syncs.close();
        calls.close();
        graph.close();
        neo4j.close();
    }
}
