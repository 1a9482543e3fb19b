package io.cadastre.engine.sync;

import io.cadastre.cypher.lease.Lease;
import io.cadastre.engine.lease.LeaseWatch;

/**
 * A sync of this process, under the lease of its installation. Whenever that is renewed, other processes are shown how
 * far it is, and it is heard whether they want it to stop.
 */
final class RunningSync implements LeaseWatch {
    private final SyncRun run;
    private final Lease lease;
    private final SyncReports reports;

    RunningSync(SyncRun run, Lease lease, SyncReports reports) {
        this.run = run;
        this.lease = lease;
        this.reports = reports;
    }

    SyncRun run() {
        return run;
    }

    Lease lease() {
        return lease;
    }

    /** Keeps the report as it is now. One at a time, so that an earlier one is never written over a later one. */
    synchronized SyncReport keep() {
        SyncReport report = run.report();
        reports.keep(report);
        return report;
    }

    /** Asks it to stop; says whether it will. */
    boolean cancel() {
        return run.stop(SyncState.CANCELLED, "It was cancelled; nothing was written.");
    }

    @Override
    public void renewed() {
        keep();
    }

    @Override
    public void cancelRequested() {
        cancel();
    }

    @Override
    public void lost() {
        // If it publishes already, the fence decides.
        run.stop(
                SyncState.INTERRUPTED,
                "Another process has taken over this installation since this one was last heard of;"
                        + " nothing was written.");
    }
}
