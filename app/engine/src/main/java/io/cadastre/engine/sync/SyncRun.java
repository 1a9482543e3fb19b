package io.cadastre.engine.sync;

import io.cadastre.cypher.GraphRefusedException;
import io.cadastre.cypher.GraphUnavailableException;
import io.cadastre.cypher.ingest.ChangeSpool;
import io.cadastre.cypher.ingest.Comparison;
import io.cadastre.cypher.ingest.Diff;
import io.cadastre.cypher.ingest.Finding;
import io.cadastre.cypher.ingest.HeldLists;
import io.cadastre.cypher.ingest.Ingest;
import io.cadastre.cypher.ingest.PlannedChange;
import io.cadastre.cypher.ingest.Publication;
import io.cadastre.cypher.ingest.Published;
import io.cadastre.cypher.ingest.SealException;
import io.cadastre.cypher.lease.Fence;
import io.cadastre.cypher.lease.LeaseLostException;
import io.cadastre.cypher.platform.DocumentChange;
import io.cadastre.engine.call.Calls;
import io.cadastre.engine.checkpoint.Checkpoint;
import io.cadastre.engine.checkpoint.Checkpoints;
import io.cadastre.engine.installation.InstallationRecord;
import io.cadastre.engine.installation.Installations;
import io.cadastre.engine.installation.Setup;
import io.cadastre.engine.pipeline.FeedReader;
import io.cadastre.engine.staging.Staging;
import io.cadastre.engine.staging.StagingException;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.ConnectorModule;
import io.cadastre.spi.Installation;
import io.cadastre.spi.event.SyncEvent;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Schema;
import io.cadastre.spi.push.PushModule;
import io.cadastre.spi.step.StepLog;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run of an installation, from its first step to its report. Run once, by one thread; watched by any. */
final class SyncRun {
    private static final Logger LOG = LoggerFactory.getLogger(SyncRun.class);

    /** How many changes of each kind a plan names. */
    private static final int PLANNED = 20;

    private final String id;
    private final InstallationRecord installation;
    private final SyncRequest request;
    private final Services services;
    private final @Nullable PushedLines pushed;
    private final Fence fence;
    private final Instant startedAt;
    private final ProblemLog problems = new ProblemLog();
    private final StepBoard board;

    private volatile SyncState state = SyncState.QUEUED;
    private volatile @Nullable Instant finishedAt;
    private volatile String reason = "";
    private volatile SyncStats stats = SyncStats.NONE;
    private volatile HeldReport held = HeldReport.NONE;
    private volatile List<PlannedChange> planned = List.of();
    private volatile String identity = "";
    private volatile @Nullable Diff diff;
    private volatile long graphVersion;
    private volatile boolean published;
    private volatile long versionOfOthers;
    private volatile Set<String> labels = Set.of();
    private volatile Set<String> changed = Set.of();
    private volatile @Nullable StepGraphRunner steps;
    private volatile @Nullable String stopped;
    private volatile SyncState stoppedState = SyncState.CANCELLED;

    /** What a sync needs of the house. */
    record Services(
            Installations installations,
            Ingest ingest,
            Freshness freshness,
            Checkpoints checkpoints,
            SyncReports reports,
            Calls calls,
            EventBus events,
            Path stagingDirectory,
            Clock clock) {}

