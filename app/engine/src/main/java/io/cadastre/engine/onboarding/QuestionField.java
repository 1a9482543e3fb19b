package io.cadastre.engine.onboarding;

import io.cadastre.spi.Config;
import io.cadastre.spi.ConfigField;
import io.cadastre.spi.credential.CredentialField;
import io.cadastre.spi.onboarding.OnboardingStep;
import io.cadastre.spi.onboarding.OnboardingStep.Option;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is to be answered.
 *
 * @param name unique within its step
 * @param label for people
 * @param type what values it takes
 * @param required whether it must be answered; what is offered answers it
 * @param secret whether it is shown to nobody, also not to those who gave it
 * @param given whether it is a secret that was given already, and is kept if it is not given anew
 * @param offered what holds if nothing is answered: the answer given before, else the default; null for nothing
 * @param options what can be chosen from; empty where anything can be answered
 * @param description for people; may be empty
 */
public record QuestionField(
        String name,
        String label,
        Type type,
        boolean required,
        boolean secret,
        boolean given,
        @Nullable Object offered,
        List<Option> options,
        String description) {
    /** What values a field takes. */
    public enum Type {
        TEXT,
        INTEGER,
        BOOL,
        /** One of the options. */
        CHOICE,
        /** Any number of texts. */
        TEXTS,
        /** Any number of the options. */
        CHOICES
    }

    public QuestionField {
        options = List.copyOf(options);
    }

    static List<QuestionField> of(OnboardingStep step, StepAnswer answer, List<Option> options) {
        return switch (step) {
            case OnboardingStep.Input input -> form(input, answer);
            case OnboardingStep.Select select ->
                List.of(new QuestionField(
                        select.key(),
                        select.label(),
                        select.multiple() ? Type.CHOICES : Type.CHOICE,
                        select.required(),
                        false,
                        false,
                        answer.given().get(select.key()),
                        options,
                        select.description()));
            case OnboardingStep.Custom custom -> List.of();
        };
    }

    private static List<QuestionField> form(OnboardingStep.Input step, StepAnswer answer) {
        List<QuestionField> fields = new ArrayList<>();
        for (ConfigField field : step.fields()) {
            Object before = answer.given().get(field.name());
            fields.add(new QuestionField(
                    field.name(),
                    field.label(),
                    type(field.kind()),
                    field.required(),
                    false,
                    false,
                    before == null ? defaultOf(field) : before,
                    field.options().stream()
                            .map(option -> new Option(option, option))
                            .toList(),
                    field.description()));
        }
        for (CredentialField credential : step.credentials()) {
            for (SecretPart part : SecretPart.of(credential)) {
                fields.add(new QuestionField(
                        part.name(),
                        part.label(),
                        Type.TEXT,
                        part.required(),
                        true,
                        answer.secrets().has(part.name()),
                        null,
                        List.of(),
                        credential.description()));
            }
        }
        return fields;
    }

    private static Type type(ConfigField.Kind kind) {
        return switch (kind) {
            case TEXT -> Type.TEXT;
            case INTEGER -> Type.INTEGER;
            case BOOL -> Type.BOOL;
            case CHOICE -> Type.CHOICE;
            case TEXTS -> Type.TEXTS;
        };
    }

    /** The default as a value of the field's type. */
    private static @Nullable Object defaultOf(ConfigField field) {
        return Config.check(List.of(field), Map.of()).config().values().get(field.name());
    }
}
