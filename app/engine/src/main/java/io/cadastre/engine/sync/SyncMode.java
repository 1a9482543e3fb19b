package io.cadastre.engine.sync;

/** What a sync is for. */
public enum SyncMode {
    /** Collect, compare and publish. */
    FULL,
    /** Collect and compare; nothing is written to the graph. */
    PLAN
}
