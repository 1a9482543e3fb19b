package io.cadastre.engine.pipeline;

import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.model.EntityInput;
import io.cadastre.spi.model.EntityRef;
import io.cadastre.spi.pipeline.ErrorPolicy;
import io.cadastre.spi.pipeline.LoadPolicy;
import io.cadastre.spi.pipeline.Loader;
import io.cadastre.spi.pipeline.SyncPlan.Selection;
import io.cadastre.spi.step.StepBody;
import io.cadastre.spi.step.StepContext;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Gatherers;
import java.util.stream.Stream;

/**
 * Loads fields of each selected entity: several at once, each for itself, so that a bad one fails alone.
 *
 * @param <E> the holder class of the entity type
 */
final class LoadingStep<E> implements StepBody {
    private static final int LOOKUP = 500;

    private final Loader.OfEntity<E> loader;
    private final Selection<E> selection;

    LoadingStep(Loader.OfEntity<E> loader, Selection<E> selection) {
        this.loader = loader;
        this.selection = selection;
    }

    String id() {
        return loader.type().name() + ":" + loader.name() + Selected.suffix(selection);
    }

    String describe() {
        return loader.name() + " of each " + loader.type();
    }

    @Override
    public void run(StepContext context) throws Exception {
        HostStep step = (HostStep) context;
        Fresh fresh = new Fresh(loader.name() + Selected.suffix(selection), loader.policy(), step);
        if (fresh.any()) {
            step.leftOut(loader.type());
        }
        AtomicReference<Exception> failure = new AtomicReference<>();
        Calling<E> calling = switch (loader) {
            case Loader.OneByOne<E> single ->
                refs -> {
                    for (EntityRef<E> ref : refs) {
                        loadOne(single, ref, step, failure);
                    }
                };
            case Loader.Batched<E> batched -> refs -> loadBatch(batched, refs, step, failure);
        };
        int size = loader instanceof Loader.Batched<E> batched ? batched.size() : 1;
        try (Stream<EntityRef<E>> refs = Selected.by(selection, step)) {
            Stream<List<EntityRef<E>>> batches = refs.gather(Gatherers.windowFixed(fresh.any() ? LOOKUP : size))
                    .flatMap(window -> toLoad(window, fresh, step, size));
            Concurrently.forEach(batches, loader.policy().concurrency(), batch -> {
                calling.load(batch);
                if (loader.policy().errors() == ErrorPolicy.FAIL_STEP && failure.get() != null) {
                    throw failure.get();
                }
            });
        }
        fresh.loaded();
    }

    /** Loads a batch and emits what came. */
    @FunctionalInterface
    private interface Calling<E> {
        void load(List<EntityRef<E>> refs) throws Exception;
    }

    /** Leaves out those of which the graph has what is still good. */
    private Stream<List<EntityRef<E>>> toLoad(List<EntityRef<E>> window, Fresh fresh, HostStep step, int size) {
        if (!fresh.any()) {
            return Stream.of(window);
        }
        Set<String> known = step.knownBefore(
                loader.type(), window.stream().map(EntityRef::key).toList());
        return window.stream().filter(ref -> !known.contains(ref.key())).gather(Gatherers.windowFixed(size));
    }

    private void loadOne(Loader.OneByOne<E> single, EntityRef<E> ref, HostStep step, AtomicReference<Exception> failure)
            throws InterruptedException {
        step.addition(ref, loader.name(), emitter -> {
            try {
                emitter.enrich(checked(ref, single.load().load(step, ref)));
            } catch (ConnectorException.NotFound e) {
                if (!single.policy().absentIfNotFound()) {
                    failure.set(e);
                    throw e;
                }
            } catch (Exception e) {
                failure.set(e);
                throw e;
            }
        });
    }

    private EntityInput checked(EntityRef<E> ref, EntityInput input) throws ConnectorException.BadData {
        if (!input.type().equals(ref.type().name()) || !input.key().equals(ref.key())) {
            throw new ConnectorException.BadData(
                    "Loader '" + loader.name() + "' was asked for " + ref.type() + " '" + ref.key() + "' and gave "
                            + input.type() + " '" + input.key() + "'.",
                    null);
        }
        return input;
    }

    private void loadBatch(
            Loader.Batched<E> batched, List<EntityRef<E>> refs, HostStep step, AtomicReference<Exception> failure)
            throws Exception {
        Map<String, EntityInput> loaded = new HashMap<>();
        Exception error = null;
        try {
            index(batched.load().load(step, refs), loaded);
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            error = e;
            failure.set(e);
        }
        Exception failed = error;
        for (EntityRef<E> ref : refs) {
            EntityInput input = loaded.get(ref.key());
            LoadPolicy policy = batched.policy();
            step.addition(ref, loader.name(), emitter -> {
                if (failed != null) {
                    throw failed;
                }
                if (input != null) {
                    emitter.enrich(input);
                } else if (!policy.absentIfNotFound()) {
                    ConnectorException missing =
                            new ConnectorException.NotFound("The answer of loader '" + batched.name() + "' lacks it.");
                    failure.set(missing);
                    throw missing;
                }
            });
        }
    }

    private void index(Collection<EntityInput> inputs, Map<String, EntityInput> byKey) {
        inputs.stream()
                .filter(input -> input.type().equals(loader.type().name()))
                .forEach(input -> byKey.put(input.key(), input));
    }
}
