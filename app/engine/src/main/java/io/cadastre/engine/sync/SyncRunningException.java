package io.cadastre.engine.sync;

/** The installation is being synced already. The message is safe to show. */
public final class SyncRunningException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String runningSync;

    public SyncRunningException(String runningSync) {
        this(runningSync, "Sync " + runningSync + " of this installation is running. Wait for it, or cancel it.");
    }

    private SyncRunningException(String runningSync, String message) {
        super(message);
        this.runningSync = runningSync;
    }

    /** The installation is not being synced, but deletions of one of its syncs are being carried out. */
    static SyncRunningException deciding(String sync) {
        return new SyncRunningException(
                sync, "The decision about the held deletions of sync " + sync + " is being carried out. Wait for it.");
    }

    /** The id of the sync that runs. */
    public String runningSync() {
        return runningSync;
    }
}
