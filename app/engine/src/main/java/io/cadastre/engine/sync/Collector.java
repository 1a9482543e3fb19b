package io.cadastre.engine.sync;

import io.cadastre.cypher.ingest.Evidence.Enumeration;
import io.cadastre.cypher.ingest.PriorGraph;
import io.cadastre.cypher.ingest.Scopes;
import io.cadastre.cypher.schema.IndexedProperties;
import io.cadastre.engine.checkpoint.Checkpoint;
import io.cadastre.engine.pipeline.FeedReader;
import io.cadastre.engine.pipeline.PipelineCompiler;
import io.cadastre.engine.staging.Staging;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.Env;
import io.cadastre.spi.Installation;
import io.cadastre.spi.model.Schema;
import io.cadastre.spi.pipeline.Pipeline;
import io.cadastre.spi.step.Outcome;
import io.cadastre.spi.step.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Collects what one started installation has: reads only what changed where that is known, else everything.
 *
 * <p>Used for one sync, by one thread.
 */
final class Collector {
    private final Installation source;
    private final Schema schema;
    private final SyncRequest request;
    private final Ground ground;
    private final StepBoard board;
    private final ProblemLog problems;
    private final Hearing hearing;

    /**
     * Where and for whom something is collected.
     *
     * @param syncId the sync
     * @param installation whose entities they are
     * @param reading what decides how the source is read, beside the schema
     * @param startedAt when the sync began
     * @param prior what the graph has of them
     * @param indexed the properties that indexes are over
     * @param staging opens an empty area for these readable types
     * @param env makes what a step calls the outside with
     */
    record Ground(
            String syncId,
            String installation,
            String reading,
            Instant startedAt,
            PriorGraph prior,
            IndexedProperties indexed,
            Function<Set<String>, Staging> staging,
            Function<StepRun, Env> env) {}

    /** Hears of each round of steps before it runs, so that it can be cancelled. */
    @FunctionalInterface
    interface Hearing {
        void running(StepGraphRunner runner);
    }

    Collector(
            Installation source,
            Schema schema,
            SyncRequest request,
            Ground ground,
            StepBoard board,
            ProblemLog problems,
            Hearing hearing) {
        this.source = source;
        this.schema = schema;
        this.request = request;
        this.ground = ground;
        this.board = board;
        this.problems = problems;
        this.hearing = hearing;
    }

    /**
     * Collects into a new staging area, which is the caller's to close.
     *
     * @param checkpoint what the last sync left; gets what this one leaves
     */
    Staging collect(Checkpoint checkpoint) throws ConnectorException, InterruptedException {
        List<Step> own = source.steps();
        Optional<Pipeline> pipeline = source.pipeline();
        if (pipeline.isPresent()
                && !request.reload()
                && FeedReader.suffices(pipeline.get(), checkpoint, ground.startedAt())) {
            Optional<Staging> changed =
                    collect(join(own, compiler(pipeline.get()).changes()), checkpoint);
            if (changed.isPresent()) {
                return changed.get();
            }
            // The source no longer knows the position: everything is read, in this very sync.
        }
        List<Step> everything =
                pipeline.isPresent() ? join(own, compiler(pipeline.get()).everything()) : own;
        return collect(everything, checkpoint)
                .orElseThrow(() -> new ConnectorException.BadData(
                        "The source lost the position in its change feed while everything was read.", null));
    }

    private PipelineCompiler compiler(Pipeline pipeline) {
        return new PipelineCompiler(pipeline, schema, request.loaders());
    }

    private static List<Step> join(List<Step> some, List<Step> more) {
        List<Step> all = new ArrayList<>(some);
        all.addAll(more);
        return all;
    }

    /** Empty if a position was lost. */
    private Optional<Staging> collect(List<Step> steps, Checkpoint checkpoint)
            throws ConnectorException, InterruptedException {
        StepGraph graph = StepGraph.of(steps, schema);
        Staging staging = ground.staging().apply(graph.readableTypes());
        boolean done = false;
        try {
            boolean lost = run(graph, staging, checkpoint);
            done = !lost;
            return lost ? Optional.empty() : Optional.of(staging);
        } finally {
            if (!done) {
                staging.close();
            }
        }
    }

    /** Says whether a position was lost. */
    private boolean run(StepGraph graph, Staging staging, Checkpoint checkpoint) throws InterruptedException {
        StepRun.Surroundings around = new StepRun.Surroundings(
                ground.installation(),
                ground.reading(),
                ground.startedAt(),
                staging,
                ground.prior(),
                checkpoint,
                problems);
        Set<String> shared = graph.sharedOutputs();
        List<StepRun> runs = new ArrayList<>();
        for (Step step : graph.steps()) {
            runs.add(new StepRun(
                    step,
                    around,
                    new EmitCheck(step, schema, ground.indexed()),
                    graph.readableTypes(step),
                    graph.ownTypes(step),
                    shared,
                    ground.env()));
        }
        board.show(runs);
        StepGraphRunner runner = new StepGraphRunner(runs, board);
        hearing.running(runner);
        runner.run();
        if (runs.stream().anyMatch(StepRun::lostPosition)) {
            return true;
        }
        staging.seal();
        staging.settle(ground.prior());
        noteIncomplete(staging, checkpoint);
        return false;
    }

    private void noteIncomplete(Staging staging, Checkpoint checkpoint) {
        Set<Enumeration> noted = new HashSet<>();
        staging.forEachIncomplete((entity, missing) -> {
            String why = "An entity of type '" + entity.type() + "' lacks " + String.join(", ", missing) + ".";
            problems.add("required-missing", "", entity.type(), why);
            checkpoint.readListingsAgain();
            for (String scope : Scopes.split(entity.scope())) {
                if (noted.add(new Enumeration(entity.type(), scope))) {
                    staging.evidence().note(entity.type(), scope, new Outcome.Partial(why));
                }
            }
        });
    }
}
