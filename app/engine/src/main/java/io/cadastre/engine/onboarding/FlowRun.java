package io.cadastre.engine.onboarding;

import io.cadastre.engine.credential.SecretCheck;
import io.cadastre.spi.Config;
import io.cadastre.spi.ConfigField;
import io.cadastre.spi.ConnectorDefinition;
import io.cadastre.spi.credential.CredentialField;
import io.cadastre.spi.onboarding.OnboardingStep;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
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
    private final Map<String, @Nullable Object> openSecrets;
    private final List<Config.Problem> problems = new ArrayList<>();
    private final Set<String> notAsked = new LinkedHashSet<>();
    private final Set<String> secretsNotAsked = new LinkedHashSet<>();
    private final Set<String> asked = new LinkedHashSet<>();
    private boolean wellFormed = true;
    private Answered answered = Answered.NOTHING;

    private FlowRun(
            ConnectorDefinition definition,
            StepCalls calls,
            Map<String, ? extends @Nullable Object> settings,
            Map<String, ? extends @Nullable Object> secrets) {
        this.definition = definition;
        this.calls = calls;
        this.open = new LinkedHashMap<>(settings);
        this.openSecrets = new LinkedHashMap<>(secrets);
    }

    static FlowRun of(
            ConnectorDefinition definition,
            StepCalls calls,
            Map<String, ? extends @Nullable Object> settings,
            Map<String, ? extends @Nullable Object> secrets) {
        FlowRun run = new FlowRun(definition, calls, settings, secrets);
        for (OnboardingStep step : definition.onboarding().steps()) {
            run.goThrough(step);
        }
        run.checkRest();
        run.checkRestOfSecrets();
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

    /** The secrets that are kept, with those that the flow never asks for. */
    Map<String, Object> credentials() {
        Map<String, Object> credentials =
                new LinkedHashMap<>(answered.keptSecrets().byCredential());
        openSecrets.forEach((name, secret) -> {
            if (secret != null) {
                credentials.put(name, secret);
            }
        });
        return credentials;
    }

    private void goThrough(OnboardingStep step) {
        Set<String> names = settings(step);
        Set<String> secretNames = secrets(step);
        try {
            if (!calls.asks(step, answered)) {
                notAsked.addAll(names);
                secretsNotAsked.addAll(secretNames);
                return;
            }
            asked.addAll(names);
            Map<String, @Nullable Object> raw = take(open, names);
            Map<String, @Nullable Object> rawSecrets = take(openSecrets, secretNames);
            switch (step) {
                case OnboardingStep.Input input -> fillIn(input, raw, rawSecrets);
                case OnboardingStep.Select select -> select(select, raw);
                case OnboardingStep.Custom custom -> act(custom);
            }
        } catch (RefusedException e) {
            // After a problem a condition or a call may fail only because of that one.
            if (problems.isEmpty()) {
                problems.add(new Config.Problem(step.key(), e.reason()));
            }
            asked.addAll(names);
            take(openSecrets, secretNames);
        }
    }

    private static Set<String> settings(OnboardingStep step) {
        return switch (step) {
            case OnboardingStep.Input input -> distinct(input.fields().stream().map(ConfigField::name));
            case OnboardingStep.Select select -> Set.of(select.key());
            case OnboardingStep.Custom custom -> Set.of();
        };
    }

    private static Set<String> secrets(OnboardingStep step) {
        return step instanceof OnboardingStep.Input input
                ? distinct(input.credentials().stream().map(CredentialField::name))
                : Set.of();
    }

    private static Set<String> distinct(Stream<String> names) {
        return new LinkedHashSet<>(names.toList());
    }

    private static Map<String, @Nullable Object> take(Map<String, @Nullable Object> open, Set<String> names) {
        Map<String, @Nullable Object> raw = new LinkedHashMap<>();
        for (String name : names) {
            if (open.containsKey(name)) {
                raw.put(name, open.remove(name));
            }
        }
        return raw;
    }

    private void fillIn(
            OnboardingStep.Input step, Map<String, @Nullable Object> raw, Map<String, @Nullable Object> rawSecrets) {
        // Programs say what they mean: unlike in a form, a blank is not the same as nothing.
        List<Config.Problem> wrong =
                new ArrayList<>(Config.check(step.fields(), raw).problems());
        wrong.addAll(SecretCheck.check(step.credentials(), rawSecrets).problems());
        problems.addAll(wrong);
        wellFormed &= wrong.isEmpty();
        raw.putAll(rawSecrets);
        answered = answered.and(
                step, CheckedAnswer.input(step, raw, StepAnswer.NONE).answer());
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

    /** Secrets that no step took: those that the flow never asks for are checked when the installation is made. */
    private void checkRestOfSecrets() {
        openSecrets.keySet().removeIf(name -> {
            boolean declared = definition.credentials().stream()
                    .anyMatch(field -> field.name().equals(name));
            if (secretsNotAsked.contains(name)) {
                problems.add(notAsked(name));
            } else if (!declared) {
                problems.add(new Config.Problem(name, "There is no such credential."));
            }
            return !declared || secretsNotAsked.contains(name);
        });
    }

    private static Config.Problem notAsked(String name) {
        return new Config.Problem(
                name, "'" + name + "' is not asked for with the other answers as they are. Leave it out.");
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
                problems.add(notAsked(name));
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
