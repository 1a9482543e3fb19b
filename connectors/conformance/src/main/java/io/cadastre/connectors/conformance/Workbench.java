package io.cadastre.connectors.conformance;

import io.cadastre.cypher.Neo4jGraph;
import io.cadastre.cypher.ingest.Ingest;
import io.cadastre.cypher.ingest.IngestLimits;
import io.cadastre.cypher.lease.Leases;
import io.cadastre.cypher.platform.DocumentStore;
import io.cadastre.engine.RandomIds;
import io.cadastre.engine.call.CallRuntime;
import io.cadastre.engine.call.Calls;
import io.cadastre.engine.call.RetryPolicy;
import io.cadastre.engine.connector.ConnectorCatalogue;
import io.cadastre.engine.credential.CredentialVault;
import io.cadastre.engine.credential.Keyring;
import io.cadastre.engine.credential.OAuthCredential;
import io.cadastre.engine.health.HealthMonitor;
import io.cadastre.engine.installation.InstallationRecord;
import io.cadastre.engine.installation.Installations;
import io.cadastre.engine.installation.InvalidInstallationException;
import io.cadastre.engine.installation.NewInstallation;
import io.cadastre.engine.lease.HeldLeases;
import io.cadastre.engine.onboarding.Onboarding;
import io.cadastre.engine.onboarding.OnboardingLimits;
import io.cadastre.engine.sync.Freshness;
import io.cadastre.engine.sync.SyncMode;
import io.cadastre.engine.sync.SyncReport;
import io.cadastre.engine.sync.SyncRequest;
import io.cadastre.engine.sync.SyncRunningException;
import io.cadastre.engine.sync.SyncService;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.ConnectorModule;
import io.cadastre.spi.Health;
import io.cadastre.spi.Installation;
import io.cadastre.spi.model.EntityType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.neo4j.driver.Record;
import org.neo4j.driver.Values;

/** The engine as the server puts it together, over a real graph, for one connector. Only time is not real. */
final class Workbench implements AutoCloseable {
    /** Two tries: enough to see that there is a second one. */
    private static final RetryPolicy RETRY =
            new RetryPolicy(2, Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofMinutes(1));

    private static final Duration PATIENCE = Duration.ofMillis(500);
    private static final Duration BETWEEN_SYNCS = Duration.ofMinutes(10);

    private static final Set<String> NO_SECRETS = Set.of("clientId");

    private final SkippedTime time = new SkippedTime();
    private final Neo4jGraph graph;
    private final Path directory;
    private final ConnectorModule module;
    private final ConnectorCatalogue catalogue;
    private final DocumentStore documents;
    private final CallRuntime calls = new CallRuntime(time, new Random(1), RETRY);
    private final Calls impatient = new ImpatientCalls(calls, PATIENCE);
    private final Installations installations;
    private final Onboarding onboarding;
    private final RandomIds ids = new RandomIds(new Random(7));
    private final CapturedLog log = new CapturedLog();
    private SyncService syncs;

    Workbench(Neo4jGraph graph, Path directory, ConnectorModule module) {
        this.graph = graph;
        this.directory = directory;
        this.module = module;
        try (var session = graph.writeSession()) {
            session.run("MATCH (n) DETACH DELETE n").consume();
        }
        catalogue = ConnectorCatalogue.of(module);
        documents = new DocumentStore(graph);
        CredentialVault vault = new CredentialVault(
                documents,
                Keyring.inFile(directory.resolve("secret-key")),
                (connector, name, settings, tokens) ->
                        new OAuthCredential(name, settings, tokens, calls.tokenEndpoint(connector), time));
        installations = new Installations(documents, catalogue, vault, time.clock(), ids);
        onboarding = new Onboarding(
                catalogue,
                impatient,
                vault::handles,
                installations::create,
                installations::names,
                time.clock(),
                ids,
                new OnboardingLimits(Duration.ofSeconds(20), Duration.ofMinutes(30), 3));
        syncs = service(impatient);
    }

    private SyncService service(Calls used) {
        SyncService service = new SyncService(
                installations,
                catalogue,
                documents,
                new HeldLeases(new Leases(graph, Leases.TTL), "workbench"),
                new Ingest(graph, IngestLimits.DEFAULT, directory.resolve("staging")),
                new Freshness(documents),
                used,
                directory.resolve("staging"),
                time.clock(),
                ids);
        service.recover();
        return service;
    }

    /** Calls that hang go on hanging, as they do in life. */
    void patient() {
        syncs.close();
        syncs = service(calls);
    }

    /** The process ends in the middle of whatever it does, and another one begins. */
    void die() {
        patient();
    }

