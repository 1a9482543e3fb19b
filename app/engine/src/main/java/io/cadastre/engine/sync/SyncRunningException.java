package io.cadastre.engine.sync;

/** The installation is being synced already. The message is safe to show. */
public final class SyncRunningException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String runningSync;

    public SyncRunningException(String runningSync) {
        super("Sync " + runningSync + " of this installation is running. Wait for it, or cancel it.");
        this.runningSync = runningSync;
    }

    /** The id of the sync that runs. */
    public String runningSync() {
        return runningSync;
    }
}
