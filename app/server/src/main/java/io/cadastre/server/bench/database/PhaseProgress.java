package io.cadastre.server.bench.database;

/** Hears how far something long is. Called many times a second. */
public interface PhaseProgress {
    /**
     * A phase begins.
     *
     * @param name for people
     * @param rows how many rows it works through; 0 if nobody knows
     */
    void phase(String name, long rows);

    /** How many rows of the phase are done. */
    void done(long rows);
}
