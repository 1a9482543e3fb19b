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
 */
public record ConfigField(
        String name,
        String label,
        Kind kind,
        boolean required,
        @Nullable String defaultValue,
        String description,
        List<String> options) {
    /** What values a configured field takes. */
    public enum Kind {
        TEXT,
        INTEGER,
        BOOL,
        CHOICE
    }

    public ConfigField {
        options = List.copyOf(options);
    }

    public static ConfigField text(String name, String label, @Nullable String defaultValue, String description) {
        return new ConfigField(name, label, Kind.TEXT, defaultValue == null, defaultValue, description, List.of());
    }

    public static ConfigField bool(String name, String label, boolean defaultValue, String description) {
        return new ConfigField(name, label, Kind.BOOL, false, Boolean.toString(defaultValue), description, List.of());
    }

    public static ConfigField integer(String name, String label, long defaultValue, String description) {
        return new ConfigField(name, label, Kind.INTEGER, false, Long.toString(defaultValue), description, List.of());
    }
}
