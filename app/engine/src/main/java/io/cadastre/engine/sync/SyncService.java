package io.cadastre.engine.sync;

import io.cadastre.cypher.GraphRefusedException;
import io.cadastre.cypher.GraphUnavailableException;
import io.cadastre.cypher.Page;
import io.cadastre.cypher.ingest.HeldLists;
import io.cadastre.cypher.ingest.Ingest;
import io.cadastre.cypher.ingest.Publication;
import io.cadastre.cypher.ingest.SealedPublish;
import io.cadastre.cypher.lease.Acquisition;
import io.cadastre.cypher.lease.Fence;
import io.cadastre.cypher.lease.Lease;
import io.cadastre.cypher.lease.LeaseLostException;
import io.cadastre.cypher.platform.Document;
import io.cadastre.cypher.platform.DocumentKind;
import io.cadastre.cypher.platform.DocumentStore;
import io.cadastre.engine.RandomIds;
import io.cadastre.engine.call.Calls;
import io.cadastre.engine.checkpoint.Checkpoints;
import io.cadastre.engine.connector.ConnectorCatalogue;
import io.cadastre.engine.installation.InstallationRecord;
import io.cadastre.engine.installation.Installations;
import io.cadastre.engine.installation.UnknownInstallationException;
import io.cadastre.engine.lease.HeldLeases;
import io.cadastre.engine.staging.Staging;
import io.cadastre.spi.event.SyncEvent;
import io.cadastre.spi.event.SyncListener;
import io.cadastre.spi.push.PushModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts, watches and stops syncs: one at a time per installation, whichever process runs it. Each runs under the lease
 * of its installation, which is taken first and given back last.
 */
