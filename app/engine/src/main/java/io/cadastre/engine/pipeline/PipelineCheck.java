package io.cadastre.engine.pipeline;

import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Link;
import io.cadastre.spi.model.Loadable;
import io.cadastre.spi.model.Member;
import io.cadastre.spi.model.Output;
import io.cadastre.spi.model.RelationshipType;
import io.cadastre.spi.model.Schema;
import io.cadastre.spi.pipeline.Loader;
import io.cadastre.spi.pipeline.Pipeline;
import io.cadastre.spi.pipeline.Resolver;
import io.cadastre.spi.pipeline.SyncPlan;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds everything that is wrong with a pipeline before any of it runs. */
public final class PipelineCheck {
    private final Pipeline pipeline;
    private final Schema schema;
    private final Set<String> producedBySteps;
    private final Set<Member<?>> filled = new HashSet<>();
    private final Set<RelationshipType> asserted = new HashSet<>();
    private final Set<Member<?>> planned = new HashSet<>();
    private final Set<Loader> fetched = new HashSet<>();
    private final List<String> problems = new ArrayList<>();

    /**
     * Prepares the check of one pipeline.
     *
     * @param producedBySteps the outputs of the connector's own steps, by name; what fills their entities is not looked
     *     at
     */
    public PipelineCheck(Pipeline pipeline, Schema schema, Set<String> producedBySteps) {
        this.pipeline = pipeline;
        this.schema = schema;
        this.producedBySteps = Set.copyOf(producedBySteps);
    }

    /** Everything that is wrong, in words for the connector's author; empty if it can run. */
    public List<String> problems() {
        problems.clear();
        planned(pipeline.plan().instructions());
        fetched();
        resolvers();
        derivations();
        loaderNames();
        problems.addAll(new PipelineCompiler(pipeline, schema, Set.of()).problems());
        unfilled();
        return problems.stream().distinct().toList();
    }

    /** The names of what the pipeline finds. */
    public Set<String> produced() {
        Set<String> names = new LinkedHashSet<>();
        schema.roots().forEach(root -> names.add(root.outputName()));
        for (Resolver<?> resolver : pipeline.resolvers()) {
            for (Loader.OfCollection<?, ?> loader : resolver.collections()) {
                names.add(loader.field().target().outputName());
                names.add(loader.field().outputName());
            }
        }
        pipeline.derivations().forEach(derivation -> names.add(derivation.type().outputName()));
        return names;
    }

    private void planned(List<SyncPlan.Instruction> instructions) {
        for (SyncPlan.Instruction instruction : instructions) {
            switch (instruction) {
                case SyncPlan.LoadCollection<?> load -> {
                    planned.add(load.field());
                    root(load, load.selection());
                }
                case SyncPlan.LoadFields<?> load -> root(load, load.selection());
                case SyncPlan.Concurrent group -> planned(group.instructions());
            }
        }
    }

    private void root(SyncPlan.Instruction instruction, SyncPlan.Selection<?> selection) {
        if (selection.kind() == SyncPlan.Selection.Kind.ROOT && !schema.roots().contains(selection.type())) {
            problems.add("'" + instruction + "': '" + selection.type() + "' is not a root of the schema.");
        }
    }

    private void fetched() {
        for (Resolver<?> resolver : pipeline.resolvers()) {
            for (Loader.OfCollection<?, ?> loader : resolver.collections()) {
                if (loader instanceof Loader.DerivedCollection<?, ?, ?> derived && planned.contains(derived.field())) {
                    fetched.add(derived.source());
                }
            }
        }
    }

    /** One that the plan names serves all that are derived from its source. */
    private boolean listed(Loader.OfCollection<?, ?> loader) {
        return switch (loader) {
            case Loader.Listing<?, ?> listing -> planned.contains(listing.field());
            case Loader.DerivedCollection<?, ?, ?> derived -> fetched.contains(derived.source());
        };
    }

