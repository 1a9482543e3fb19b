package io.cadastre.engine.pipeline;

import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.model.CollectionField;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Loadable;
import io.cadastre.spi.model.MatchField;
import io.cadastre.spi.model.Output;
import io.cadastre.spi.model.RefField;
import io.cadastre.spi.model.Schema;
import io.cadastre.spi.pipeline.Loader;
import io.cadastre.spi.pipeline.Pipeline;
import io.cadastre.spi.pipeline.Resolver;
import io.cadastre.spi.pipeline.Strategy;
import io.cadastre.spi.pipeline.SyncPlan;
import io.cadastre.spi.pipeline.SyncPlan.Instruction;
import io.cadastre.spi.pipeline.SyncPlan.Selection;
import io.cadastre.spi.step.Step;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Compiles a pipeline to steps: the seeder is one, each listing and each loader of the plan is one. What comes first in
 * the plan runs first; what needs another step's entities is skipped if that step does not do its work.
 *
 * <p>Used for one pipeline.
 */
public final class PipelineCompiler {
    static final String SEED = "seed";
    static final String POSITION = "position";
    static final String CHANGES = "changes";

    private final Pipeline pipeline;
    private final Schema schema;
    private final Set<String> wanted;
    private final Map<String, Step> steps = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();

    /**
     * Prepares for one pipeline.
     *
     * @param wanted the names of manual loaders that somebody asked for
     */
    public PipelineCompiler(Pipeline pipeline, Schema schema, Set<String> wanted) {
        this.pipeline = pipeline;
        this.schema = schema;
        this.wanted = Set.copyOf(wanted);
    }

    /**
     * The steps that read everything.
     *
     * @throws ConnectorException.Configuration with everything in the plan that cannot run
     */
    public List<Step> everything() throws ConnectorException {
        List<Step> all = compiled();
        if (!problems.isEmpty()) {
            throw new ConnectorException.Configuration(
                    "The connector's plan cannot run. " + String.join(" ", problems));
        }
        return all;
    }

    /** Everything in the plan that cannot run, in words for its author; empty if it can. */
    public List<String> problems() {
        compiled();
        return List.copyOf(problems);
    }

    /** The one step that reads what changed since the last sync. */
    public List<Step> changes() {
        List<Output> outputs = new ArrayList<>(schema.entityTypes());
        outputs.addAll(schema.links().values());
        outputs.addAll(schema.matchFields().values());
        return List.of(Step.named(CHANGES, "Read what changed")
                .produces(outputs.toArray(Output[]::new))
                .runs(context -> new FeedReader(pipeline, (HostStep) context).read()));
    }

    private List<Step> compiled() {
        steps.clear();
        problems.clear();
        Set<String> before = new LinkedHashSet<>();
        pipeline.changeFeed()
                .ifPresent(feed -> before.add(add(Step.named(POSITION, "Ask where the change feed stands")
                        .runs(context -> new FeedReader(pipeline, (HostStep) context).begin()))));
        Set<Output> roots = new LinkedHashSet<>(schema.roots());
        schema.roots().forEach(root -> roots.addAll(refs(root.members())));
        before.add(add(Step.named(SEED, "Find where to begin")
                .produces(roots.toArray(Output[]::new))
                .after(before.toArray(String[]::new))
                .runs(pipeline.seeder()::seed)));
        sequence(pipeline.plan().instructions(), before);
        autoload();
        return List.copyOf(steps.values());
    }

    private String add(Step step) {
        steps.put(step.id(), step);
        return step.id();
    }

    private Set<String> sequence(List<Instruction> instructions, Set<String> start) {
        Set<String> before = start;
        for (Instruction instruction : instructions) {
            Set<String> ran = instruction(instruction, before);
            before = ran.isEmpty() ? before : ran;
        }
        return before;
    }

    /** Gives the ids of the steps it became. */
    private Set<String> instruction(Instruction instruction, Set<String> before) {
        return switch (instruction) {
            case SyncPlan.LoadCollection<?> load -> loadCollection(load, before);
            case SyncPlan.LoadFields<?> load -> loadFields(load, before);
            case SyncPlan.Concurrent group -> {
                Set<String> ran = new LinkedHashSet<>();
                group.instructions().forEach(member -> ran.addAll(instruction(member, before)));
                yield ran;
            }
        };
    }

    private <E> Set<String> loadCollection(SyncPlan.LoadCollection<E> load, Set<String> before) {
        Resolver<E> resolver = resolver(load.selection().type());
        Loader.OfCollection<E, ?> loader =
                resolver == null ? null : resolver.loaderOf(load.field()).orElse(null);
        if (loader == null) {
            problems.add("'" + load + "': nothing fills '" + load.field() + "'.");
            return Set.of();
        }
        return list(load.selection(), loader, before, load.toString());
    }

    private <E> Set<String> list(
            Selection<E> selection, Loader.OfCollection<E, ?> loader, Set<String> before, String what) {
        ListingStep<E, ?> listing = switch (loader) {
            case Loader.Listing<E, ?> direct -> ListingStep.of(direct, selection);
            case Loader.DerivedCollection<E, ?, ?> derived -> derivedListing(derived, selection);
        };
        if (steps.containsKey(listing.id())) {
            // Another member of the plan names the same source: one pass serves both.
            return Set.of(listing.id());
        }
        Step step = Step.named(listing.id(), "List " + listing.describe())
                .produces(listing.outputs().toArray(Output[]::new))
                .runs(listing);
        if (listing.policy().strategy() == Strategy.MANUAL && !wanted.contains(listing.loader())) {
            // It stays in the plan: what it found before is not gone because another listing does not have it (I7).
            step = step.disabled("Runs only when somebody asks for '" + listing.loader() + "'.");
        }
        return Set.of(add(needing(selection, step, before, what)));
    }

