package io.cadastre.spi;

import io.cadastre.spi.step.Step;
import java.util.List;

/** A connector at work for one configured instance. Started before its first step runs, stopped after its last. */
public interface Installation {
    /** The steps of a sync. Called once per sync, before {@link #start()}. */
    List<Step> steps();

    /** Opens what the steps share. */
    default void start() throws ConnectorException {}

    /** Closes what {@link #start()} opened; called also when a step failed. */
    default void stop() {}

    /** Whether the source can be reached and read. Called with a timeout, by any thread. */
    default Health health() throws ConnectorException {
        return Health.unknown();
    }
}
