package io.cadastre.spi.onboarding;

import io.cadastre.spi.ConfigField;
import io.cadastre.spi.credential.CredentialField;
import java.util.List;

/**
 * The steps by which an installation comes to be, in order. Pure data: the web form, the prompt and the API run the same
 * flow.
 *
 * @param steps at least one, unless the connector has nothing to configure
 */
public record OnboardingFlow(List<OnboardingStep> steps) {
    public OnboardingFlow {
        steps = List.copyOf(steps);
    }

    public static OnboardingFlow of(OnboardingStep... steps) {
        return new OnboardingFlow(List.of(steps));
    }

    /** One form for everything that an installation configures. */
    public static OnboardingFlow form(List<ConfigField> fields, List<CredentialField> credentials) {
        return fields.isEmpty() && credentials.isEmpty()
                ? new OnboardingFlow(List.of())
                : of(OnboardingStep.input("settings", "Settings", "What is to be read.", fields, credentials));
    }
}
