package io.cadastre.engine.sync;

import io.cadastre.cypher.ingest.ChangeSpool;
import io.cadastre.cypher.ingest.Comparison;
import io.cadastre.cypher.ingest.Diff;
import io.cadastre.cypher.ingest.HeldLists;
import io.cadastre.cypher.ingest.Ingest;
import io.cadastre.cypher.ingest.Publication;
import io.cadastre.cypher.ingest.Published;
import io.cadastre.engine.call.Calls;
import io.cadastre.engine.checkpoint.Checkpoint;
import io.cadastre.engine.checkpoint.Checkpoints;
import io.cadastre.engine.installation.InstallationRecord;
import io.cadastre.engine.installation.Installations;
import io.cadastre.engine.installation.Setup;
import io.cadastre.engine.pipeline.FeedReader;
import io.cadastre.engine.staging.Staging;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.ConnectorModule;
import io.cadastre.spi.Installation;
import io.cadastre.spi.event.SyncEvent;
import io.cadastre.spi.model.Schema;
import io.cadastre.spi.push.PushModule;
import io.cadastre.spi.step.StepLog;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run of an installation, from its first step to its report. Run once, by one thread; watched by any. */
final class SyncRun {
    private static final Logger LOG = LoggerFactory.getLogger(SyncRun.class);

    private final String id;
    private final InstallationRecord installation;
    private final SyncRequest request;
    private final Services services;
    private final @Nullable PushedLines pushed;
    private final Instant startedAt;
    private final ProblemLog problems = new ProblemLog();
    private final StepBoard board;

    private volatile SyncState state = SyncState.QUEUED;
    private volatile @Nullable Instant finishedAt;
    private volatile String reason = "";
    private volatile SyncStats stats = SyncStats.NONE;
    private volatile HeldReport held = HeldReport.NONE;
    private volatile String identity = "";
    private volatile @Nullable Diff diff;
    private volatile long graphVersion;
    private volatile @Nullable StepGraphRunner steps;
    private volatile @Nullable String stopped;
    private volatile SyncState stoppedState = SyncState.CANCELLED;

    /** What a sync needs of the house. */
    record Services(
            Installations installations,
            Ingest ingest,
            Freshness freshness,
            Checkpoints checkpoints,
            Calls calls,
            EventBus events,
            Path stagingDirectory,
            Clock clock) {}

    /**
     * A run that has not begun.
     *
     * @param pushed what somebody brings; null if the connector fetches
     */
    SyncRun(
            String id,
            InstallationRecord installation,
            SyncRequest request,
            Services services,
            @Nullable PushedLines pushed) {
        this.id = id;
        this.installation = installation;
        this.request = request;
        this.services = services;
        this.pushed = pushed;
        this.startedAt = services.clock().instant();
        this.board = new StepBoard(id, services.events(), services.clock());
    }

    String id() {
        return id;
    }

    String installationId() {
        return installation.id();
    }

    /**
     * Stops the sync, unless it is publishing already: nothing of it is published then.
     *
     * @param as the state it ends in
     * @return whether it will stop
     */
    synchronized boolean stop(SyncState as, String why) {
        if (state == SyncState.PUBLISHING || !state.running()) {
            return false;
        }
        stoppedState = as;
        stopped = why;
        StepGraphRunner runner = steps;
        if (runner != null) {
            runner.cancel();
        }
        if (pushed != null) {
            pushed.over();
        }
        return true;
    }

    /** Runs to the end, whatever that is; never throws. */
    @SuppressWarnings("CatchingUnchecked")
    SyncReport run(@Nullable ConnectorModule module) {
        services.events().publish(new SyncEvent.SyncStarted(id, startedAt, installation.id()));
        try {
            if (module == null) {
                throw new ConnectorException.Configuration(
                        "The connector '" + installation.connector() + "' is not there or cannot be used.");
            }
            collectAndPublish(module);
        } catch (ConnectorException e) {
            LOG.warn("Sync {} failed: {}", id, e.getMessage(), e);
            String why = stopped;
            // A connector that was stopped while it started may say so in its own way.
            end(why == null ? SyncState.FAILED : stoppedState, why == null ? String.valueOf(e.getMessage()) : why);
        } catch (InterruptedException e) {
            end(SyncState.INTERRUPTED, "The process is stopping.");
        } catch (Stopped e) {
            end(stoppedState, String.valueOf(e.getMessage()));
        } catch (Throwable e) {
            LOG.error("Sync {} failed", id, e);
            end(
                    SyncState.FAILED,
                    "Unexpected " + e.getClass().getSimpleName() + " while " + phase()
                            + "; nothing was deleted. The log has the details.");
        }
        return report();
    }

