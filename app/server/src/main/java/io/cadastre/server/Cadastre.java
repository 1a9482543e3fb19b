package io.cadastre.server;

import io.cadastre.cypher.DatabaseClock;
import io.cadastre.cypher.GraphUnavailableException;
import io.cadastre.cypher.Neo4jGraph;
import io.cadastre.cypher.history.ChangeRetention;
import io.cadastre.cypher.ingest.DeletionBudget;
import io.cadastre.cypher.ingest.Ingest;
import io.cadastre.cypher.ingest.IngestLimits;
import io.cadastre.cypher.lease.Leases;
import io.cadastre.cypher.platform.DocumentStore;
import io.cadastre.cypher.query.QueryGuard;
import io.cadastre.cypher.query.QueryRunner;
import io.cadastre.cypher.read.ChangeReader;
import io.cadastre.cypher.read.EntityHistory;
import io.cadastre.cypher.read.EntityReader;
import io.cadastre.cypher.read.GraphReader;
import io.cadastre.cypher.schema.GraphSchema;
import io.cadastre.engine.RandomIds;
import io.cadastre.engine.access.AccessTokens;
import io.cadastre.engine.access.Role;
import io.cadastre.engine.call.CallRuntime;
import io.cadastre.engine.call.Time;
import io.cadastre.engine.connector.CatalogueEntry;
import io.cadastre.engine.connector.ConnectorCatalogue;
import io.cadastre.engine.credential.CredentialVault;
import io.cadastre.engine.credential.KeyRotation;
import io.cadastre.engine.credential.Keyring;
import io.cadastre.engine.credential.OAuthCredential;
import io.cadastre.engine.health.HealthMonitor;
import io.cadastre.engine.history.HistoryRetention;
import io.cadastre.engine.installation.Installations;
import io.cadastre.engine.installation.InvalidInstallationException;
import io.cadastre.engine.installation.NewInstallation;
import io.cadastre.engine.installation.Schedule;
import io.cadastre.engine.lease.HeldLeases;
import io.cadastre.engine.onboarding.Onboarding;
import io.cadastre.engine.onboarding.OnboardingLimits;
import io.cadastre.engine.schedule.Scheduler;
import io.cadastre.engine.sync.Freshness;
import io.cadastre.engine.sync.SyncMode;
import io.cadastre.engine.sync.SyncReport;
import io.cadastre.engine.sync.SyncRunningException;
import io.cadastre.engine.sync.SyncService;
import io.cadastre.engine.verify.ConnectorCheck;
import io.cadastre.server.config.ServerConfig;
import io.cadastre.server.embedded.EmbeddedNeo4j;
import io.cadastre.web.ApiServer;
import io.cadastre.web.Backend;
import io.cadastre.web.WebOptions;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The whole server, put together by hand: the one place that knows all parts. */
public final class Cadastre implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Cadastre.class);
    private static final String HOST_CONNECTOR = "host";
    private static final Duration HOST_INTERVAL = Duration.ofHours(1);

    /** How much of the heap all transactions of the embedded database may take together. */
    private static final double TRANSACTION_SHARE = 0.4;

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final ServerConfig config;
    private final DataDirectory data;
    private final SyncService syncs;
    private final ApiServer http;
    private final Installations installations;
    private final GraphReader summaries;
    private final Optional<String> newAdminToken;
    private final Optional<String> firstSync;

    /**
     * Starts everything, or nothing.
     *
     * @param config the checked configuration
     * @param progress hears what is being done, for people
     * @throws StartException or another exception whose message says what to do
     */
    public static Cadastre start(ServerConfig config, Consumer<String> progress) {
        Deque<AutoCloseable> started = new ArrayDeque<>();
        try {
            return new Cadastre(config, progress, started);
        } catch (RuntimeException e) {
            close(started);
            throw e;
        }
    }

    private Cadastre(ServerConfig config, Consumer<String> progress, Deque<AutoCloseable> started) {
        this.config = config;
        data = opened(started, DataDirectory.open(config.dataDirectory()));
        Logs.toDirectory(data.logs());
        Neo4jGraph graph = opened(started, connect(started, progress));
        ConnectorCatalogue catalogue = ConnectorCatalogue.discover(
                Cadastre.class.getClassLoader(), config.plugins(), ConnectorCheck::problems);
        catalogue.entries().stream()
                .filter(entry -> entry.status() != CatalogueEntry.Status.AVAILABLE)
                .forEach(entry -> LOG.warn("The connector {} is not used: {}", entry.name(), entry.problems()));
        GraphSchema schema = new GraphSchema(graph);
        schema.install();
        catalogue.modules().forEach(module -> schema.install(module.definition().schema()));

        Clock clock = Clock.systemUTC();
        // What several processes have to agree on goes by the clock of their database.
        Clock shared = new DatabaseClock(graph);
        SecureRandom random = new SecureRandom();
        RandomIds ids = new RandomIds(random);
        DocumentStore documents = new DocumentStore(graph);
        AccessTokens tokens = new AccessTokens(documents, random);
        boolean firstStart = !tokens.hasAdmin();
        String identity = data.identity(ids);
        newAdminToken = adminToken(tokens, identity);
        CallRuntime calls = opened(started, new CallRuntime());
        Keyring keyring =
                config.secretKey().map(Keyring::ofEnvironment).orElseGet(() -> Keyring.inFile(data.secretKey()));
        keyring.problem().ifPresent(problem -> {
            LOG.error("{}", problem);
            progress.accept(problem);
        });
        CredentialVault vault = new CredentialVault(documents, keyring, oauthClients(calls));
        installations = new Installations(documents, catalogue, vault, shared, ids);
        Freshness freshness = new Freshness(documents);
        Onboarding onboarding = new Onboarding(
                catalogue,
                calls,
                vault::handles,
                installations::create,
                installations::names,
                clock,
                ids,
                OnboardingLimits.DEFAULT);
        HeldLeases leases = opened(started, new HeldLeases(new Leases(graph, Leases.TTL), identity));
        leases.start();
        syncs = opened(
                started,
                new SyncService(
                        installations,
                        catalogue,
                        documents,
                        leases,
                        new Ingest(
                                graph,
                                IngestLimits.of(config.publishLimitBytes(), config.compareInFullEvery()),
                                data.staging()),
                        freshness,
                        calls,
                        data.staging(),
                        clock,
                        ids));
        syncs.recover();
        HealthMonitor health = opened(
                started,
                new HealthMonitor(
                        installations,
                        catalogue,
                        calls,
                        clock,
                        random,
                        HealthMonitor.Settings.DEFAULT.every(config.healthEvery())));
        health.start();
        summaries = new GraphReader(graph);
        http = opened(
                started,
                ApiServer.start(
                        WebOptions.on(config.host(), config.port()),
                        new Backend(
                                graph,
                                catalogue,
                                installations,
                                onboarding,
                                health,
                                new KeyRotation(keyring, vault),
                                syncs,
                                calls,
                                freshness,
                                tokens,
                                new QueryRunner(graph, new QueryGuard()),
                                new EntityReader(graph),
                                new EntityHistory(graph),
                                new ChangeReader(graph),
                                summaries)));
        firstSync = firstStart ? inventoryThisMachine(catalogue) : Optional.empty();
        opened(started, new Scheduler(installations, syncs, leases, shared, random))
                .start();
        config.historyRetention()
                .ifPresent(keep -> opened(started, new HistoryRetention(new ChangeRetention(graph), keep, clock))
                        .start());
        data.writeAddress(address());
        parts.addAll(started);
    }

    private static CredentialVault.OAuthClients oauthClients(CallRuntime calls) {
        return (connector, name, settings, tokens) ->
                new OAuthCredential(name, settings, tokens, calls.tokenEndpoint(connector), Time.SYSTEM);
    }

    private static <T extends AutoCloseable> T opened(Deque<AutoCloseable> started, T part) {
        started.push(part);
        return part;
    }

    private Neo4jGraph connect(Deque<AutoCloseable> started, Consumer<String> progress) {
        if (config.neo4j().isPresent()) {
            Neo4jGraph.Address address = config.neo4j().get();
            progress.accept("Connecting to Neo4j at " + address.uri() + " …");
            try {
                return Neo4jGraph.connect(address);
            } catch (GraphUnavailableException e) {
                throw new StartException(
                        e.getMessage()
                                + " Check the address, that the server runs and can be reached from here, and the"
                                + " user and password (--neo4j-user, --neo4j-password-file). Nothing was changed.",
                        e);
            }
        }
        progress.accept("Starting Neo4j on " + data.neo4j() + " …");
        long transactionBytes = (long) (Runtime.getRuntime().maxMemory() * TRANSACTION_SHARE);
        EmbeddedNeo4j neo4j = opened(
                started,
                EmbeddedNeo4j.start(new EmbeddedNeo4j.Options(
                        data.neo4j(), data.logs(), config.pageCacheBytes(), transactionBytes)));
        return Neo4jGraph.connect(neo4j.address());
    }

    private Optional<String> adminToken(AccessTokens tokens, String identity) {
        if (config.adminToken().isPresent()) {
            tokens.adopt(AccessTokens.ADMIN, Role.ADMIN, config.adminToken().get());
            return Optional.empty();
        }
        if (data.keptAdminToken().flatMap(tokens::authenticate).isPresent()) {
            return Optional.empty();
        }
        // Also if the file was lost: the token itself is kept nowhere, so a new one replaces it. Other processes that
        // share
        // the database have their own, which must not be replaced.
        String token = config.neo4j().isPresent()
                ? tokens.createAdmin(identity)
                : tokens.create(AccessTokens.ADMIN, Role.ADMIN);
        data.writeAdminToken(token);
        return Optional.of(token);
    }

    private Optional<String> inventoryThisMachine(ConnectorCatalogue catalogue) {
        if (catalogue.find(HOST_CONNECTOR).isEmpty() || !installations.list().isEmpty()) {
            return Optional.empty();
        }
        try {
            String id = installations
                    .create(new NewInstallation(
                            "This machine",
                            HOST_CONNECTOR,
                            Map.of(),
                            Map.of(),
                            Schedule.every(HOST_INTERVAL),
                            // Processes and ports all go with every restart of the machine.
                            DeletionBudget.OFF))
                    .id();
            return Optional.of(syncs.start(id, SyncMode.FULL, "first start"));
        } catch (InvalidInstallationException | SyncRunningException e) {
            LOG.warn("This machine could not be added: {}", e.getMessage(), e);
            return Optional.empty();
        }
    }

    /** Where browsers and programs reach the server. */
    public URI address() {
        String host = config.host().contains(":") ? "[" + config.host() + "]" : config.host();
        return URI.create(
                "http://" + (host.equals("0.0.0.0") || host.equals("[::]") ? "127.0.0.1" : host) + ":" + http.port());
    }

    /** A link that logs a browser in once. */
    public URI loginLink() {
        return URI.create(address() + "/login#code=" + http.mintAdminCode());
    }

    /** The token that this start made; nobody can read it again. */
    public Optional<String> newAdminToken() {
        return newAdminToken;
    }

    public DataDirectory data() {
        return data;
    }

    public Installations installations() {
        return installations;
    }

    public GraphReader summaries() {
        return summaries;
    }

    public SyncService syncs() {
        return syncs;
    }

    /** Waits for the sync that the very first start begins; empty at any other start. */
    public Optional<SyncReport> awaitFirstSync() throws InterruptedException {
        return firstSync.isPresent() ? Optional.of(syncs.await(firstSync.get())) : Optional.empty();
    }

    /** Stops everything, the last started first. */
    @Override
    public void close() {
        close(parts);
    }

    private static void close(Deque<AutoCloseable> parts) {
        while (!parts.isEmpty()) {
            AutoCloseable part = parts.pop();
            try {
                part.close();
            } catch (Exception e) {
                LOG.warn("{} did not stop cleanly", part.getClass().getSimpleName(), e);
            }
        }
    }
}
