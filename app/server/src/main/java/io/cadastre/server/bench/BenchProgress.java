package io.cadastre.server.bench;

import io.cadastre.server.bench.database.PhaseProgress;

/** Hears how far a benchmark is. Called by several threads, many times a second. */
public interface BenchProgress extends PhaseProgress {
    /**
     * A step begins, which has phases.
     *
     * @param name for people
     * @param number from 1
     * @param of how many steps there are
     */
    void step(String name, int number, int of);

    /** A case has been measured on both sides. */
    void measured(IngestResult.CaseResult result);
}
