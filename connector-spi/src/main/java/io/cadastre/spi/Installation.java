package io.cadastre.spi;

import io.cadastre.spi.http.HttpSettings;
import io.cadastre.spi.model.Schema;
import io.cadastre.spi.pipeline.Pipeline;
import io.cadastre.spi.step.Step;
import java.util.List;
import java.util.Optional;

/**
 * A connector at work for one configured instance: the typed context that its steps and loaders share. Made by
 * {@link ConnectorModule#initialise}, which calls nobody; started before the first step runs, stopped after the last.
 */
public interface Installation {
    /** An installation that has steps and nothing to open. */
    static Installation of(Step... steps) {
        List<Step> all = List.of(steps);
        return new Installation() {
            @Override
            public List<Step> steps() {
                return all;
            }
        };
    }

    /** An installation that has a pipeline and nothing to open. */
    static Installation of(Pipeline pipeline) {
        return new Installation() {
            @Override
            public Optional<Pipeline> pipeline() {
                return Optional.of(pipeline);
            }
        };
    }

    /** Opens what the steps share. */
    default void start(Env env) throws ConnectorException, InterruptedException {}

    /** Closes what {@link #start} opened; called also when it or a step failed. */
    default void stop() {}

    /**
     * What this installation may emit, where that is known only after {@link #start}. Mostly empty: the connector's own
     * schema holds.
     */
    default Optional<Schema> schema() {
        return Optional.empty();
    }

    /** The steps of a sync in step style. Called once per sync, after {@link #start}, and when connectors are checked. */
    default List<Step> steps() {
        return List.of();
    }

    /** What a sync does in pipeline style; a connector may have both. Called when {@link #steps} is. */
    default Optional<Pipeline> pipeline() {
        return Optional.empty();
    }

    /** How {@link Env#http()} speaks to the source. */
    default Optional<HttpSettings> http() {
        return Optional.empty();
    }

    /**
     * Whether the source can be reached and read. Called with a timeout, on a schedule, without {@link #start}.
     *
     * @return unknown if only a sync can tell
     */
    default Health health(Env env) throws ConnectorException, InterruptedException {
        return Health.unknown();
    }
}
