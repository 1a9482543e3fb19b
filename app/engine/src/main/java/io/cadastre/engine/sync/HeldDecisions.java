package io.cadastre.engine.sync;

import io.cadastre.cypher.ingest.ChangeSpool;
import io.cadastre.cypher.ingest.Diff;
import io.cadastre.cypher.ingest.HeldLists;
import io.cadastre.cypher.ingest.Ingest;
import io.cadastre.cypher.ingest.Publication;
import io.cadastre.cypher.ingest.Published;
import io.cadastre.cypher.lease.Fence;
import io.cadastre.cypher.platform.DocumentChange;
import io.cadastre.cypher.platform.DocumentStore;
import io.cadastre.engine.installation.InstallationRecord;
import io.cadastre.engine.installation.Installations;
import io.cadastre.engine.installation.UnknownInstallationException;
import io.cadastre.engine.staging.Staging;
import io.cadastre.engine.sync.HeldReport.Choice;
import io.cadastre.engine.sync.HeldReport.Decision;
import io.cadastre.spi.model.Schema;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Carries out what a person decides about deletions that a sync held. The caller sees to it that nothing else touches
 * the installation meanwhile.
 */
final class HeldDecisions {
    private static final Schema NOTHING = Schema.of("held");

    private final Installations installations;
    private final DocumentStore documents;
    private final Ingest ingest;
    private final Path stagingDirectory;
    private final Clock clock;

    HeldDecisions(
            Installations installations, DocumentStore documents, Ingest ingest, Path stagingDirectory, Clock clock) {
        this.installations = installations;
        this.documents = documents;
        this.ingest = ingest;
        this.stagingDirectory = stagingDirectory;
        this.clock = clock;
    }

    /** The newer sync whose list counts instead of this one's, if there is one and nobody decided before it came. */
    Optional<String> supersededBy(SyncReport sync) {
        if (sync.state() != SyncState.HELD || sync.held().decision() != null) {
            return Optional.empty();
        }
        return ingest.held()
                .current(sync.installation())
                .map(HeldLists.Head::sync)
                .filter(current -> !current.equals(sync.id()));
    }

    /**
     * Decides. If the process ends in the middle of an approval, the same decision can be taken again and goes on.
     *
     * @param document how a report is kept
     * @param fence of the installation's lease
     * @throws UnknownInstallationException if the installation is no longer there
     */
    void decide(SyncReport sync, Choice choice, String by, Function<SyncReport, DocumentChange> document, Fence fence)
            throws HeldRefusedException {
        refuseIfNotWaiting(sync);
        InstallationRecord installation = installations
                .find(sync.installation())
                .orElseThrow(() -> new UnknownInstallationException(sync.installation()));
        HeldLists lists = ingest.held();
        Decision decision = new Decision(choice, by, clock.instant());
        switch (choice) {
            case APPROVE -> {
                SyncReport approved = sync.approved(decision);
                // With the last of the deletions, so that nobody is asked about what has gone.
                Published published =
                        delete(installation, sync.id(), decision.at(), List.of(document.apply(approved)), fence);
                documents.change(List.of(document.apply(approved.with(published))));
                lists.close(sync.installation(), sync.id());
            }
            case REJECT -> {
                lists.reject(sync.installation(), sync.id());
                documents.change(List.of(document.apply(sync.rejected(decision))));
            }
        }
    }

    private void refuseIfNotWaiting(SyncReport sync) throws HeldRefusedException {
        if (sync.state() != SyncState.HELD) {
            throw HeldRefusedException.notHeld(sync);
        }
        Decision taken = sync.held().decision();
        if (taken != null) {
            throw HeldRefusedException.decided(sync, taken);
        }
        Optional<String> newer = supersededBy(sync);
        if (newer.isPresent()) {
            throw HeldRefusedException.superseded(sync, newer.get());
        }
    }

    /** A publication of its own, like that of a sync. */
    private Published delete(
            InstallationRecord installation, String sync, Instant at, List<DocumentChange> along, Fence fence) {
        String id = installation.id();
        // Also by a clock that stands still: at one time with the sync's own publish it would be taken for that one.
        Instant later = at.plusNanos(1);
        try (Staging scratch = new Staging(stagingDirectory, sync + "-approval", id, NOTHING, Set.of())) {
            ChangeSpool spool = scratch.spool();
            Diff diff = ingest.approved(id, sync, spool);
            return ingest.publish(
                    new Publication(id, installation.connector(), sync, later, along, fence), scratch, diff, spool);
        }
    }
}
