package io.cadastre.spi.step;

/** Counts what a step does. */
public interface StepMetrics {
    /** Counts one call to the source. */
    void call();
}
