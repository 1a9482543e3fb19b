package io.cadastre.engine.onboarding;

import io.cadastre.spi.onboarding.OnboardingStep;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What was answered to several steps, put together.
 *
 * @param given the settings that were answered and are kept afterwards
 * @param values all settings, defaults filled in, also what is not kept
 * @param secrets all secrets, also what is not kept
 * @param keptSecrets the secrets that are kept afterwards
 */
record Answered(Map<String, Object> given, Map<String, Object> values, GivenSecrets secrets, GivenSecrets keptSecrets) {
    static final Answered NOTHING = new Answered(Map.of(), Map.of(), GivenSecrets.NONE, GivenSecrets.NONE);

    Answered {
        given = Map.copyOf(given);
        values = Map.copyOf(values);
    }

    /** The same with one more step. */
    Answered and(OnboardingStep step, StepAnswer answer) {
        Map<String, Object> allGiven = new LinkedHashMap<>(given);
        allGiven.putAll(answer.given());
        GivenSecrets kept = keptSecrets.and(answer.secrets());
        if (step instanceof OnboardingStep.Input input) {
            allGiven.keySet().removeAll(input.notKept());
            kept = kept.without(input.notKept());
        }
        Map<String, Object> allValues = new LinkedHashMap<>(values);
        allValues.putAll(answer.values());
        return new Answered(allGiven, allValues, secrets.and(answer.secrets()), kept);
    }
}