    private String phase() {
        return switch (state) {
            case QUEUED, COLLECTING -> "collecting";
            case DIFFING -> "comparing";
            case PUBLISHING, SUCCEEDED, PARTIAL, HELD, FAILED, CANCELLED, INTERRUPTED -> "publishing";
        };
    }

    private void collectAndPublish(ConnectorModule module) throws ConnectorException, InterruptedException, Stopped {
        Installation source = initialise(module);
        Calls.Caller caller = new Calls.Caller(
                installation.connector(), identity, source.http(), new ConnectorLog(), () -> stopped != null, () -> {});
        enter(SyncState.COLLECTING);
        Checkpoint checkpoint = request.reload()
                ? new Checkpoint(Map.of())
                : services.checkpoints().open(installation.id());
        Staging collected;
        try {
            source.start(services.calls().env(caller));
            collected =
                    collect(source, source.schema().orElse(module.definition().schema()), caller, checkpoint);
        } finally {
            stop(source);
        }
        try (Staging staging = collected) {
            compareAndPublish(source, staging, checkpoint);
        }
        SyncState verdict = board.verdict(problems.problems());
        held = held.seen(verdict == SyncState.SUCCEEDED, board.reason());
        if (request.mode() == SyncMode.FULL && !held.none()) {
            end(SyncState.HELD, held.reason());
        } else {
            end(verdict, board.reason());
        }
    }

    /** One that does not stop cleanly spoils nothing that was collected. */
    private void stop(Installation source) {
        try {
            source.stop();
        } catch (RuntimeException e) {
            LOG.warn("Connector {} did not stop cleanly", installation.connector(), e);
        }
        if (pushed != null) {
            pushed.over();
        }
    }

    private Installation initialise(ConnectorModule module) throws ConnectorException {
        Setup setup = services.installations().setup(installation, module.definition());
        identity = setup.identity();
        PushedLines lines = pushed;
        return lines != null && module instanceof PushModule receiver
                ? receiver.receive(setup.config(), setup.credentials(), lines)
                : module.initialise(setup.config(), setup.credentials());
    }

    private Staging collect(Installation source, Schema schema, Calls.Caller caller, Checkpoint checkpoint)
            throws ConnectorException, InterruptedException {
        Collector.Ground ground = new Collector.Ground(
                id,
                installation.id(),
                startedAt,
                services.ingest().prior(installation.id()),
                readable -> new Staging(services.stagingDirectory(), id, installation.id(), schema, readable),
                run -> services.calls()
                        .env(new Calls.Caller(
                                caller.connector(),
                                caller.identity(),
                                caller.http(),
                                run.log(),
                                run::cancelled,
                                run.metrics()::call)));
        return new Collector(source, schema, request, ground, board, problems, this::watch).collect(checkpoint);
    }

    private void compareAndPublish(Installation source, Staging staging, Checkpoint checkpoint) throws Stopped {
        enter(SyncState.DIFFING);
        ChangeSpool spool = staging.spool();
        Diff found = services.ingest()
                .diff(
                        installation.id(),
                        staging,
                        staging.evidence(),
                        spool,
                        comparison(),
                        installation.deletionBudget());
        diff = found;
        stats = SyncStats.of(found);
        held = HeldReport.of(found.held());
        if (request.mode() == SyncMode.PLAN) {
            stopIfAsked();
            return;
        }
        enter(SyncState.PUBLISHING);
        source.schema().ifPresent(services.ingest()::declare);
        HeldLists lists = services.ingest().held();
        // First, so that nobody can approve any more what an earlier sync believed.
        lists.begin(installation.id(), id, spool.deletions(), (output, scopes) -> services.freshness()
                .of(installation.id(), output, scopes)
                .lastSeenAt());
        publish(staging, found, spool);
        services.freshness()
                .keep(installation.id(), staging.evidence(), services.clock().instant());
        boolean sawAll = board.verdict(problems.problems()) == SyncState.SUCCEEDED;
        if (!sawAll) {
            // What failed would never be looked at again if the next sync only read what changed since.
            FeedReader.positions().forEach(checkpoint::keepAsBefore);
        }
        if (found.pending() > 0 || problems.has("end-missing")) {
            // What was not written is not in the graph: a listing that is unchanged next time could not bring it back.
            checkpoint.readListingsAgain();
        }
        if (!found.held().isEmpty()) {
            // What is held is to be found gone again: an unchanged listing would vouch for it.
            checkpoint.beginAgain();
        }
        services.checkpoints().keep(installation.id(), checkpoint);
        if (!found.held().isEmpty()) {
            lists.await(installation.id(), id);
        }
    }