    /**
     * A run that has not begun.
     *
     * @param pushed what somebody brings; null if the connector fetches
     * @param fence of the lease under which it runs
     */
    SyncRun(
            String id,
            InstallationRecord installation,
            SyncRequest request,
            Services services,
            @Nullable PushedLines pushed,
            Fence fence) {
        this.id = id;
        this.installation = installation;
        this.request = request;
        this.services = services;
        this.pushed = pushed;
        this.fence = fence;
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
        } catch (LeaseLostException e) {
            LOG.warn("Sync {} ends: {}", id, e.getMessage());
            end(SyncState.INTERRUPTED, String.valueOf(e.getMessage()));
        } catch (Stopped e) {
            end(stoppedState, String.valueOf(e.getMessage()));
        } catch (StagingException | SealException | GraphUnavailableException | GraphRefusedException e) {
            LOG.error("Sync {} failed", id, e);
            end(SyncState.FAILED, e.getMessage() + " " + consequence());
        } catch (Throwable e) {
            LOG.error("Sync {} failed", id, e);
            end(
                    SyncState.FAILED,
                    "Unexpected " + e.getClass().getSimpleName() + " while " + phase() + "; the log has the details. "
                            + consequence());
        }
        return report();
    }

    /** What a failure leaves behind, for people. */
    private String consequence() {
        if (published) {
            return "What was collected is published.";
        }
        return state == SyncState.PUBLISHING
                ? "The next sync publishes what this one could not."
                : "Nothing was published.";
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
            collected = collect(
                    source,
                    source.schema().orElse(module.definition().schema()),
                    module.definition().version(),
                    caller,
                    checkpoint);
        } finally {
            stop(source);
        }
        try (Staging staging = collected) {
            compareAndPublish(source, staging, checkpoint);
        }
        End end = verdict();
        end(end.state(), end.reason());
    }

    /** How a sync ends, and why. */
    private record End(SyncState state, String reason) {}

    private End verdict() {
        SyncState verdict = board.verdict(problems.problems());
        held = held.seen(verdict == SyncState.SUCCEEDED, board.reason());
        return request.mode() == SyncMode.FULL && !held.none()
                ? new End(SyncState.HELD, held.reason())
                : new End(verdict, board.reason());
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

    private Staging collect(
            Installation source, Schema schema, String version, Calls.Caller caller, Checkpoint checkpoint)
            throws ConnectorException, InterruptedException {
        Set<String> named = new HashSet<>();
        for (EntityType<?> type : schema.entityTypes()) {
            named.add(type.name());
            type.classes().forEach(each -> named.add(each.name()));
        }
        labels = Set.copyOf(named);
        Collector.Ground ground = new Collector.Ground(
                id,
                installation.id(),
                version + " " + new TreeMap<>(installation.config()),
                startedAt,
                services.ingest().prior(installation.id()),
                services.ingest().indexed(),
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
        versionOfOthers = services.ingest().versionOfOthers(installation.id());
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
        found.waiting().findings().forEach(this::report);
        if (found.basis().drift() > 0) {
            problems.add(
                    "graph-drift",
                    "",
                    "",
                    "Something other than Cadastre had changed the graph: "
                            + found.basis().drift()
                            + " ranges of ids were not what was last published. They are brought to what the source says.");
        }
        if (request.mode() == SyncMode.PLAN) {
            planned = services.ingest().preview(staging, spool, PLANNED);
            stopIfAsked();
            return;
        }
        enter(SyncState.PUBLISHING);
        source.schema().ifPresent(services.ingest()::declare);
        HeldLists lists = services.ingest().held();
        // A sync that saw nothing knows nothing better than what an earlier one believed.
        if (board.verdict(problems.problems()) != SyncState.FAILED) {
            // First, so that nobody can approve any more what is no longer believed.
            lists.begin(
                    installation.id(),
                    id,
                    spool.deletions(),
                    (output, scopes) -> services.freshness()
                            .of(installation.id(), output, scopes)
                            .lastSeenAt());
        }
        settle(found, checkpoint);
        publish(staging, found, spool, along(staging, checkpoint));
        services.freshness().published(installation.id());
        if (!found.held().isEmpty()) {
            lists.await(installation.id(), id);
        }
    }

    /** Settles what the next sync may rely on. */
    private void settle(Diff found, Checkpoint checkpoint) {
        if (board.verdict(problems.problems()) != SyncState.SUCCEEDED) {
            // What failed would never be looked at again if the next sync only read what changed since.
            FeedReader.positions().forEach(checkpoint::keepAsBefore);
        }
        if (!found.held().isEmpty()) {
            // What is held is to be found gone again: an unchanged listing would vouch for it.
            checkpoint.beginAgain();
        }
    }

    /** What is known of the published state is as durable as the state: it is written with it, or not at all. */
    private List<DocumentChange> along(Staging staging, Checkpoint checkpoint) {
        Instant now = services.clock().instant();
        List<DocumentChange> along = new ArrayList<>();
        along.add(services.freshness().kept(installation.id(), staging.evidence(), now));
        services.checkpoints().kept(installation.id(), checkpoint).ifPresent(along::add);
        End end = verdict();
        along.add(services.reports().put(report().ended(end.state(), now, end.reason())));
        return along;
    }

    private Comparison comparison() {
        return request.reload()
                ? Comparison.FULL
                : services.ingest()
                        .comparison(installation.id(), services.clock().instant());
    }

    private synchronized void watch(StepGraphRunner runner) {
        steps = runner;
        if (stopped != null) {
            runner.cancel();
        }
    }

    private void publish(Staging staging, Diff found, ChangeSpool spool, List<DocumentChange> along) {
        services.events()
                .publish(new SyncEvent.PublishStarted(id, services.clock().instant()));
        Publication publication = new Publication(
                installation.id(),
                installation.connector(),
                id,
                services.clock().instant(),
                along,
                fence);
        // Should the publish be cut off, or have been done before, anything of it may be there.
        changed = found.entities().changes() > 0 ? labels : Set.of();
        Published done = services.ingest().publish(publication, staging, found, spool);
        if (!done.changed().isEmpty()) {
            changed = done.changed();
        }
        if (done.transactions() == 0) {
            services.ingest().keepAlong(publication);
        }
        published = true;
        graphVersion = done.graphVersion();
        if (done.foreignRelationships() > 0) {
            problems.add(new Problem(
                    "foreign-relationships",
                    "",
                    "",
                    done.foreignRelationships()
                            + " relationships of other installations went with the entities they led to, and wait.",
                    done.foreignRelationships(),
                    done.foreignSample().stream()
                            .map(foreign -> nameOf(foreign.installation()) + ": " + foreign.relationship())
                            .toList()));
        }
        if (done.lostRelationships() > 0) {
            problems.add(
                    "end-missing", "", "", done.lostRelationships() + " relationships wait: an end went meanwhile.");
        }
    }

    private void report(Finding finding) {
        problems.add(new Problem(
                finding.code(),
                "",
                finding.about(),
                finding.examples().getFirst(),
                finding.count(),
                finding.examples()));
    }

    private String nameOf(String installationId) {
        return services.installations()
                .find(installationId)
                .map(InstallationRecord::name)
                .orElse(installationId);
    }

    /**
     * The classes and types in which others may find something that they wait for, now that this is published; empty if
     * nothing is.
     */
    Set<String> changed() {
        return changed;
    }

    /**
     * What other installations' versions were in sum before this one looked for what it waits for or follows; empty if
     * that is nothing.
     */
    OptionalLong lookedAtVersion() {
        Diff found = diff;
        boolean looked =
                found != null && (found.pending() > 0 || found.waiting().follows());
        return looked && request.mode() != SyncMode.PLAN ? OptionalLong.of(versionOfOthers) : OptionalLong.empty();
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
                found == null ? List.of() : found.waiting().sample(),
                graphVersion,
                reason,
                new SyncReport.Progress(
                        stepReports.stream().mapToLong(StepReport::entities).sum(),
                        stepReports.stream()
                                .mapToLong(StepReport::relationships)
                                .sum()),
                held,
                planned);
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
