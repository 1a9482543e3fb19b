package io.cadastre.spi.onboarding;

import io.cadastre.spi.Config;
import io.cadastre.spi.ConfigField;
import io.cadastre.spi.Env;
import io.cadastre.spi.credential.CredentialField;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** One question or group of questions. What it is called on is decided by those that were answered before. */
public sealed interface OnboardingStep {
    /** Unique within the flow, camelCase. */
    String key();

    /** For people. */
    String label();

    /** For people; may be empty. */
    String description();

    /** Whether it is asked at all, given what was answered. */
    Predicate<Answers> when();

    /** A step that is always asked. */
    Predicate<Answers> ALWAYS = answers -> true;

    /** Checks answers, perhaps by a call to the source. */
    @FunctionalInterface
    interface Validation {
        /**
         * Checks what was answered, this step included.
         *
         * @return what is wrong, by field; the step is then asked again
         * @throws Exception whose message, if it is a {@link io.cadastre.spi.ConnectorException}, is shown as what is
         *     wrong with the step as a whole
         */
        List<Config.Problem> check(Answers answers, Env env) throws Exception;
    }

    /** Gives the options of a selection, perhaps by a call to the source. */
    @FunctionalInterface
    interface Options {
        /** The options, given what was answered. */
        List<Option> list(Answers answers, Env env) throws Exception;
    }

    /** Does something of the connector's own. */
    @FunctionalInterface
    interface Action {
        /**
         * Does it, given what was answered.
         *
         * @return what people are told
         * @throws io.cadastre.spi.ConnectorException if it cannot be done; the flow stays at this step
         */
        String run(Answers answers, Env env) throws Exception;
    }

    /**
     * One thing to select.
     *
     * @param value what is kept
     * @param label for people
     */
    record Option(String value, String label) {}

    /**
     * A form.
     *
     * @param fields its settings
     * @param credentials its secrets
     * @param notKept the names of settings and secrets that are forgotten when the flow is done
     * @param validation after each value was checked by itself
     */
    record Input(
            String key,
            String label,
            String description,
            List<ConfigField> fields,
            List<CredentialField> credentials,
            Set<String> notKept,
            Predicate<Answers> when,
            Validation validation)
            implements OnboardingStep {
        public Input {
            fields = List.copyOf(fields);
            credentials = List.copyOf(credentials);
            notKept = Set.copyOf(notKept);
        }

        /** The same form with a check of all its values together, perhaps by a call to the source. */
        public Input checkedBy(Validation value) {
            return new Input(key, label, description, fields, credentials, notKept, when, value);
        }

        /** The same form, some of whose answers are forgotten when the flow is done. */
        public Input forgetting(String... names) {
            return new Input(key, label, description, fields, credentials, Set.of(names), when, validation);
        }
    }

    /**
     * A selection out of options that are known only now. What is selected is the value of the setting that has the
     * step's key: {@link ConfigField.Kind#TEXT} for one, {@link ConfigField.Kind#TEXTS} for several.
     *
     * @param multiple whether several may be selected
     * @param required whether at least one must be selected
     */
    record Select(
            String key,
            String label,
            String description,
            boolean multiple,
            boolean required,
            Options options,
            Predicate<Answers> when)
            implements OnboardingStep {
        /** The same selection, which may stay empty. */
        public Select optional() {
            return new Select(key, label, description, multiple, false, options, when);
        }
    }

    /** A step that does something of the connector's own and asks for nothing. */
    record Custom(String key, String label, String description, Action action, Predicate<Answers> when)
            implements OnboardingStep {}

    /** A form. */
    static Input input(
            String key, String label, String description, List<ConfigField> fields, List<CredentialField> credentials) {
        return new Input(key, label, description, fields, credentials, Set.of(), ALWAYS, (answers, env) -> List.of());
    }

    /** A selection of one. */
    static Select selectOne(String key, String label, String description, Options options) {
        return new Select(key, label, description, false, true, options, ALWAYS);
    }

    /** A selection of any number. */
    static Select selectSeveral(String key, String label, String description, Options options) {
        return new Select(key, label, description, true, true, options, ALWAYS);
    }

    /** A step of the connector's own. */
    static Custom custom(String key, String label, String description, Action action) {
        return new Custom(key, label, description, action, ALWAYS);
    }

    /** The same step, asked only where this holds. */
    default OnboardingStep askedWhen(Predicate<Answers> condition) {
        return switch (this) {
            case Input step ->
                new Input(
                        step.key,
                        step.label,
                        step.description,
                        step.fields,
                        step.credentials,
                        step.notKept,
                        condition,
                        step.validation);
            case Select step ->
                new Select(
                        step.key, step.label, step.description, step.multiple, step.required, step.options, condition);
            case Custom step -> new Custom(step.key, step.label, step.description, step.action, condition);
        };
    }
}