    private Comparison comparison() {
        return request.reload() ? Comparison.FULL : Comparison.BY_RANGE;
    }

    private synchronized void watch(StepGraphRunner runner) {
        steps = runner;
        if (stopped != null) {
            runner.cancel();
        }
    }

    private void publish(Staging staging, Diff found, ChangeSpool spool) {
        services.events()
                .publish(new SyncEvent.PublishStarted(id, services.clock().instant()));
        Publication publication = new Publication(
                installation.id(),
                installation.connector(),
                id,
                services.clock().instant(),
                List.of());
        Published published = services.ingest().publish(publication, staging, found, spool);
        graphVersion = published.graphVersion();
        if (published.foreignRelationships() > 0) {
            problems.add(
                    "foreign-relationships",
                    "",
                    "",
                    published.foreignRelationships()
                            + " relationships of other installations went with the entities they led to.");
        }
        if (published.lostRelationships() > 0) {
            problems.add(
                    "end-missing",
                    "",
                    "",
                    published.lostRelationships() + " relationships were not written: an end went meanwhile.");
        }
    }

    private synchronized void enter(SyncState next) throws Stopped {
        stopIfAsked();
        state = next;
    }

    private void stopIfAsked() throws Stopped {
        String why = stopped;
        if (why != null) {
            throw new Stopped(why);
        }
    }

    private synchronized void end(SyncState endState, String why) {
        Instant now = services.clock().instant();
        reason = why;
        finishedAt = now;
        state = endState;
        services.events()
                .publish(
                        switch (endState) {
                            case PARTIAL -> new SyncEvent.SyncPartial(id, now, why);
                            case HELD -> new SyncEvent.SyncHeld(id, now);
                            case CANCELLED, INTERRUPTED -> new SyncEvent.SyncCancelled(id, now);
                            case FAILED -> new SyncEvent.SyncFailed(id, now, why);
                            case SUCCEEDED, QUEUED, COLLECTING, DIFFING, PUBLISHING ->
                                new SyncEvent.SyncCompleted(id, now);
                        });
    }

    /** The sync as it is now. */
    SyncReport report() {
        Diff found = diff;
        List<StepReport> stepReports = board.reports();
        return new SyncReport(
                id,
                installation.id(),
                installation.name(),
                request.mode(),
                state,
                request.trigger(),
                startedAt,
                finishedAt,
                stepReports,
                stats,
                problems.problems(),
                found == null ? 0 : found.pending(),
                found == null ? List.of() : found.pendingSample(),
                graphVersion,
                reason,
                new SyncReport.Progress(
                        stepReports.stream().mapToLong(StepReport::entities).sum(),
                        stepReports.stream()
                                .mapToLong(StepReport::relationships)
                                .sum()),
                held);
    }

    /** What the connector says where no step runs. */
    private final class ConnectorLog implements StepLog {
        @Override
        public void info(String message) {
            LOG.info("{}: {}", installation.connector(), message);
        }

        @Override
        public void warn(String message) {
            LOG.warn("{}: {}", installation.connector(), message);
            problems.add("warning", "", "", message);
        }
    }

    /** The sync was asked to stop. */
    private static final class Stopped extends Exception {
        private static final long serialVersionUID = 1L;

        Stopped(String why) {
            super(why);
        }
    }
}
