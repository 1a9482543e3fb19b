package io.cadastre.engine.sync;

import io.cadastre.cypher.Page;
import io.cadastre.cypher.ingest.HeldLists;
import io.cadastre.cypher.ingest.Ingest;
import io.cadastre.cypher.platform.Document;
import io.cadastre.cypher.platform.DocumentChange;
import io.cadastre.cypher.platform.DocumentKind;
import io.cadastre.cypher.platform.DocumentStore;
import io.cadastre.engine.Json;
import io.cadastre.engine.RandomIds;
import io.cadastre.engine.call.Calls;
import io.cadastre.engine.checkpoint.Checkpoints;
import io.cadastre.engine.connector.ConnectorCatalogue;
import io.cadastre.engine.installation.InstallationRecord;
import io.cadastre.engine.installation.Installations;
import io.cadastre.engine.installation.UnknownInstallationException;
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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts, watches and stops syncs: one at a time per installation. */
public final class SyncService implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SyncService.class);
    private static final Duration GRACE = Duration.ofSeconds(2);
    private static final int PAGE = 200;

    private final Installations installations;
    private final ConnectorCatalogue catalogue;
    private final DocumentStore documents;
    private final Ingest ingest;
    private final Freshness freshness;
    private final Checkpoints checkpoints;
    private final Calls calls;
    private final Path stagingDirectory;
    private final Clock clock;
    private final RandomIds ids;
    private final EventBus events = new EventBus();
    private final Map<String, Active> active = new ConcurrentHashMap<>();
    private final Set<String> removing = ConcurrentHashMap.newKeySet();

    /** By installation the sync about whose deletions somebody decides. */
    private final Map<String, String> deciding = new ConcurrentHashMap<>();

    private final HeldDecisions decisions;
    private volatile boolean closed;

    private record Active(SyncRun run, Thread thread) {}

    public SyncService(
            Installations installations,
            ConnectorCatalogue catalogue,
            DocumentStore documents,
            Ingest ingest,
            Freshness freshness,
            Calls calls,
            Path stagingDirectory,
            Clock clock,
            RandomIds ids) {
        this.installations = installations;
        this.catalogue = catalogue;
        this.documents = documents;
        this.ingest = ingest;
        this.freshness = freshness;
        this.checkpoints = new Checkpoints(documents);
        this.calls = calls;
        this.stagingDirectory = stagingDirectory;
        this.clock = clock;
        this.ids = ids;
        this.decisions = new HeldDecisions(installations, documents, ingest, stagingDirectory, clock);
    }

    /** Clears up after a process that ended while syncs ran: they become INTERRUPTED. Called before the first start. */
    public void recover() {
        try {
            Staging.clear(stagingDirectory);
        } catch (IOException e) {
            throw new UncheckedIOException("Staging in " + stagingDirectory + " cannot be cleared.", e);
        }
        Page<Document> left;
        do {
            left = documents.list(DocumentKind.SYNC, Map.of("running", "true"), null, PAGE);
            left.items().forEach(document -> {
                SyncReport report = Json.read(document.body(), SyncReport.class);
                keep(report.ended(
                        SyncState.INTERRUPTED,
                        clock.instant(),
                        "The process ended while it ran; nothing was deleted."));
                ingest.held().abandon(report.installation(), report.id());
            });
        } while (left.nextCursor() != null);
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
        if (closed) {
            throw new IllegalStateException("The process is stopping.");
        }
        SyncRun run = new SyncRun(
                ids.next(clock.instant()),
                installation,
                request,
                new SyncRun.Services(
                        installations, ingest, freshness, checkpoints, calls, events, stagingDirectory, clock),
                lines);
        // A platform thread: it decides over steps that may keep all carriers of virtual threads busy.
        Thread thread = Thread.ofPlatform().name("sync-" + run.id()).unstarted(() -> {
            try {
                execute(run);
            } finally {
                if (lines != null) {
                    lines.over();
                }
            }
        });
        admit(installationId, new Active(run, thread));
        try {
            keep(run.report());
        } catch (RuntimeException e) {
            active.remove(installationId);
            throw e;
        }
        thread.start();
        return run.id();
    }

    private void execute(SyncRun run) {
        try {
            SyncReport report = run.run(installations
                    .find(run.installationId())
                    .flatMap(found -> catalogue.find(found.connector()))
                    .orElse(null));
            keep(report);
            LOG.info("Sync {} ended {}. {}", report.id(), report.state(), report.reason());
        } catch (RuntimeException e) {
            LOG.error("The report of sync {} cannot be kept", run.id(), e);
        } finally {
            active.remove(run.installationId());
        }
    }

    /** Asks a sync to stop; says whether it will. One that publishes already goes on to its end. */
    public boolean cancel(String syncId) {
        return active.values().stream()
                .map(Active::run)
                .filter(run -> run.id().equals(syncId))
                .anyMatch(run -> run.stop(SyncState.CANCELLED, "It was cancelled; nothing was written."));
    }

    /** A sync, as it is now or as it ended. */
    public Optional<SyncReport> find(String syncId) {
        for (Active candidate : active.values()) {
            if (candidate.run().id().equals(syncId)) {
                return Optional.of(candidate.run().report());
            }
        }
        return documents.get(DocumentKind.SYNC, syncId).map(document -> Json.read(document.body(), SyncReport.class));
    }

    /**
     * Waits for a sync to end.
     *
     * @throws IllegalArgumentException if there is no such sync
     */
    public SyncReport await(String syncId) throws InterruptedException {
        for (Active candidate : active.values()) {
            if (candidate.run().id().equals(syncId)) {
                candidate.thread().join();
            }
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
        return active.values().stream()
                .map(Active::run)
                .filter(run -> run.id().equals(document.id()))
                .findFirst()
                .map(SyncRun::report)
                .orElseGet(() -> Json.read(document.body(), SyncReport.class));
    }

    /** The newest sync of an installation. */
    public Optional<SyncReport> last(String installation) {
        return list(installation, null, null, 1).items().stream().findFirst();
    }

    /** The syncs that run now. */
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
        hold(installationId);
        try {
            if (!keepData) {
                ingest.erase(installationId);
                freshness.forget(installationId);
            }
            ingest.held().forget(installationId);
            checkpoints.forget(installationId);
            return installations.remove(installationId);
        } finally {
            removing.remove(installationId);
        }
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
        admitDecision(installationId, syncId);
        try {
            decisions.decide(existing(syncId), choice, by, SyncService::put);
        } finally {
            deciding.remove(installationId);
        }
        SyncReport decided = existing(syncId);
        events.publish(
                new SyncEvent.SyncDecided(syncId, clock.instant(), choice == HeldReport.Choice.APPROVE));
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

    private synchronized void admitDecision(String installationId, String syncId) throws SyncRunningException {
        refuseIfActive(installationId);
        if (removing.contains(installationId)) {
            throw new UnknownInstallationException(installationId);
        }
        deciding.put(installationId, syncId);
    }

    private synchronized void hold(String installationId) throws SyncRunningException {
        refuseIfActive(installationId);
        removing.add(installationId);
    }

    private synchronized void admit(String installationId, Active starting) throws SyncRunningException {
        refuseIfActive(installationId);
        if (removing.contains(installationId)) {
            throw new UnknownInstallationException(installationId);
        }
        active.put(installationId, starting);
    }

    private void refuseIfActive(String installationId) throws SyncRunningException {
        Active other = active.get(installationId);
        if (other != null) {
            throw new SyncRunningException(other.run().id());
        }
        String decided = deciding.get(installationId);
        if (decided != null) {
            throw SyncRunningException.deciding(decided);
        }
    }

    private void keep(SyncReport report) {
        documents.change(List.of(put(report)));
    }

    private static DocumentChange put(SyncReport report) {
        return new DocumentChange.Put(
                DocumentKind.SYNC,
                new Document(
                        report.id(),
                        report.id(),
                        Map.of(
                                "installation", report.installation(),
                                "state", report.state().name(),
                                "running", Boolean.toString(report.state().running())),
                        Json.write(report)));
    }

    /** Stops all syncs and waits a moment for their reports. */
    @Override
    public void close() {
        closed = true;
        List<Active> left = new ArrayList<>(active.values());
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