    private void resolvers() {
        Set<EntityType<?>> seen = new HashSet<>();
        for (Resolver<?> resolver : pipeline.resolvers()) {
            if (!seen.add(resolver.type())) {
                problems.add("There are two resolvers for '" + resolver.type() + "'.");
            }
            if (!schema.entityTypes().contains(resolver.type())) {
                problems.add("There is a resolver for '" + resolver.type() + "', which the schema does not contain.");
            }
            fields(resolver);
            Set<Member<?>> collected = new HashSet<>();
            for (Loader.OfCollection<?, ?> loader : resolver.collections()) {
                if (!collected.add(loader.field())) {
                    problems.add("Two loaders fill '" + loader.field() + "'.");
                }
                if (!listed(loader)) {
                    problems.add("Nothing lists '" + loader.field()
                            + "', though there is a loader for it: name it in the plan, or leave the loader out.");
                }
                fills(loader.fills());
                asserts(loader.field());
            }
        }
    }

    private <E> void fields(Resolver<E> resolver) {
        resolver.fields().forEach((member, loader) -> {
            if (!loader.type().equals(resolver.type())) {
                problems.add("The loader '" + loader.name() + "' loads '" + loader.type() + "' and cannot fill '"
                        + member + "'.");
            } else if (!loader.fills().contains(member)) {
                problems.add("The loader '" + loader.name() + "' is to fill '" + member
                        + "', which it does not say it fills: name it in fills(…).");
            }
            fills(Set.of(member));
        });
    }

    private void fills(Set<? extends Loadable<?>> members) {
        for (Loadable<?> member : members) {
            filled.add(member);
            if (member instanceof Link<?, ?> link) {
                asserts(link);
            }
        }
    }

    private void asserts(Link<?, ?> link) {
        filled.add(link);
        asserted.add(link.relationshipType());
    }

    private void derivations() {
        for (Loader.DerivedEntities<?, ?> derivation : pipeline.derivations()) {
            fills(derivation.fills());
            if (!schema.entityTypes().contains(derivation.type())) {
                problems.add("'" + derivation.source().name() + "' derives '" + derivation.type()
                        + "', which the schema does not contain.");
            }
            if (!fetched.contains(derivation.source())) {
                problems.add("'" + derivation.type() + "' is derived from '"
                        + derivation.source().name()
                        + "', which is never fetched: the plan names no collection that is derived from it.");
            }
        }
    }

    private void loaderNames() {
        Map<String, Loader> byName = new LinkedHashMap<>();
        for (Resolver<?> resolver : pipeline.resolvers()) {
            resolver.fields().values().forEach(loader -> named((Loader) loader, byName));
            for (Loader.OfCollection<?, ?> loader : resolver.collections()) {
                switch (loader) {
                    case Loader.Listing<?, ?> listing -> named(listing, byName);
                    case Loader.DerivedCollection<?, ?, ?> derived -> named(derived.source(), byName);
                }
            }
        }
        pipeline.derivations().forEach(derivation -> named(derivation.source(), byName));
    }

    private void named(Loader loader, Map<String, Loader> byName) {
        Loader other = byName.putIfAbsent(loader.name(), loader);
        if (other != null && !other.equals(loader)) {
            problems.add("Two loaders are called '" + loader.name() + "'.");
        }
        if (other == null && loader instanceof Loader.Batched<?> batched && batched.size() < 1) {
            problems.add("The loader '" + loader.name() + "' loads batches of " + batched.size() + ".");
        }
    }

    /** What the seeder stores about roots only it knows. */
    private void unfilled() {
        for (EntityType<?> type : schema.entityTypes()) {
            boolean elsewhere = producedBySteps.contains(type.outputName())
                    || schema.roots().contains(type);
            for (Member<?> member : type.members()) {
                boolean done = filled.contains(member)
                        || (member instanceof Link<?, ?> link && asserted.contains(link.relationshipType()))
                        || (member instanceof Output output && producedBySteps.contains(output.outputName()));
                if (!done && !(elsewhere && member instanceof Loadable<?>)) {
                    problems.add("Nothing fills '" + member + "'.");
                }
            }
        }
    }
}
