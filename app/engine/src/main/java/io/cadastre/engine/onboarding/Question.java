package io.cadastre.engine.onboarding;

import io.cadastre.spi.onboarding.OnboardingStep;
import java.util.List;

/**
 * One step as it is put to people, a prompt or a program.
 *
 * @param key tells it from the other steps of the flow
 * @param kind what is to be done
 * @param label for people
 * @param description for people; may be empty
 * @param conditional whether it is asked only with certain answers to earlier steps
 * @param fields what is to be answered; empty for a step of the connector's own
 */
public record Question(
        String key, Kind kind, String label, String description, boolean conditional, List<QuestionField> fields) {
    /** What is to be done. */
    public enum Kind {
        /** A form is to be filled in. */
        INPUT,
        /** Something is to be selected out of options that are known only when it is asked. */
        SELECT,
        /** The connector does something of its own; people only say that it may. */
        CUSTOM
    }

    public Question {
        fields = List.copyOf(fields);
    }

    /** A step as far as it can be told without any answers: without the options of a selection. */
    public static Question of(OnboardingStep step) {
        return of(step, StepAnswer.NONE, List.of());
    }

    static Question of(OnboardingStep step, StepAnswer answer, List<OnboardingStep.Option> options) {
        Kind kind = switch (step) {
            case OnboardingStep.Input input -> Kind.INPUT;
            case OnboardingStep.Select select -> Kind.SELECT;
            case OnboardingStep.Custom custom -> Kind.CUSTOM;
        };
        return new Question(
                step.key(),
                kind,
                step.label(),
                step.description(),
                !step.when().equals(OnboardingStep.ALWAYS),
                QuestionField.of(step, answer, options));
    }
}
