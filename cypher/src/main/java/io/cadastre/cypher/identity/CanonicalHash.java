package io.cadastre.cypher.identity;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The hash of content: equal for equal content, whatever the order in which it was collected. Values of different kinds
 * differ even if they read the same: 1, 1.0 and "1".
 */
public final class CanonicalHash {
    private CanonicalHash() {}

    /**
     * The hash of an entity's content. The scope is part of it, so that an entity that moves to another enumeration is
     * deleted on that one's evidence.
     */
    public static String entity(
            List<String> labels, @Nullable String displayName, String scope, Map<String, Object> fields) {
        Digest digest = new Digest().tag('e').number(labels.size());
        labels.stream().sorted().forEach(digest::text);
        digest.tag(displayName == null ? '0' : '1').text(displayName == null ? "" : displayName);
        return values(digest.text(scope), fields).base32();
    }

    /** The hash of a relationship's content. */
    public static String relationship(String scope, Map<String, Object> properties) {
        return values(new Digest().tag('r').text(scope), properties).base32();
    }

    /** The hash of a relationship that was matched: another target is other content. */
    public static String matched(String scope, Map<String, Object> properties, String target) {
        return values(new Digest().tag('m').text(scope).text(target), properties)
                .base32();
    }

    /**
     * The hash of a relationship that waits.
     *
     * @param why for what it waits, and why that is not there
     */
    public static String pending(String scope, Map<String, Object> properties, List<String> why) {
        Digest digest = new Digest().tag('p').text(scope).number(why.size());
        why.forEach(digest::text);
        return values(digest, properties).base32();
    }

    private static Digest values(Digest digest, Map<String, Object> values) {
        digest.number(values.size());
        new TreeMap<>(values).forEach((name, value) -> value(digest.text(name), value));
        return digest;
    }

    private static void value(Digest digest, Object value) {
        switch (value) {
            case String text -> digest.tag('s').text(text);
            case Long number -> digest.tag('i').number(number);
            case Double number -> digest.tag('f').number(Double.doubleToLongBits(number));
            case Boolean truth -> digest.tag(truth ? 't' : 'n');
            case Instant instant ->
                digest.tag('z').number(instant.getEpochSecond()).number(instant.getNano());
            case LocalDate date -> digest.tag('d').number(date.toEpochDay());
            case List<?> list -> {
                digest.tag('l').number(list.size());
                list.forEach(element -> value(digest, element));
            }
            default ->
                throw new IllegalArgumentException(
                        "A " + value.getClass().getName() + " cannot be stored in the graph.");
        }
    }
}
