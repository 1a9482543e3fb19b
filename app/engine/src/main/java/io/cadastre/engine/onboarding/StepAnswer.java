package io.cadastre.engine.onboarding;

import java.util.Map;

/**
 * The answer to one step.
 *
 * @param given the settings that were answered, checked
 * @param values the same with defaults filled in
 * @param secrets the secrets that were answered
 */
record StepAnswer(Map<String, Object> given, Map<String, Object> values, GivenSecrets secrets) {
    static final StepAnswer NONE = new StepAnswer(Map.of(), Map.of(), GivenSecrets.NONE);

    StepAnswer {
        given = Map.copyOf(given);
        values = Map.copyOf(values);
    }
}
