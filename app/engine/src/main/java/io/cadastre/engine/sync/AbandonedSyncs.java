package io.cadastre.engine.sync;

import io.cadastre.cypher.ingest.Ingest;
import io.cadastre.cypher.lease.Leases;
import io.cadastre.cypher.platform.Document;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the reports of syncs whose process is gone: nobody else would. A process is gone if the sync has no lease any
 * more, or one that has expired; that is broken first, so that what it says of the sync stays true if it wakes up.
 */
final class AbandonedSyncs {
    private static final Logger LOG = LoggerFactory.getLogger(AbandonedSyncs.class);

    private final SyncReports reports;
    private final Leases leases;
    private final Ingest ingest;
    private final Clock clock;

    AbandonedSyncs(SyncReports reports, Leases leases, Ingest ingest, Clock clock) {
        this.reports = reports;
        this.leases = leases;
        this.ingest = ingest;
        this.clock = clock;
    }

    /**
     * Looks at all syncs that say they are running.
     *
     * @param here whether a sync runs in this process, which knows better
     */
    void end(Predicate<String> here) {
        reports.forEachRunning(document -> {
            if (!here.test(document.id()) && abandoned(SyncReports.read(document))) {
                end(document);
            }
        });
    }

    private boolean abandoned(SyncReport report) {
        boolean held = leases.find(report.installation())
                .filter(lease -> lease.purpose().equals(report.id()))
                .isPresent();
        return !held || leases.breakExpired(report.installation());
    }

    private void end(Document document) {
        SyncReport report = SyncReports.read(document);
        String reason = "The process that ran it ended, or was not heard of for too long, " + when(report);
        LOG.warn("Sync {} is over. {}", report.id(), reason);
        reports.end(document, report.ended(SyncState.INTERRUPTED, clock.instant(), reason));
        ingest.held().abandon(report.installation(), report.id());
    }

    private String when(SyncReport report) {
        if (ingest.lastPublished(report.installation()).equals(Optional.of(report.id()))) {
            return "just after its changes were published.";
        }
        boolean midway = ingest.publishing(report.installation())
                .filter(state -> state.sync().equals(report.id()))
                .isPresent();
        return midway
                ? "while it published: a part is in the graph. Its next start, or the next sync, brings it to an end."
                : "before it published; nothing was written.";
    }
}
