package io.cadastre.engine.sync;

import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Link;
import io.cadastre.spi.model.MatchField;
import io.cadastre.spi.model.Output;
import io.cadastre.spi.model.Schema;
import io.cadastre.spi.step.Step;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The steps of a sync with their dependencies: a graph without cycles (I4). */
public final class StepGraph {
    private final Map<String, Step> steps;

    private StepGraph(Map<String, Step> steps) {
        this.steps = steps;
    }

    /**
     * Checks the steps before any of them runs (I4).
     *
     * @throws ConnectorException.Configuration with all problems at once
     */
    static StepGraph of(List<Step> declared, Schema schema) throws ConnectorException {
        List<String> problems = problems(declared, schema);
        if (!problems.isEmpty()) {
            throw new ConnectorException.Configuration(
                    "The connector's steps cannot run. " + String.join(" ", problems));
        }
        Map<String, Step> steps = new LinkedHashMap<>();
        declared.forEach(step -> steps.put(step.id(), step));
        return new StepGraph(steps);
    }

    /** Everything because of which steps cannot run, in words for their author; empty if they can. */
    public static List<String> problems(List<Step> declared, Schema schema) {
        List<String> problems = new ArrayList<>();
        Map<String, Step> steps = new LinkedHashMap<>();
        for (Step step : declared) {
            if (steps.putIfAbsent(step.id(), step) != null) {
                problems.add("Step '" + step.id() + "' is declared twice.");
            }
        }
        for (Step step : steps.values()) {
            for (String dependency : first(step)) {
                if (!steps.containsKey(dependency)) {
                    problems.add("Step '" + step.id() + "' depends on '" + dependency + "', which does not exist.");
                }
            }
            for (EntityType<?> type : step.enriches()) {
                if (!declares(schema, type)) {
                    problems.add(
                            "Step '" + step.id() + "' enriches '" + type + "', which the schema does not contain.");
                }
            }
            for (Output output : step.outputs()) {
                if (!declares(schema, output)) {
                    problems.add("Step '" + step.id() + "' produces '" + output.outputName()
                            + "', which the schema does not contain.");
                }
            }
        }
        Set<String> inCycles = new StepGraph(steps).inCycles();
        if (!inCycles.isEmpty()) {
            problems.add("Steps depend on each other in a circle: " + String.join(", ", inCycles) + ".");
        }
        return problems;
    }

    /** What ends before a step begins. */
    private static Set<String> first(Step step) {
        Set<String> first = new LinkedHashSet<>(step.dependsOn());
        first.addAll(step.after());
        return first;
    }

    private static boolean declares(Schema schema, Output output) {
        return switch (output) {
            case EntityType<?> type -> schema.entityType(type.name()).isPresent();
            case Link<?, ?> link -> schema.links().containsKey(link.relationshipType());
            case MatchField<?> link -> schema.matchFields().containsKey(link.outputName());
        };
    }

    /** What is left when steps that depend on nothing, or that nothing depends on, are taken away again and again. */
    private Set<String> inCycles() {
        Set<String> left = new LinkedHashSet<>(steps.keySet());
        boolean fewer = true;
        while (fewer) {
            fewer = left.removeIf(id -> first(step(id)).stream().noneMatch(left::contains)
                    || left.stream().noneMatch(other -> first(step(other)).contains(id)));
        }
        return left;
    }

    /** The names of outputs that more than one step produces. */
    Set<String> sharedOutputs() {
        Set<String> once = new HashSet<>();
        Set<String> shared = new HashSet<>();
        steps.values()
                .forEach(step -> step.outputs().stream()
                        .map(Output::outputName)
                        .distinct()
                        .filter(name -> !once.add(name))
                        .forEach(shared::add));
        return shared;
    }

    /** The entity types that this step produces, and of which no other one tells anything. */
    Set<String> ownTypes(Step step) {
        Set<String> own = produced(step);
        for (Step other : steps.values()) {
            if (!other.id().equals(step.id())) {
                own.removeAll(produced(other));
                other.enriches().forEach(type -> own.remove(type.name()));
            }
        }
        return own;
    }

    private static Set<String> produced(Step step) {
        return step.outputs().stream()
                .filter(EntityType.class::isInstance)
                .map(Output::outputName)
                .collect(Collectors.toCollection(HashSet::new));
    }

    List<Step> steps() {
        return List.copyOf(steps.values());
    }

    /** The entity types that a step may read back: those of all steps it depends on, directly or not. */
    Set<String> readableTypes(Step step) {
        Set<String> types = new HashSet<>();
        Set<String> seen = new HashSet<>();
        List<String> open = new ArrayList<>(first(step));
        while (!open.isEmpty()) {
            String id = open.removeLast();
            if (seen.add(id)) {
                step(id).outputs().forEach(output -> types.add(output.outputName()));
                open.addAll(first(step(id)));
            }
        }
        return types;
    }

    /** The entity types that any step may read back. */
    Set<String> readableTypes() {
        Set<String> types = new HashSet<>();
        steps.values().forEach(step -> types.addAll(readableTypes(step)));
        return types;
    }

    private Step step(String id) {
        Step step = steps.get(id);
        if (step == null) {
            throw new IllegalArgumentException("There is no step '" + id + "'.");
        }
        return step;
    }
}
