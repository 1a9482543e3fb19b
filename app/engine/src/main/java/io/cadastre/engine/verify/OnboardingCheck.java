package io.cadastre.engine.verify;

import io.cadastre.spi.ConfigField;
import io.cadastre.spi.ConnectorDefinition;
import io.cadastre.spi.credential.CredentialField;
import io.cadastre.spi.onboarding.OnboardingStep;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is wrong with how an installation comes to be. */
final class OnboardingCheck {
    private final ConnectorDefinition definition;
    private final List<String> problems = new ArrayList<>();
    private final Set<String> asked = new HashSet<>();

    OnboardingCheck(ConnectorDefinition definition) {
        this.definition = definition;
    }

    List<String> problems() {
        Set<String> keys = new HashSet<>();
        for (OnboardingStep step : definition.onboarding().steps()) {
            if (!keys.add(step.key())) {
                problems.add("Onboarding step '" + step.key() + "' is declared twice.");
            }
            switch (step) {
                case OnboardingStep.Input input -> input(input);
                case OnboardingStep.Select select -> select(select);
                case OnboardingStep.Custom custom -> {
                    // Asks for nothing.
                }
            }
        }
        definition.config().stream()
                .filter(field -> field.required() && field.defaultValue() == null)
                .map(ConfigField::name)
                .filter(name -> !asked.contains(name))
                .forEach(name ->
                        problems.add("No onboarding step asks for the setting '" + name + "', which is required."));
        definition.credentials().stream()
                .filter(CredentialField::required)
                .map(CredentialField::name)
                .filter(name -> !asked.contains(name))
                .forEach(name ->
                        problems.add("No onboarding step asks for the credential '" + name + "', which is required."));
        return problems;
    }

    private void input(OnboardingStep.Input step) {
        Set<String> here = new HashSet<>();
        for (ConfigField field : step.fields()) {
            once(step, field.name(), here);
            if (!step.notKept().contains(field.name()) && setting(field.name()).isEmpty()) {
                problems.add("Onboarding step '" + step.key() + "' asks for '" + field.name()
                        + "', which is no setting of the connector. Declare it in config(…), or forget it with"
                        + " forgetting(…).");
            }
        }
        for (CredentialField field : step.credentials()) {
            once(step, field.name(), here);
            boolean known = definition.credentials().stream()
                    .anyMatch(declared -> declared.name().equals(field.name()) && declared.kind() == field.kind());
            if (!known && !step.notKept().contains(field.name())) {
                problems.add("Onboarding step '" + step.key() + "' asks for '" + field.name()
                        + "', which is no credential of the connector. Declare it in credentials(…), or forget it with"
                        + " forgetting(…).");
            }
        }
        step.notKept().stream()
                .filter(name -> !here.contains(name))
                .sorted()
                .forEach(name -> problems.add(
                        "Onboarding step '" + step.key() + "' forgets '" + name + "', which it does not ask for."));
    }

    private void once(OnboardingStep.Input step, String name, Set<String> here) {
        asked.add(name);
        if (!here.add(name)) {
            problems.add("Onboarding step '" + step.key() + "' asks for '" + name + "' twice.");
        }
    }

    private void select(OnboardingStep.Select step) {
        asked.add(step.key());
        ConfigField.Kind needed = step.multiple() ? ConfigField.Kind.TEXTS : ConfigField.Kind.TEXT;
        Optional<ConfigField> setting = setting(step.key());
        if (setting.isEmpty()) {
            problems.add("Onboarding step '" + step.key() + "' selects for a setting '" + step.key()
                    + "', which the connector does not declare.");
        } else if (setting.get().kind() != needed) {
            problems.add("Onboarding step '" + step.key() + "' selects " + (step.multiple() ? "several" : "one")
                    + ", so the setting must be " + needed + ", not "
                    + setting.get().kind() + ".");
        }
    }

    private Optional<ConfigField> setting(String name) {
        return definition.config().stream()
                .filter(field -> field.name().equals(name))
                .findFirst();
    }
}