    /** Makes an installation from all answers at once, as {@code POST /api/v1/installations} does. */
    String install(Map<String, ?> config, Map<String, ?> credentials) throws InvalidInstallationException {
        return onboarding
                .install(new NewInstallation(name(), connector(), config, credentials, null))
                .id();
    }

    /** Makes an installation without asking the connector's onboarding. */
    String installUnasked(Map<String, ?> config, Map<String, ?> credentials) throws InvalidInstallationException {
        return installations
                .create(new NewInstallation(name(), connector(), config, credentials, null))
                .id();
    }

    private String connector() {
        return module.definition().name();
    }

    private String name() {
        return "One of " + connector();
    }

    /** Runs a sync to its end, some time after the last. */
    SyncReport sync(String installation) {
        return await(start(installation, false));
    }

    /** Runs a sync that reads everything again. */
    SyncReport reload(String installation) {
        return await(start(installation, true));
    }

    String start(String installation) {
        return start(installation, false);
    }

    private String start(String installation, boolean reload) {
        time.sleep(BETWEEN_SYNCS);
        try {
            return syncs.start(installation, new SyncRequest(SyncMode.FULL, "conformance", Set.of(), reload));
        } catch (SyncRunningException e) {
            throw new AssertionError(e);
        }
    }

    SyncReport await(String sync) {
        try {
            return syncs.await(sync);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    boolean cancel(String sync) {
        return syncs.cancel(sync);
    }

    /** The connector at work for an installation, as a sync makes it. */
    Installation opened(String installation) throws ConnectorException {
        InstallationRecord found = installations.find(installation).orElseThrow();
        var setup = installations.setup(found, module.definition());
        return module.initialise(setup.config(), setup.credentials());
    }

    Health health(String installation) throws InterruptedException {
        time.sleep(BETWEEN_SYNCS);
        try (HealthMonitor monitor = new HealthMonitor(
                installations,
                catalogue,
                impatient,
                time.clock(),
                new Random(1),
                new HealthMonitor.Settings(Duration.ofHours(1), Duration.ofSeconds(5), 1))) {
            return monitor.check(installation).health();
        }
    }

    /** How many entities of a type an installation has in the graph. */
    long count(String installation, EntityType<?> type) {
        return query(
                        "MATCH (e:Entity:" + type.label() + ") WHERE e._installation = $installation RETURN count(e)",
                        "installation",
                        installation)
                .getFirst()
                .get(0)
                .asLong();
    }

    /** How many entities of each type an installation has in the graph. */
    Map<String, Long> counts(String installation) {
        Map<String, Long> counts = new LinkedHashMap<>();
        query(
                        "MATCH (e:Entity) WHERE e._installation = $installation"
                                + " RETURN e._type AS type, count(e) AS count ORDER BY type",
                        "installation",
                        installation)
                .forEach(row ->
                        counts.put(row.get("type").asString(), row.get("count").asLong()));
        return counts;
    }

    private List<Record> query(String cypher, Object... parameters) {
        try (var session = graph.readSession()) {
            return session.run(cypher, Values.parameters(parameters)).list();
        }
    }

    /**
     * Where a secret can be read that may be read nowhere (I14).
     *
     * @param credentials the secrets, as an installation is given them
     */
    Optional<String> leak(Map<String, ?> credentials) {
        return secrets(credentials).flatMap(secret -> leak(secret).stream()).findFirst();
    }

    private static Stream<String> secrets(Map<?, ?> credentials) {
        return credentials.entrySet().stream()
                .filter(entry -> !NO_SECRETS.contains(String.valueOf(entry.getKey())))
                .flatMap(entry -> entry.getValue() instanceof Map<?, ?> parts
                        ? secrets(parts)
                        : Stream.of(String.valueOf(entry.getValue())));
    }

    private Optional<String> leak(String secret) {
        Optional<String> line = log.lineWith(secret);
        if (line.isPresent()) {
            return Optional.of("in the log, by " + line.get().replaceFirst(":.*(?s:.*)", ""));
        }
        // Reports of syncs are nodes as well.
        for (Record row : query("MATCH (n) RETURN labels(n) AS labels, properties(n) AS properties"
                + " UNION ALL MATCH ()-[r]->() RETURN [type(r)] AS labels, properties(r) AS properties")) {
            for (Map.Entry<String, Object> property :
                    row.get("properties").asMap().entrySet()) {
                if (String.valueOf(property.getValue()).contains(secret)) {
                    return Optional.of(
                            "in the graph, in the property '" + property.getKey() + "' of " + row.get("labels"));
                }
            }
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        syncs.close();
        calls.close();
        log.close();
    }
}
