package io.cadastre.connectors.terraform;

import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.json.Json;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The attributes of an instance, asked for one by one: whatever nobody asks for is not kept. What the state calls
 * sensitive cannot be had, nor can a value in which a secret stands. The state alone does not tell them all: it calls
 * what a provider computes from a secret not sensitive, and older ones not even passwords. So values of attributes that
 * sound like secrets count as secrets too.
 */
final class Attributes {
    private static final Pattern SECRET_NAME = Pattern.compile(
            "(?i)(.*[_-])?(password|passwd|passphrase|pwd|secret|token|credentials?|(private|api|secret"
                    + "|access|encryption|signing|shared)_?key(_pem)?|(secret|connection)_string|result|content|user_data)");

    /** Shorter texts stand in others by chance. */
    private static final int SHORTEST_SECRET = 4;

    private static final int LONGEST = 2_048;

    private final Map<?, ?> values;
    private final Set<String> sensitive;
    private final Set<String> secrets;

    private Attributes(Map<?, ?> values, Set<String> sensitive, Set<String> secrets) {
        this.values = values;
        this.sensitive = sensitive;
        this.secrets = secrets;
    }

    static Attributes of(Json instance) throws ConnectorException.BadData {
        Optional<Json> attributes = instance.maybe("attributes").known();
        if (attributes.isEmpty() || !(attributes.get().raw() instanceof Map<?, ?> values)) {
            return new Attributes(Map.of(), Set.of(), Set.of());
        }
        Set<String> sensitive = new HashSet<>();
        Optional<Json> paths = instance.maybe("sensitive_attributes").known();
        if (paths.isPresent()) {
            for (Json path : paths.get().elements()) {
                List<Json> steps = path.elements();
                // An attribute with something sensitive in it is sensitive.
                if (steps.isEmpty() || !(steps.getFirst().get("value").raw() instanceof String name)) {
                    return new Attributes(Map.of(), Set.of(), Set.of());
                }
                sensitive.add(name);
            }
        }
        Set<String> secrets = new HashSet<>();
        values.forEach((name, value) -> collect(value, sensitive.contains(name) || sounds(name), secrets));
        return new Attributes(values, sensitive, secrets);
    }

    private static boolean sounds(Object name) {
        return SECRET_NAME.matcher(String.valueOf(name)).matches();
    }

    private static void collect(Object value, boolean secret, Set<String> secrets) {
        switch (value) {
            case Map<?, ?> members ->
                members.forEach((name, member) -> collect(member, secret || sounds(name), secrets));
            case List<?> elements -> elements.forEach(element -> collect(element, secret, secrets));
            case String text when secret && text.length() >= SHORTEST_SECRET -> secrets.add(text);
            case null, default -> {}
        }
    }

    private Stream<Object> known(String... names) {
        return Stream.of(names)
                .filter(Predicate.not(sensitive::contains))
                .filter(name -> values.get(name) != null)
                .map(values::get);
    }

    private boolean harmless(String text) {
        boolean address = text.contains("://") && (text.contains("?") || text.contains("@"));
        return !text.isEmpty()
                && text.length() <= LONGEST
                && !address
                && secrets.stream().noneMatch(text::contains);
    }

    /** The first of these attributes that is a text. */
    Optional<String> text(String... names) {
        return known(names)
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .filter(this::harmless)
                .findFirst();
    }

    /** The first of these attributes that is true or false. */
    Optional<Boolean> flag(String... names) {
        return known(names)
                .filter(Boolean.class::isInstance)
                .map(Boolean.class::cast)
                .findFirst();
    }

    /** The texts in these attributes, be they one text or a list. */
    Optional<List<String>> texts(String... names) {
        List<String> texts = known(names)
                .flatMap(value -> value instanceof List<?> list ? list.stream() : Stream.of(value))
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .filter(this::harmless)
                .distinct()
                .sorted()
                .toList();
        return texts.isEmpty() ? Optional.empty() : Optional.of(texts);
    }

    /** The entries of an attribute that is a map of texts, each as {@code key=value}. */
    Optional<List<String>> entries(String... names) {
        Map<String, String> entries = new TreeMap<>();
        known(names).forEach(value -> {
            if (value instanceof Map<?, ?> members) {
                members.forEach((name, member) -> {
                    if (member instanceof String text && !sounds(name) && (text.isEmpty() || harmless(text))) {
                        entries.putIfAbsent(String.valueOf(name), text);
                    }
                });
            }
        });
        return entries.isEmpty()
                ? Optional.empty()
                : Optional.of(entries.entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue())
                        .toList());
    }
}
