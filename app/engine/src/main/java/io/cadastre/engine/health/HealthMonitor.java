package io.cadastre.engine.health;

import io.cadastre.engine.call.Calls;
import io.cadastre.engine.connector.ConnectorCatalogue;
import io.cadastre.engine.installation.InstallationRecord;
import io.cadastre.engine.installation.Installations;
import io.cadastre.engine.installation.Setup;
import io.cadastre.engine.installation.UnknownInstallationException;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.ConnectorModule;
import io.cadastre.spi.Health;
import io.cadastre.spi.Installation;
import io.cadastre.spi.step.StepLog;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks installations now and then whether they can do their work, and remembers what they said. */
public final class HealthMonitor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HealthMonitor.class);

    private final Installations installations;
    private final ConnectorCatalogue catalogue;
    private final Calls calls;
    private final Clock clock;
    private final RandomGenerator random;
    private final Settings settings;
    private final Semaphore permits;
    private final Map<String, Checked> last = new ConcurrentHashMap<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("health").factory());
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private volatile @Nullable Future<?> next;

    /**
     * How installations are asked.
     *
     * @param every how often; each time up to a tenth later, so that not all ask at once
     * @param timeout how long an answer may take
     * @param atOnce how many are asked at the same time
     */
    public record Settings(Duration every, Duration timeout, int atOnce) {
        public static final Settings DEFAULT = new Settings(Duration.ofMinutes(5), Duration.ofSeconds(10), 8);

        /** The same settings at another interval. */
        public Settings every(Duration value) {
            return new Settings(value, timeout, atOnce);
        }
    }

    /**
     * What an installation said.
     *
     * @param health the verdict
     * @param checkedAt when
     */
    public record Checked(Health health, Instant checkedAt) {}

    public HealthMonitor(
            Installations installations,
            ConnectorCatalogue catalogue,
            Calls calls,
            Clock clock,
            RandomGenerator random,
            Settings settings) {
        this.installations = installations;
        this.catalogue = catalogue;
        this.calls = calls;
        this.clock = clock;
        this.random = random;
        this.settings = settings;
        this.permits = new Semaphore(settings.atOnce());
    }

    /** Begins to ask. */
    public void start() {
        scheduleNext(Duration.ZERO);
    }

    private void scheduleNext(Duration delay) {
        long jitterMillis = random.nextLong(Math.max(1, settings.every().toMillis() / 10));
        next = timer.schedule(this::tick, delay.toMillis() + jitterMillis, TimeUnit.MILLISECONDS);
    }

    private void tick() {
        try {
            checkAll();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        } catch (RuntimeException e) {
            LOG.warn("The health of installations could not be checked; the next time is in {}", settings.every(), e);
        }
        scheduleNext(settings.every());
    }

    /** Asks all installations, a few at a time, and forgets those that are gone. */
    public void checkAll() throws InterruptedException {
        List<InstallationRecord> all = installations.list();
        last.keySet().retainAll(all.stream().map(InstallationRecord::id).collect(Collectors.toSet()));
        List<Callable<Boolean>> checks = all.stream()
                .map(installation -> (Callable<Boolean>) () -> checked(installation.id()))
                .toList();
        workers.invokeAll(checks);
    }

    /** Says whether it was there still. */
    private boolean checked(String id) throws InterruptedException {
        try {
            check(id);
            return true;
        } catch (UnknownInstallationException e) {
            return false;
        }
    }

    /** What an installation said last, if it was asked since the start. */
    public Optional<Checked> of(String installation) {
        return Optional.ofNullable(last.get(installation));
    }

    /**
     * Asks an installation now.
     *
     * @throws UnknownInstallationException if there is no such installation
     */
    public Checked check(String id) throws InterruptedException {
        InstallationRecord installation =
                installations.find(id).orElseThrow(() -> new UnknownInstallationException(id));
        permits.acquire();
        try {
            Checked checked = new Checked(ask(installation), clock.instant());
            last.put(id, checked);
            return checked;
        } finally {
            permits.release();
        }
    }

    // Whatever a connector throws is its health, not an end of the checks.
    private Health ask(InstallationRecord installation) throws InterruptedException {
        try {
            return inTime(installation.id(), question(installation));
        } catch (ConnectorException e) {
            return unhealthy(String.valueOf(e.getMessage()));
        } catch (RuntimeException | LinkageError e) {
            return unexpected(installation.id(), e);
        }
    }

    private Health inTime(String id, Callable<Health> question) throws InterruptedException {
        FutureTask<Health> asking = new FutureTask<>(question);
        Thread.ofVirtual().name("health-" + id).start(asking);
        try {
            return asking.get(settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return unhealthy("The check took longer than " + seconds(settings.timeout()) + ".");
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            return cause instanceof ConnectorException known
                    ? unhealthy(String.valueOf(known.getMessage()))
                    : unexpected(id, cause);
        } finally {
            asking.cancel(true);
        }
    }

    // What it says may hold anything, also a secret.
    private static Health unexpected(String id, Throwable failure) {
        LOG.warn("The health of installation {} could not be checked", id, failure);
        return unhealthy("The check failed with an unexpected "
                + failure.getClass().getSimpleName() + "; the log has the details.");
    }

    private Callable<Health> question(InstallationRecord installation) throws ConnectorException {
        ConnectorModule module = catalogue
                .find(installation.connector())
                .orElseThrow(() -> new ConnectorException.Configuration(
                        "The connector '" + installation.connector() + "' is not there or cannot be used."));
        Setup setup = installations.setup(installation, module.definition());
        Installation source = module.initialise(setup.config(), setup.credentials());
        return () -> source.health(calls.env(new Calls.Caller(
                installation.connector(),
                setup.identity(),
                source.http(),
                new HealthLog(installation.connector()),
                Thread.currentThread()::isInterrupted,
                () -> {})));
    }

    private static Health unhealthy(String detail) {
        return new Health(Health.Status.UNHEALTHY, detail);
    }

    private static String seconds(Duration time) {
        return time.toMillis() % 1_000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
    }

    /** What a connector says while it is asked. */
    private record HealthLog(String connector) implements StepLog {
        @Override
        public void info(String message) {
            LOG.info("{}: {}", connector, message);
        }

        @Override
        public void warn(String message) {
            LOG.warn("{}: {}", connector, message);
        }
    }

    /** Asks no more; whoever is being asked is interrupted. */
    @Override
    public void close() {
        Future<?> waiting = next;
        if (waiting != null) {
            waiting.cancel(true);
        }
        timer.shutdownNow();
        workers.shutdownNow();
    }
}
