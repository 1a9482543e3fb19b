package io.cadastre.spi;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The checked configuration of one installation, defaults filled in.
 *
 * @param values by field name: {@link String}, {@link Long}, {@link Boolean} or a list of {@link String}
 */
public record Config(Map<String, Object> values) {
    public Config {
        values = Map.copyOf(values);
    }

    /**
     * One thing that is wrong with a configuration.
     *
     * @param field the name of the field
     * @param message what is wrong and what to do
     */
    public record Problem(String field, String message) {}

    /**
     * A configuration, or everything that is wrong with it.
     *
     * @param config meaningful only without problems
     * @param problems empty if the configuration can be used
     */
    public record Checked(Config config, List<Problem> problems) {
        public Checked {
            problems = List.copyOf(problems);
        }
    }

    /** Checks raw values, as they come from JSON or from a file, against the declared fields. */
    public static Checked check(List<ConfigField> fields, Map<String, ? extends @Nullable Object> raw) {
        Map<String, Object> values = new LinkedHashMap<>();
        List<Problem> problems = new ArrayList<>();
        Set<String> known = new HashSet<>();
        for (ConfigField field : fields) {
            known.add(field.name());
            Object given = raw.get(field.name());
            if (given == null) {
                given = field.defaultValue();
            }
            if (given == null) {
                if (field.required()) {
                    problems.add(new Problem(field.name(), field.label() + " is required."));
                }
                continue;
            }
            Object value = read(field, given);
            if (value == null) {
                problems.add(new Problem(field.name(), field.label() + " must be " + expected(field) + "."));
            } else if (field.required() && value instanceof List<?> texts && texts.isEmpty()) {
                problems.add(new Problem(field.name(), field.label() + " is required."));
            } else {
                values.put(field.name(), value);
            }
        }
        for (String name : raw.keySet()) {
            if (!known.contains(name)) {
                problems.add(new Problem(name, "There is no such setting. Known: " + String.join(", ", known) + "."));
            }
        }
        return new Checked(new Config(values), problems);
    }

    private static @Nullable Object read(ConfigField field, Object given) {
        String text = String.valueOf(given);
        return switch (field.kind()) {
            case TEXT -> given instanceof String && !text.isBlank() ? text : null;
            case CHOICE -> field.options().contains(text) ? text : null;
            case BOOL -> text.equals("true") || text.equals("false") ? (Object) Boolean.valueOf(text) : null;
            case INTEGER -> text.matches("-?\\d{1,18}") ? (Object) Long.valueOf(text) : null;
            case TEXTS -> readTexts(given);
        };
    }

    private static @Nullable Object readTexts(Object given) {
        List<?> parts = given instanceof List<?> list
                ? list
                : given instanceof String text ? List.of(text.split("[,\\n]")) : List.of(given);
        List<String> texts = new ArrayList<>();
        for (Object part : parts) {
            if (!(part instanceof String text)) {
                return null;
            }
            if (!text.isBlank()) {
                texts.add(text.strip());
            }
        }
        return List.copyOf(texts);
    }

    private static String expected(ConfigField field) {
        return switch (field.kind()) {
            case TEXT -> "a text that is not blank";
            case CHOICE -> "one of " + String.join(", ", field.options());
            case BOOL -> "true or false";
            case INTEGER -> "a whole number";
            case TEXTS -> "a list of texts";
        };
    }

    /** The text of a declared field. */
    public String text(String name) {
        return value(name, String.class);
    }

    /** The text of a declared field that may be left out. */
    public Optional<String> maybeText(String name) {
        return values.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    /** The texts of a declared field; empty if it was left out. */
    @SuppressWarnings("unchecked")
    public List<String> texts(String name) {
        return values.containsKey(name) ? (List<String>) value(name, List.class) : List.of();
    }

    /** The truth of a declared field. */
    public boolean bool(String name) {
        return value(name, Boolean.class);
    }

    /** The number of a declared field. */
    public long integer(String name) {
        return value(name, Long.class);
    }

    private <T> T value(String name, Class<T> kind) {
        Object value = values.get(name);
        if (!kind.isInstance(value)) {
            throw new IllegalArgumentException(
                    "The connector declares no " + kind.getSimpleName() + " '" + name + "'.");
        }
        return kind.cast(value);
    }
}