    private <P, R> ListingStep<P, R> derivedListing(Loader.DerivedCollection<P, ?, R> named, Selection<P> selection) {
        List<Loader.Derivation<R>> derivations = new ArrayList<>();
        Stream.concat(
                        pipeline.resolvers().stream().flatMap(resolver -> resolver.collections().stream()),
                        pipeline.derivations().stream())
                .forEach(candidate -> {
                    if (candidate instanceof Loader.Derivation<?> derivation
                            && derivation.source().equals(named.source())) {
                        @SuppressWarnings("unchecked")
                        Loader.Derivation<R> same = (Loader.Derivation<R>) derivation;
                        derivations.add(same);
                    }
                });
        return ListingStep.of(named.source(), derivations, selection);
    }

    private <E> Set<String> loadFields(SyncPlan.LoadFields<E> load, Set<String> before) {
        Resolver<E> resolver = resolver(load.selection().type());
        Map<String, Loader.OfEntity<E>> loaders = new LinkedHashMap<>();
        for (Loadable<E> member : load.members()) {
            Loader.OfEntity<E> loader =
                    resolver == null ? null : resolver.fields().get(member);
            if (loader != null) {
                loaders.put(loader.name(), loader);
            } else if (!filledByListing(member)) {
                problems.add("'" + load + "': nothing fills '" + member + "'.");
            }
        }
        Set<String> ran = new LinkedHashSet<>();
        loaders.values().forEach(loader -> ran.addAll(load(load.selection(), loader, before, load.toString())));
        return ran;
    }

    private <E> Set<String> load(Selection<E> selection, Loader.OfEntity<E> loader, Set<String> before, String what) {
        LoadingStep<E> loading = new LoadingStep<>(loader, selection);
        if (steps.containsKey(loading.id())) {
            // One call per loader and entity, however many of its fields the plan names, and where.
            return Set.of(loading.id());
        }
        if (loader.policy().strategy() == Strategy.MANUAL && !wanted.contains(loader.name())) {
            return Set.of();
        }
        return Set.of(add(needing(
                selection,
                Step.named(loading.id(), "Load " + loading.describe())
                        .produces(refs(loader.fills()).toArray(Output[]::new))
                        .enriches(loader.type())
                        .runs(loading),
                before,
                what)));
    }

    /** Lets a step come after those before it in the plan, and depend on the only one that finds its entities. */
    private Step needing(Selection<?> selection, Step step, Set<String> before, String what) {
        Set<String> after = new LinkedHashSet<>(before);
        Set<String> producers = new LinkedHashSet<>();
        if (selection.kind() == Selection.Kind.ROOT) {
            if (!schema.roots().contains(selection.type())) {
                problems.add("'" + what + "': '" + selection.type() + "' is not a root of the schema.");
            }
            producers.add(SEED);
        } else if (selection.kind() == Selection.Kind.ALL) {
            steps.values().stream()
                    .filter(earlier -> earlier.outputs().contains(selection.type()))
                    .map(Step::id)
                    .forEach(producers::add);
            if (producers.isEmpty()) {
                problems.add("'" + what + "': nothing before it finds a '" + selection.type() + "'.");
            }
        }
        after.addAll(producers);
        return producers.size() == 1
                ? step.dependsOn(producers.iterator().next()).after(after.toArray(String[]::new))
                : step.after(after.toArray(String[]::new));
    }

    /** What nobody's listing tells and the plan does not name is loaded after the plan. */
    private void autoload() {
        Set<String> before = Set.copyOf(steps.keySet());
        for (Resolver<?> resolver : pipeline.resolvers()) {
            autoload(resolver, before);
        }
    }

    private <E> void autoload(Resolver<E> resolver, Set<String> before) {
        boolean found = steps.values().stream().anyMatch(step -> step.outputs().contains(resolver.type()));
        if (!found) {
            return;
        }
        Set<String> done = new HashSet<>();
        resolver.fields().forEach((member, loader) -> {
            boolean asked = loader.policy().strategy() == Strategy.AUTOLOAD || wanted.contains(loader.name());
            if (asked && (!filledByListing(member) || wanted.contains(loader.name())) && done.add(loader.name())) {
                load(SyncPlan.forAll(resolver.type()), loader, before, "autoload " + member);
            }
        });
    }

    private boolean filledByListing(Loadable<?> member) {
        return Stream.concat(
                        pipeline.resolvers().stream()
                                .flatMap(resolver -> resolver.collections().stream())
                                .flatMap(loader -> loader.fills().stream()),
                        pipeline.derivations().stream().flatMap(derivation -> derivation.fills().stream()))
                .anyMatch(member::equals);
    }

    @SuppressWarnings("unchecked")
    private <E> @org.jspecify.annotations.Nullable Resolver<E> resolver(EntityType<E> type) {
        return (Resolver<E>) pipeline.resolvers().stream()
                .filter(resolver -> resolver.type().equals(type))
                .findFirst()
                .orElse(null);
    }

    /** The links among the members of a type that lead to one other entity. */
    static List<Output> refs(Collection<?> members) {
        List<Output> links = new ArrayList<>();
        for (Object member : members) {
            if (member instanceof RefField<?, ?> link) {
                links.add(link);
            } else if (member instanceof MatchField<?> link) {
                links.add(link);
            }
        }
        return links;
    }

    /** What listing a collection emits. */
    static Set<Output> outputs(CollectionField<?, ?> field, Collection<?> fills) {
        Set<Output> outputs = new LinkedHashSet<>();
        outputs.add(field.target());
        outputs.add(field);
        outputs.addAll(refs(fills));
        return outputs;
    }
}
