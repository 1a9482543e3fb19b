package io.cadastre.engine.onboarding;

import io.cadastre.spi.Config;
import io.cadastre.spi.ConfigField;
import io.cadastre.spi.credential.CredentialField;
import io.cadastre.spi.onboarding.OnboardingStep;
import io.cadastre.spi.onboarding.OnboardingStep.Option;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * An answer, each value of which was checked by itself.
 *
 * @param answer what of it can be used
 * @param problems what is wrong with the rest
 */
record CheckedAnswer(StepAnswer answer, List<Config.Problem> problems) {
    private static final int MOST_OPTIONS_NAMED = 20;

    CheckedAnswer {
        problems = List.copyOf(problems);
    }

    /**
     * Checks what was filled into a form.
     *
     * @param raw settings and secrets by name. What is not there holds as it was before; null and blank clear it, but a
     *     blank secret holds too, since forms show none
     * @param before the answer given before
     */
    static CheckedAnswer input(
            OnboardingStep.Input step, Map<String, ? extends @Nullable Object> raw, StepAnswer before) {
        List<Config.Problem> problems = new ArrayList<>();
        Map<String, String> secrets = new LinkedHashMap<>(before.secrets().parts());
        Map<String, @Nullable Object> settings = new LinkedHashMap<>(raw);
        for (CredentialField credential : step.credentials()) {
            List<SecretPart> parts = SecretPart.of(credential);
            flatten(settings, credential.name());
            for (SecretPart part : parts) {
                readSecret(part, settings, secrets, problems);
            }
            checkComplete(parts, secrets, problems);
        }
        before.given().forEach(settings::putIfAbsent);
        // What was put back above must not undo that a value was cleared.
        raw.forEach((name, value) -> {
            if (isBlank(value)) {
                settings.remove(name);
            }
        });
        Config.Checked checked = Config.check(step.fields(), settings);
        problems.addAll(0, checked.problems());
        Map<String, Object> values = checked.config().values();
        Map<String, Object> given = new LinkedHashMap<>(values);
        given.keySet().retainAll(settings.keySet());
        return new CheckedAnswer(new StepAnswer(given, values, new GivenSecrets(secrets)), problems);
    }

    private static boolean isBlank(@Nullable Object value) {
        return value == null
                || (value instanceof String text && text.isBlank())
                || (value instanceof List<?> list && list.isEmpty());
    }

    /** A credential of several parts may also come as one object. */
    private static void flatten(Map<String, @Nullable Object> raw, String credential) {
        if (raw.get(credential) instanceof Map<?, ?> parts) {
            raw.remove(credential);
            parts.forEach((part, value) -> raw.put(credential + "." + part, value));
        }
    }

    private static void readSecret(
            SecretPart part,
            Map<String, @Nullable Object> raw,
            Map<String, String> secrets,
            List<Config.Problem> problems) {
        if (!raw.containsKey(part.name())) {
            return;
        }
        Object value = raw.remove(part.name());
        if (value == null) {
            secrets.remove(part.name());
        } else if (!(value instanceof String text)) {
            problems.add(new Config.Problem(part.name(), part.label() + " must be a text."));
        } else if (!text.isBlank()) {
            secrets.put(part.name(), text);
        }
    }

    private static void checkComplete(
            List<SecretPart> parts, Map<String, String> secrets, List<Config.Problem> problems) {
        boolean begun = parts.stream().anyMatch(part -> secrets.containsKey(part.name()));
        for (SecretPart part : parts) {
            boolean needed = part.required() || begun;
            boolean complained =
                    problems.stream().anyMatch(problem -> problem.field().equals(part.name()));
            if (needed && !secrets.containsKey(part.name()) && !complained) {
                problems.add(new Config.Problem(part.name(), part.label() + " is required."));
            }
        }
    }

    /**
     * Checks what was selected.
     *
     * @param raw the selection under the step's key; not there means as before
     * @param options what could be selected
     */
    static CheckedAnswer select(
            OnboardingStep.Select step,
            Map<String, ? extends @Nullable Object> raw,
            StepAnswer before,
            List<Option> options) {
        ConfigField field = step.multiple()
                ? ConfigField.texts(step.key(), step.label(), step.description())
                : ConfigField.optionalText(step.key(), step.label(), step.description());
        Map<String, @Nullable Object> settings = new LinkedHashMap<>(raw);
        before.given().forEach(settings::putIfAbsent);
        if (raw.containsKey(step.key()) && isBlank(raw.get(step.key()))) {
            settings.remove(step.key());
        }
        Config.Checked checked = Config.check(List.of(field), settings);
        if (!checked.problems().isEmpty()) {
            return new CheckedAnswer(StepAnswer.NONE, checked.problems());
        }
        Object selected = checked.config().values().get(step.key());
        Set<String> values = new LinkedHashSet<>();
        if (selected instanceof List<?> several) {
            several.forEach(one -> values.add(String.valueOf(one)));
        } else if (selected != null) {
            values.add(String.valueOf(selected));
        }
        if (values.isEmpty()) {
            return step.required() ? refused(step, step.label() + " is required. " + ways(step, options)) : none();
        }
        Set<String> unknown = new TreeSet<>(values);
        options.forEach(option -> unknown.remove(option.value()));
        if (!unknown.isEmpty()) {
            return refused(
                    step, "'" + String.join("', '", unknown) + "' is not among the options. " + ways(step, options));
        }
        Object kept = step.multiple() ? List.copyOf(values) : values.iterator().next();
        Map<String, Object> answer = Map.of(step.key(), kept);
        return new CheckedAnswer(new StepAnswer(answer, answer, GivenSecrets.NONE), List.of());
    }

    private static CheckedAnswer none() {
        return new CheckedAnswer(StepAnswer.NONE, List.of());
    }

    private static CheckedAnswer refused(OnboardingStep.Select step, String reason) {
        return new CheckedAnswer(StepAnswer.NONE, List.of(new Config.Problem(step.key(), reason)));
    }

    private static String ways(OnboardingStep.Select step, List<Option> options) {
        List<String> named =
                options.stream().limit(MOST_OPTIONS_NAMED).map(Option::value).toList();
        return (step.multiple() ? "Select any of " : "Select one of ")
                + String.join(", ", named)
                + (options.size() > named.size() ? " and " + (options.size() - named.size()) + " more." : ".");
    }

    /** Checks the answer to a step that asks for nothing. */
    static CheckedAnswer custom(OnboardingStep.Custom step, Map<String, ? extends @Nullable Object> raw) {
        return new CheckedAnswer(
                StepAnswer.NONE,
                raw.keySet().stream()
                        .map(name -> new Config.Problem(name, "'" + step.label() + "' asks for nothing."))
                        .toList());
    }
}
