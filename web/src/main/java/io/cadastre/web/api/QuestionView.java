package io.cadastre.web.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.cadastre.engine.onboarding.Question;
import io.cadastre.engine.onboarding.QuestionField;
import io.cadastre.spi.onboarding.OnboardingStep;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A step of an onboarding flow. */
record QuestionView(
        String key, String kind, String label, String description, boolean conditional, List<FieldView> fields) {
    /** One field; {@code given} says of a secret that it was given already. */
    record FieldView(
            String name,
            String label,
            String type,
            boolean required,
            boolean secret,
            boolean given,
            @JsonProperty("default") @Nullable Object offered,
            List<OptionView> options,
            String description) {
        static FieldView of(QuestionField field) {
            return new FieldView(
                    field.name(),
                    field.label(),
                    field.type().name().toLowerCase(Locale.ROOT),
                    field.required(),
                    field.secret(),
                    field.given(),
                    field.offered(),
                    field.options().stream().map(OptionView::of).toList(),
                    field.description());
        }
    }

    record OptionView(String value, String label) {
        static OptionView of(OnboardingStep.Option option) {
            return new OptionView(option.value(), option.label());
        }
    }

    static QuestionView of(Question question) {
        return new QuestionView(
                question.key(),
                question.kind().name().toLowerCase(Locale.ROOT),
                question.label(),
                question.description(),
                question.conditional(),
                question.fields().stream().map(FieldView::of).toList());
    }
}
