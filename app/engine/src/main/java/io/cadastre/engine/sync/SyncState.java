package io.cadastre.engine.sync;

/** How far a sync is, or how it ended. */
public enum SyncState {
    QUEUED,
    COLLECTING,
    DIFFING,
    PUBLISHING,
    /** Published, with complete evidence for all that was to be looked at. */
    SUCCEEDED,
    /** Published, but something was not seen; what was there is kept. */
    PARTIAL,
    /** Published, but deletions wait for a person. */
    HELD,
    /** Nothing was seen or nothing could be published. */
    FAILED,
    CANCELLED,
    /** The process ended while it ran. */
    INTERRUPTED;

    /** Whether it is still under way. */
    public boolean running() {
        return compareTo(PUBLISHING) <= 0;
    }
}
