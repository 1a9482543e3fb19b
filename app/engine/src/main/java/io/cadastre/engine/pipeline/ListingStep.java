package io.cadastre.engine.pipeline;

import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.model.CollectionField;
import io.cadastre.spi.model.EntityInput;
import io.cadastre.spi.model.EntityRef;
import io.cadastre.spi.model.Output;
import io.cadastre.spi.page.Page;
import io.cadastre.spi.page.PageRequest;
import io.cadastre.spi.pipeline.ErrorPolicy;
import io.cadastre.spi.pipeline.Item;
import io.cadastre.spi.pipeline.LoadPolicy;
import io.cadastre.spi.pipeline.Loader;
import io.cadastre.spi.pipeline.SyncPlan.Selection;
import io.cadastre.spi.step.Emitter;
import io.cadastre.spi.step.StepBody;
import io.cadastre.spi.step.StepContext;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Lists something of each selected parent: each parent is a scope of its own, several are listed at once, and one that
 * fails stops none of the others.
 *
 * @param <P> the holder class of the parents' entity type
 * @param <R> what is listed
 */
final class ListingStep<P, R> implements StepBody {
    private final String loader;
    private final String id;
    private final Set<Output> outputs;
    private final LoadPolicy policy;
    private final Selection<P> selection;
    private final Loader.LoadsPage<P, R> load;
    private final Taking<P, R> taking;

    /** Emits what a page holds. */
    @FunctionalInterface
    private interface Taking<P, R> {
        void take(EntityRef<P> parent, R raw, Emitter emitter) throws Exception;
    }

    private ListingStep(
            String loader,
            String id,
            Set<Output> outputs,
            LoadPolicy policy,
            Selection<P> selection,
            Loader.LoadsPage<P, R> load,
            Taking<P, R> taking) {
        this.loader = loader;
        this.id = id;
        this.outputs = outputs;
        this.policy = policy;
        this.selection = selection;
        this.load = load;
        this.taking = taking;
    }

    static <P, T> ListingStep<P, Item<T>> of(Loader.Listing<P, T> listing, Selection<P> selection) {
        return new ListingStep<>(
                listing.name(),
                listing.field().owner().name() + "." + listing.field().name() + Selected.suffix(selection),
                PipelineCompiler.outputs(listing.field(), listing.fills()),
                listing.policy(),
                selection,
                listing.load(),
                (parent, item, emitter) -> emit(listing.field(), parent, item, emitter));
    }

    /** All derivations of a source run on each of its pages. */
    static <P, R> ListingStep<P, R> of(
            Loader.Source<P, R> source, List<Loader.Derivation<R>> derivations, Selection<P> selection) {
        Set<Output> outputs = new LinkedHashSet<>();
        for (Loader.Derivation<R> derivation : derivations) {
            switch (derivation) {
                case Loader.DerivedCollection<?, ?, R> derived ->
                    outputs.addAll(PipelineCompiler.outputs(derived.field(), derived.fills()));
                case Loader.DerivedEntities<?, R> derived -> {
                    outputs.add(derived.type());
                    outputs.addAll(PipelineCompiler.refs(derived.fills()));
                }
            }
        }
        return new ListingStep<>(
                source.name(),
                source.parent().name() + "." + source.name() + Selected.suffix(selection),
                outputs,
                source.policy(),
                selection,
                source.load(),
                (parent, raw, emitter) -> {
                    for (Loader.Derivation<R> derivation : derivations) {
                        derive(derivation, parent, raw, emitter);
                    }
                });
    }

    private static <P, R> void derive(Loader.Derivation<R> derivation, EntityRef<P> parent, R raw, Emitter emitter)
            throws Exception {
        switch (derivation) {
            case Loader.DerivedCollection<?, ?, R> derived -> {
                // The source's parent type is the owner of each of its collections.
                @SuppressWarnings("unchecked")
                Loader.DerivedCollection<P, Object, R> same = (Loader.DerivedCollection<P, Object, R>) derived;
                for (Item<Object> item : same.extract().from(raw)) {
                    emit(same.field(), parent, item, emitter);
                }
            }
            case Loader.DerivedEntities<?, R> derived -> {
                for (EntityInput entity : derived.extract().from(raw)) {
                    emitter.emit(entity);
                }
            }
        }
    }

    private static <P, T> void emit(CollectionField<P, T> field, EntityRef<P> parent, Item<T> item, Emitter emitter) {
        item.described().ifPresent(emitter::emit);
        emitter.emit(field.between(parent, field.target().ref(item.key()), item.properties()));
    }

    String loader() {
        return loader;
    }

    String id() {
        return id;
    }

    Set<Output> outputs() {
        return outputs;
    }

    LoadPolicy policy() {
        return policy;
    }

    String describe() {
        return loader + " of each " + selection.type();
    }

    @Override
    public void run(StepContext context) throws Exception {
        HostStep step = (HostStep) context;
        Fresh fresh = new Fresh(loader + Selected.suffix(selection), policy, step);
        AtomicReference<Exception> failure = new AtomicReference<>();
        Concurrently.forEach(Selected.by(selection, step), policy.concurrency(), parent -> {
            boolean asBefore = fresh.isFresh(parent);
            step.scope(parent, emitter -> {
                if (asBefore) {
                    emitter.unchanged(fresh.reason());
                } else {
                    list(step, parent, emitter, failure);
                }
            });
            if (policy.errors() == ErrorPolicy.FAIL_STEP && failure.get() != null) {
                throw failure.get();
            }
        });
        fresh.loaded();
    }

    private void list(HostStep step, EntityRef<P> parent, Emitter emitter, AtomicReference<Exception> failure)
            throws Exception {
        try {
            emitter.follow(loader, request -> page(step, parent, request), items -> {
                for (R raw : items) {
                    try {
                        taking.take(parent, raw, emitter);
                    } catch (ConnectorException.BadData e) {
                        // One bad object fails alone; nothing in this scope is taken for deleted because of it.
                        failure.set(e);
                        String what = loader + " of " + parent.type() + " '" + parent.key() + "': " + e.getMessage();
                        step.problem("object-unreadable", parent.type(), what);
                        emitter.partial(what);
                    }
                }
            });
        } catch (Exception e) {
            failure.set(e);
            throw e;
        }
    }

    private Page<R> page(HostStep step, EntityRef<P> parent, PageRequest request) throws Exception {
        try {
            return load.load(step, parent, request);
        } catch (ConnectorException.NotFound e) {
            // Only a listing that was not found is empty: a page that follows another was lost on the way (I7).
            if (policy.absentIfNotFound() && request.cursor() == null) {
                return Page.last(List.of());
            }
            throw e;
        }
    }
}