public final class SyncService implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SyncService.class);
    private static final Duration GRACE = Duration.ofSeconds(2);
    private static final Duration LAST_STEPS = Duration.ofSeconds(10);
    private static final Duration DATABASE_PAUSE = Duration.ofSeconds(1);

    /** What an installation's lease is for while it is being removed. No sync has such an id. */
    private static final String REMOVAL = "removal";

    /** What it is for while a decision about held deletions is carried out, before the sync's id. */
    private static final String DECISION = "decision ";

    /** What it is for while relationships that waited for another installation go on. */
    private static final String GOING_ON = "waiting relationships";

    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);
    private static final int MOST_LOOKS = 600;

    private final Installations installations;
    private final ConnectorCatalogue catalogue;
    private final DocumentStore documents;
    private final HeldLeases leases;
    private final Ingest ingest;
    private final Freshness freshness;
    private final Checkpoints checkpoints;
    private final Calls calls;
    private final Path stagingDirectory;
    private final Clock clock;
    private final RandomIds ids;
    private final EventBus events = new EventBus();
    private final SyncReports reports;
    private final AbandonedSyncs abandoned;
    private final Map<String, Active> active = new ConcurrentHashMap<>();

    /** Those that are active, and those whose end is still followed by what waited for it. */
    private final Map<String, Active> unfinished = new ConcurrentHashMap<>();

    private final HeldDecisions decisions;
    private final PendingResolver resolver;
    private final CountDownLatch closing = new CountDownLatch(1);

    /**
     * A sync that this process runs.
     *
     * @param over counted down when it holds nothing any more; its report says a little earlier that it has ended
     */
    private record Active(RunningSync sync, Thread thread, CountDownLatch over) {
        SyncRun run() {
            return sync.run();
        }
    }

    public SyncService(
            Installations installations,
            ConnectorCatalogue catalogue,
            DocumentStore documents,
            HeldLeases leases,
            Ingest ingest,
            Freshness freshness,
            Calls calls,
            Path stagingDirectory,
            Clock clock,
            RandomIds ids) {
        this.installations = installations;
        this.catalogue = catalogue;
        this.documents = documents;
        this.leases = leases;
        this.ingest = ingest;
        this.freshness = freshness;
        this.checkpoints = new Checkpoints(documents);
        this.calls = calls;
        this.stagingDirectory = stagingDirectory;
        this.clock = clock;
        this.ids = ids;
        this.reports = new SyncReports(documents, leases.holder());
        this.abandoned = new AbandonedSyncs(reports, leases.all(), ingest, clock);
        this.decisions = new HeldDecisions(installations, documents, ingest, stagingDirectory, clock);
        this.resolver = new PendingResolver(ingest, installations, this::whileIdle, stagingDirectory, clock, ids);
    }

    /**
     * Clears up after a process of the same identity that ended while syncs ran: they become INTERRUPTED, and what of them
     * should still be under way is refused. Called before the first start.
     */
    public void recover() {
        try {
            Staging.clear(stagingDirectory);
        } catch (IOException e) {
            throw new UncheckedIOException("Staging in " + stagingDirectory + " cannot be cleared.", e);
        }
        leases.all().breakAll(leases.holder());
        ingest.unfinished().forEach(this::goOn);
        endAbandoned();
        // A process may have ended between a publish and the look at what waited for it.
        resolver.changed(null, "");
    }

    /** Brings a publish to its end that an earlier process of this identity began (I10). */
    private void goOn(SealedPublish sealed) {
        String installationId = sealed.publication().installation();
        String syncId = sealed.publication().syncId();
        if (!(leases.acquire(installationId, syncId) instanceof Acquisition.Taken(Lease lease))) {
            LOG.warn("The publish of sync {} is not gone on with: another process has its installation.", syncId);
            return;
        }
        try {
            if (ingest.resume(sealed, lease.fence()).isEmpty()) {
                return;
            }
            LOG.info("The publish of sync {}, which was cut off, was brought to its end.", syncId);
            find(syncId).ifPresent(report -> {
                if (report.state() == SyncState.HELD) {
                    ingest.held().await(installationId, syncId);
                }
                reports.keep(report.ended(report.state(), clock.instant(), report.goneOnWith()));
            });
        } catch (GraphUnavailableException | GraphRefusedException | LeaseLostException e) {
            LOG.error("The publish of sync {} cannot be gone on with; the next start tries again.", syncId, e);
        } finally {
            leases.release(lease);
        }
    }

    /** Ends the reports of syncs whose process is gone, whichever it was. Called now and then by one of the processes. */
    public void endAbandoned() {
        abandoned.end(active::containsKey);
    }

    /** Starts a sync without further wishes, see {@link #start(String, SyncRequest)}. */
    public String start(String installationId, SyncMode mode, String trigger) throws SyncRunningException {
        return start(installationId, SyncRequest.of(mode, trigger));
    }

    /**
     * Starts a sync and does not wait for it.
     *
     * @return the sync's id
     * @throws SyncRunningException if the installation is being synced already
     * @throws UnknownInstallationException if there is no such installation
     * @throws PushExpectedException if its connector fetches nothing
     */
    public String start(String installationId, SyncRequest request) throws SyncRunningException {
        InstallationRecord installation =
                installations.find(installationId).orElseThrow(() -> new UnknownInstallationException(installationId));
        if (pushed(installation)) {
            throw PushExpectedException.onlyPushed(installation.name());
        }
        return start(installation, request, null);
    }

    /**
     * Starts a sync of what somebody brings, and does not wait for it.
     *
     * @param lines what they bring
     * @param trigger who starts it, for people
     * @return the sync's id
     * @throws SyncRunningException if the installation is being synced already
     * @throws UnknownInstallationException if there is no such installation
     * @throws PushExpectedException if its connector fetches by itself
     */
    public String startPushed(String installationId, PushedLines lines, String trigger) throws SyncRunningException {
        InstallationRecord installation =
                installations.find(installationId).orElseThrow(() -> new UnknownInstallationException(installationId));
        if (!pushed(installation)) {
            throw PushExpectedException.neverPushed(installation.name());
        }
        return start(installation, SyncRequest.of(SyncMode.FULL, trigger), lines);
    }

    private boolean pushed(InstallationRecord installation) {
        return catalogue.find(installation.connector()).orElse(null) instanceof PushModule;
    }

    private String start(InstallationRecord installation, SyncRequest request, @Nullable PushedLines lines)
            throws SyncRunningException {
        String installationId = installation.id();
        if (closing.getCount() == 0) {
            throw new IllegalStateException("The process is stopping.");
        }
        String id = ids.next(clock.instant());
        Lease lease = admit(installationId, id);
        SyncRun run = new SyncRun(
                id,
                installation,
                request,
                new SyncRun.Services(
                        installations, ingest, freshness, checkpoints, reports, calls, events, stagingDirectory, clock),
                lines,
                lease.fence());
        RunningSync sync = new RunningSync(run, lease, reports);
        // A platform thread: it decides over steps that may keep all carriers of virtual threads busy.
        Thread thread = Thread.ofPlatform().name("sync-" + run.id()).unstarted(() -> {
            try {
                execute(sync);
            } finally {
                if (lines != null) {
                    lines.over();
                }
                unfinished.remove(run.id());
            }
        });
        Active starting = new Active(sync, thread, new CountDownLatch(1));
        active.put(id, starting);
        try {
            sync.keep();
            leases.watch(lease, sync);
        } catch (RuntimeException e) {
            over(sync);
            throw e;
        }
        unfinished.put(run.id(), starting);
        thread.start();
        return id;
    }

    private void over(RunningSync sync) {
        leases.release(sync.lease());
        Active ended = active.remove(sync.run().id());
        if (ended != null) {
            ended.over().countDown();
        }
    }

    private void execute(RunningSync sync) {
        SyncRun run = sync.run();
        try {
            run.run(installations
                    .find(run.installationId())
                    .flatMap(found -> catalogue.find(found.connector()))
                    .orElse(null));
            SyncReport report = keepAtLast(sync);
            LOG.info("Sync {} ended {}. {}", report.id(), report.state(), report.reason());
        } catch (RuntimeException e) {
            LOG.error("The report of sync {} cannot be kept", run.id(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            over(sync);
        }
        letOthersGoOn(run);
    }

    /** After a sync: what waited for what it changed, and what it waits for itself that others changed meanwhile. */
    private void letOthersGoOn(SyncRun run) {
        if (closing.getCount() == 0) {
            return;
        }
        if (!run.changed().isEmpty()) {
            resolver.changed(run.changed(), run.installationId());
        }
        // Others that changed while this one was active left it alone. It is active no more: whoever comes later does
        // not.
        run.lookedAtVersion().ifPresent(before -> {
            if (ingest.versionOfOthers(run.installationId()) != before) {
                resolver.resolve(run.installationId());
            }
        });
    }

    /** Waits while the database is away: a sync whose end is not kept would look as if it ran for ever. */
    private SyncReport keepAtLast(RunningSync sync) throws InterruptedException {
        while (true) {
            try {
                return sync.keep();
            } catch (GraphUnavailableException e) {
                LOG.warn(
                        "The report of sync {} waits for the database. {}",
                        sync.run().id(),
                        e.getMessage());
                if (closing.await(DATABASE_PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw e;
                }
            }
        }
    }

    /**
     * Asks a sync to stop; says whether it will. One that publishes already goes on to its end. One of another process
     * hears of it when it renews its lease.
     */
    public boolean cancel(String syncId) {
        Active here = active.get(syncId);
        return here != null
                ? here.sync().cancel()
                : find(syncId)
                        .filter(report -> report.state().running())
                        .filter(report -> leases.all().requestCancel(report.installation(), syncId))
                        .isPresent();
    }

    /** A sync, as it ended or as it is now; of another process, as it was when that last renewed its lease. */
    public Optional<SyncReport> find(String syncId) {
        Active here = active.get(syncId);
        return here != null
                ? Optional.of(here.run().report())
                : documents.get(DocumentKind.SYNC, syncId).map(SyncReports::read);
    }

    /**
     * Waits for a sync of this process to end.
     *
     * @throws IllegalArgumentException if there is no such sync
     */
    public SyncReport await(String syncId) throws InterruptedException {
        // Also what follows its end: others that waited for it.
        Active here = unfinished.get(syncId);
        if (here != null) {
            here.thread().join();
        }
        return existing(syncId);
    }

    /**
     * A part of the syncs, newest first.
     *
     * @param installation only of this installation; null for all
     * @param state only in this state; null for all
     */
    public Page<SyncReport> list(
            @Nullable String installation, @Nullable SyncState state, @Nullable String cursor, int limit) {
        Map<String, String> filter = new HashMap<>();
        if (installation != null) {
            filter.put("installation", installation);
        }
        if (state != null) {
            if (state.running()) {
                filter.put("running", "true");
            } else {
                filter.put("state", state.name());
            }
        }
        Page<SyncReport> page =
                documents.list(DocumentKind.SYNC, filter, cursor, limit).map(this::current);
        if (state == null || !state.running()) {
            return page;
        }
        List<SyncReport> exact =
                page.items().stream().filter(report -> report.state() == state).toList();
        return new Page<>(exact, page.nextCursor());
    }

    private SyncReport current(Document document) {
        Active here = active.get(document.id());
        return here != null ? here.run().report() : SyncReports.read(document);
    }

    /** The newest sync of an installation. */
    public Optional<SyncReport> last(String installation) {
        return list(installation, null, null, 1).items().stream().findFirst();
    }

    /** The syncs that run now in this process. */
    public List<SyncReport> running() {
        return active.values().stream()
                .map(candidate -> candidate.run().report())
                .toList();
    }

    /** Lets a listener hear of all syncs until the answer is closed. */
    public AutoCloseable subscribe(SyncListener listener) {
        return events.subscribe(listener);
    }

    /**
     * Removes an installation and, unless they are to stay, its entities.
     *
     * @return whether it was there
     * @throws SyncRunningException if it is being synced
     */
    public boolean remove(String installationId, boolean keepData) throws SyncRunningException {
        if (installations.find(installationId).isEmpty()) {
            return false;
        }
        Lease lease;
        switch (acquire(installationId, REMOVAL)) {
            case Acquisition.Taken(Lease taken) -> lease = taken;
            case Acquisition.Held(Lease by) -> {
                if (by.purpose().equals(REMOVAL)) {
                    // Somebody else removes it.
                    return false;
                }
                throw running(by);
            }
        }
        try {
            if (!keepData) {
                ingest.erase(new Publication(
                        installationId, "", ids.next(clock.instant()), clock.instant(), List.of(), lease.fence()));
                freshness.forget(installationId);
            }
            ingest.held().forget(installationId);
            checkpoints.forget(installationId);
            return installations.remove(installationId, lease.fence());
        } catch (LeaseLostException e) {
            Optional<Lease> by = leases.all().find(installationId);
            if (by.isPresent()) {
                throw running(by.get());
            }
            throw e;
        } finally {
            leases.release(lease);
            if (!keepData) {
                // Of several that matched one may be left.
                resolver.changed(null, installationId);
            }
        }
    }

    /** What waits takes a moment to go on: that is no reason to turn somebody away. */
    private Acquisition acquire(String installationId, String purpose) {
        Acquisition answer = leases.acquire(installationId, purpose);
        try {
            for (int looks = 0; looks < MOST_LOOKS && goesOn(answer); looks++) {
                if (closing.await(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS)) {
                    return answer;
                }
                answer = leases.acquire(installationId, purpose);
            }
            return answer;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while relationships that waited were published.", e);
        }
    }

    private static boolean goesOn(Acquisition answer) {
        return answer instanceof Acquisition.Held(Lease by) && by.purpose().equals(GOING_ON);
    }

    /** Lets what waits go on, unless the installation is active: the end of that looks again. */
    private void whileIdle(String installationId, Consumer<Fence> work) {
        if (closing.getCount() > 0 && acquire(installationId, GOING_ON) instanceof Acquisition.Taken(Lease lease)) {
            try {
                work.accept(lease.fence());
            } finally {
                leases.release(lease);
            }
        }
    }

    private Lease admit(String installationId, String syncId) throws SyncRunningException {
        return switch (acquire(installationId, syncId)) {
            case Acquisition.Taken(Lease lease) -> lease;
            case Acquisition.Held(Lease by) -> {
                if (by.purpose().equals(REMOVAL)) {
                    throw new UnknownInstallationException(installationId);
                }
                if (!outlasted(by)) {
                    throw running(by);
                }
                yield admit(installationId, syncId);
            }
        };
    }

    /** Waits for a sync whose report says already that it has ended: whoever read that may start the next. */
    private boolean outlasted(Lease by) {
        Active ending = active.get(by.purpose());
        if (ending == null || ending.run().report().state().running()) {
            return false;
        }
        try {
            return ending.over().await(LAST_STEPS.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static SyncRunningException running(Lease by) {
        return by.purpose().startsWith(DECISION)
                ? SyncRunningException.deciding(by.purpose().substring(DECISION.length()))
                : new SyncRunningException(by.purpose());
    }

    /**
     * Decides about the deletions that a sync held, and carries it out: when it returns, it is done. If it is cut off,
     * the same decision can be taken again.
     *
     * @param by who decides, for people
     * @return the sync with the decision
     * @throws SyncRunningException if its installation is being synced
     * @throws HeldRefusedException if there is nothing to decide about this sync, or no longer
     * @throws UnknownInstallationException if its installation is no longer there
     * @throws IllegalArgumentException if there is no such sync
     */
    public SyncReport decide(String syncId, HeldReport.Choice choice, String by)
            throws SyncRunningException, HeldRefusedException {
        String installationId = existing(syncId).installation();
        Lease lease = admit(installationId, DECISION + syncId);
        try {
            decisions.decide(existing(syncId), choice, by, reports::put, lease.fence());
        } finally {
            leases.release(lease);
        }
        if (choice == HeldReport.Choice.APPROVE) {
            // Of several that matched one may be left.
            resolver.changed(null, installationId);
        }
        SyncReport decided = existing(syncId);
        events.publish(new SyncEvent.SyncDecided(syncId, clock.instant(), choice == HeldReport.Choice.APPROVE));
        LOG.info("Sync {}: {}", syncId, decided.reason());
        return decided;
    }

    private SyncReport existing(String syncId) {
        return find(syncId).orElseThrow(() -> new IllegalArgumentException("There is no sync '" + syncId + "'."));
    }

    /** The newer sync whose list of held deletions counts instead of this one's, if there is one. */
    public Optional<String> supersededBy(SyncReport sync) {
        return decisions.supersededBy(sync);
    }

    /** What is held, to be read. */
    public HeldLists held() {
        return ingest.held();
    }

    /** Stops all syncs and waits a moment for their reports. */
    @Override
    public void close() {
        closing.countDown();
        List<Active> left = new ArrayList<>(unfinished.values());
        left.forEach(candidate ->
                candidate.run().stop(SyncState.INTERRUPTED, "The process was stopped; nothing was written."));
        long deadline = System.nanoTime() + GRACE.toNanos();
        for (Active candidate : left) {
            try {
                candidate.thread().join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
