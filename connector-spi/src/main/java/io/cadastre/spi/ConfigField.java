package io.cadastre.spi;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One configured value of an installation, described so that a form, a prompt and a check can be made from it.
 *
 * @param name camelCase
 * @param label for people
 * @param kind what values it takes
 * @param required whether an installation must give it; a field with a default is never missing
 * @param defaultValue used where the installation gives none, as text; null for none
 * @param description what it does, for people
 * @param options the allowed values of a {@link Kind#CHOICE}; empty for every other kind
 * @param example a value that fits, shown in forms and used to check the connector; null where the default does
 */
public record ConfigField(
        String name,
        String label,
        Kind kind,
        boolean required,
        @Nullable String defaultValue,
        String description,
        List<String> options,
        @Nullable String example) {
    /** What values a configured field takes. */
    public enum Kind {
        TEXT,
        INTEGER,
        BOOL,
        CHOICE,
        /** Any number of texts; where only one text can be given, one on each line or separated by commas. */
        TEXTS
    }

    public ConfigField {
        options = List.copyOf(options);
    }

    /** A text; required if it has no default. */
    public static ConfigField text(String name, String label, @Nullable String defaultValue, String description) {
        return of(name, label, Kind.TEXT, defaultValue == null, defaultValue, description);
    }

    /** A text that an installation must give. */
    public static ConfigField requiredText(String name, String label, String example, String description) {
        return of(name, label, Kind.TEXT, true, null, description).example(example);
    }

    /** A text that an installation may leave out. */
    public static ConfigField optionalText(String name, String label, String description) {
        return of(name, label, Kind.TEXT, false, null, description);
    }

    /** Any number of texts; an installation may leave them out. */
    public static ConfigField texts(String name, String label, String description) {
        return of(name, label, Kind.TEXTS, false, null, description);
    }

    public static ConfigField bool(String name, String label, boolean defaultValue, String description) {
        return of(name, label, Kind.BOOL, false, Boolean.toString(defaultValue), description);
    }

    public static ConfigField integer(String name, String label, long defaultValue, String description) {
        return of(name, label, Kind.INTEGER, false, Long.toString(defaultValue), description);
    }

    /** One of some values, the first by default. */
    public static ConfigField choice(String name, String label, List<String> options, String description) {
        return new ConfigField(name, label, Kind.CHOICE, false, options.getFirst(), description, options, null);
    }

    private static ConfigField of(
            String name, String label, Kind kind, boolean required, @Nullable String defaultValue, String description) {
        return new ConfigField(name, label, kind, required, defaultValue, description, List.of(), null);
    }

    /** The same field with a value that fits. */
    public ConfigField example(String value) {
        return new ConfigField(name, label, kind, required, defaultValue, description, options, value);
    }

    /** The same field, which must be given. */
    public ConfigField asRequired() {
        return new ConfigField(name, label, kind, true, defaultValue, description, options, example);
    }
}
