package io.cadastre.engine.onboarding;

import io.cadastre.spi.Config;
import io.cadastre.spi.ConfigField;
import io.cadastre.spi.ConnectorDefinition;
import io.cadastre.spi.onboarding.OnboardingStep;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A flow gone through with all answers at once.
 *
 * <p>After a problem the flow goes on, for people want to know all that is wrong. But what makes sense only with good
 * answers is left out then: selections and the connector's own steps after any problem, other validations after a value
 * that is wrong by itself.
 */
final class FlowRun {
    private final ConnectorDefinition definition;
    private final StepCalls calls;
    private final Map<String, @Nullable Object> open;
    private final List<Config.Problem> problems = new ArrayList<>();
    private final Set<String> notAsked = new LinkedHashSet<>();
    private final Set<String> asked = new LinkedHashSet<>();
    private boolean wellFormed = true;
    private Answered answered = Answered.NOTHING;

    private FlowRun(ConnectorDefinition definition, StepCalls calls, Map<String, ? extends @Nullable Object> answers) {
        this.definition = definition;
        this.calls = calls;
        this.open = new LinkedHashMap<>(answers);
    }

    static FlowRun of(
            ConnectorDefinition definition, StepCalls calls, Map<String, ? extends @Nullable Object> answers) {
        FlowRun run = new FlowRun(definition, calls, answers);
        for (OnboardingStep step : definition.onboarding().steps()) {
            run.goThrough(step);
        }
        run.checkRest();
        return run;
    }

    /** Everything that is wrong, in the order of the flow. */
    List<Config.Problem> problems() {
        return List.copyOf(problems);
    }

    /** What was answered; meaningful only without problems. */
    Answered answered() {
        return answered;
    }

    private void goThrough(OnboardingStep step) {
        Set<String> names = names(step);
        try {
            if (!calls.asks(step, answered)) {
                notAsked.addAll(names);
                return;
            }
            asked.addAll(names);
            Map<String, @Nullable Object> raw = take(names);
            switch (step) {
                case OnboardingStep.Input input -> fillIn(input, raw);
                case OnboardingStep.Select select -> select(select, raw);
                case OnboardingStep.Custom custom -> act(custom);
            }
        } catch (RefusedException e) {
            // After a problem a condition or a call may fail only because of that one.
            if (problems.isEmpty()) {
                problems.add(new Config.Problem(step.key(), e.reason()));
            }
            asked.addAll(names);
        }
    }

    private static Set<String> names(OnboardingStep step) {
        Set<String> names = new LinkedHashSet<>();
        switch (step) {
            case OnboardingStep.Input input -> {
                input.fields().forEach(field -> names.add(field.name()));
                input.credentials().forEach(credential -> names.add(credential.name()));
            }
            case OnboardingStep.Select select -> names.add(select.key());
            case OnboardingStep.Custom custom -> {}
        }
        return names;
    }

    private Map<String, @Nullable Object> take(Set<String> names) {
        Map<String, @Nullable Object> raw = new LinkedHashMap<>();
        for (String name : names) {
            if (open.containsKey(name)) {
                raw.put(name, open.remove(name));
            }
        }
        return raw;
    }

    private void fillIn(OnboardingStep.Input step, Map<String, @Nullable Object> raw) throws RefusedException {
        CheckedAnswer checked = CheckedAnswer.input(step, raw, StepAnswer.NONE);
        answered = answered.and(step, checked.answer());
        problems.addAll(checked.problems());
        wellFormed &= checked.problems().isEmpty();
        if (wellFormed) {
            try {
                problems.addAll(calls.problems(step, answered));
            } catch (RefusedException e) {
                problems.add(new Config.Problem(step.key(), e.reason()));
            }
        }
    }

    private void select(OnboardingStep.Select step, Map<String, @Nullable Object> raw) throws RefusedException {
        if (problems.isEmpty()) {
            CheckedAnswer checked = CheckedAnswer.select(step, raw, StepAnswer.NONE, calls.options(step, answered));
            problems.addAll(checked.problems());
            answered = answered.and(step, checked.answer());
        }
    }

    private void act(OnboardingStep.Custom step) throws RefusedException {
        if (problems.isEmpty()) {
            calls.act(step, answered);
        }
    }

    /** What no step took: settings that the flow never asks for, and what does not belong there. */
    private void checkRest() {
        Set<String> flow = new LinkedHashSet<>(asked);
        flow.addAll(notAsked);
        List<ConfigField> unasked = definition.config().stream()
                .filter(field -> !flow.contains(field.name()))
                .toList();
        Map<String, @Nullable Object> rest = new LinkedHashMap<>(open);
        open.forEach((name, value) -> {
            if (notAsked.contains(name)) {
                rest.remove(name);
                problems.add(new Config.Problem(
                        name, "'" + name + "' is not asked for with the other answers as they are. Leave it out."));
            }
        });
        rest.keySet().removeIf(name -> {
            boolean unknown = unasked.stream().noneMatch(field -> field.name().equals(name));
            if (unknown) {
                Set<String> known = new LinkedHashSet<>(asked);
                unasked.forEach(field -> known.add(field.name()));
                problems.add(
                        new Config.Problem(name, "There is no such setting. Known: " + String.join(", ", known) + "."));
            }
            return unknown;
        });
        Config.Checked checked = Config.check(unasked, rest);
        problems.addAll(checked.problems());
        Map<String, Object> given = new LinkedHashMap<>(answered.given());
        checked.config().values().forEach((name, value) -> {
            if (rest.containsKey(name)) {
                given.put(name, value);
            }
        });
        answered = new Answered(given, answered.values(), answered.secrets(), answered.keptSecrets());
    }
}
