package io.cadastre.spi.json;

import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.model.Presence;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A JSON value with the place where it was found. A method without {@code maybe} wants the member to be there and not
 * null; what is otherwise than expected ends in {@link ConnectorException.BadData}, which names the place and never the
 * value (I14).
 */
public final class Json {
    private final @Nullable Object value;
    private final String path;

    private Json(@Nullable Object value, String path) {
        this.value = value;
        this.path = path;
    }

    /**
     * A parsed value.
     *
     * @param value {@link Map}, {@link List}, {@link String}, {@link Number}, {@link Boolean} or null
     */
    public static Json of(@Nullable Object value) {
        return new Json(value, "$");
    }

    /** Reads a member as something. */
    @FunctionalInterface
    private interface Reading<V> {
        V read(Json member) throws ConnectorException.BadData;
    }

    /** The plain value: {@link Map}, {@link List}, {@link String}, {@link Number}, {@link Boolean} or null. */
    public @Nullable Object raw() {
        return value;
    }

    /** Where it was found, for example {@code $.tasks[3].title}. */
    public String path() {
        return path;
    }

    public boolean isObject() {
        return value instanceof Map;
    }

    public boolean isArray() {
        return value instanceof List;
    }

    public boolean isNull() {
        return value == null;
    }

    /** Whether an object has a member of that name, be it null. */
    public boolean has(String name) {
        return value instanceof Map<?, ?> members && members.containsKey(name);
    }

    /** The member of an object. */
    public Json get(String name) throws ConnectorException.BadData {
        if (!(value instanceof Map<?, ?> members)) {
            throw unexpected("an object");
        }
        if (!members.containsKey(name)) {
            throw new ConnectorException.BadData("The answer has no '" + name + "' at " + path + ".", null);
        }
        return new Json(members.get(name), path + "." + name);
    }

    /** The elements of an array. */
    public List<Json> elements() throws ConnectorException.BadData {
        if (!(value instanceof List<?> values)) {
            throw unexpected("an array");
        }
        List<Json> elements = new ArrayList<>(values.size());
        for (Object element : values) {
            elements.add(new Json(element, path + "[" + elements.size() + "]"));
        }
        return elements;
    }

    public String text() throws ConnectorException.BadData {
        if (value instanceof String text) {
            return text;
        }
        throw unexpected("a text");
    }

    public boolean bool() throws ConnectorException.BadData {
        if (value instanceof Boolean truth) {
            return truth;
        }
        throw unexpected("true or false");
    }

    public long integer() throws ConnectorException.BadData {
        if (value instanceof Integer || value instanceof Long) {
            return ((Number) value).longValue();
        }
        throw unexpected("a whole number");
    }

    public double decimal() throws ConnectorException.BadData {
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        throw unexpected("a number");
    }

    /** A time as in RFC 3339, with any offset. */
    public Instant instant() throws ConnectorException.BadData {
        try {
            return OffsetDateTime.parse(text()).toInstant();
        } catch (DateTimeException e) {
            throw unexpected("a time such as 2026-11-21T12:00:00Z");
        }
    }

    /** A date; of a time, its date as written. */
    public LocalDate date() throws ConnectorException.BadData {
        String text = text();
        try {
            return LocalDate.parse(text.length() > 10 && text.charAt(10) == 'T' ? text.substring(0, 10) : text);
        } catch (DateTimeException e) {
            throw unexpected("a date such as 2026-11-21");
        }
    }

    public List<String> texts() throws ConnectorException.BadData {
        List<String> texts = new ArrayList<>();
        for (Json element : elements()) {
            texts.add(element.text());
        }
        return texts;
    }

    public String text(String name) throws ConnectorException.BadData {
        return get(name).text();
    }

    public boolean bool(String name) throws ConnectorException.BadData {
        return get(name).bool();
    }

    public long integer(String name) throws ConnectorException.BadData {
        return get(name).integer();
    }

    public double decimal(String name) throws ConnectorException.BadData {
        return get(name).decimal();
    }

    public Instant instant(String name) throws ConnectorException.BadData {
        return get(name).instant();
    }

    public LocalDate date(String name) throws ConnectorException.BadData {
        return get(name).date();
    }

    public List<String> texts(String name) throws ConnectorException.BadData {
        return get(name).texts();
    }

    public List<Json> elements(String name) throws ConnectorException.BadData {
        return get(name).elements();
    }

    /** The member, absent or null where the source says so. */
    public Presence<Json> maybe(String name) throws ConnectorException.BadData {
        return maybe(name, member -> member);
    }

    public Presence<String> maybeText(String name) throws ConnectorException.BadData {
        return maybe(name, Json::text);
    }

    public Presence<Boolean> maybeBool(String name) throws ConnectorException.BadData {
        return maybe(name, Json::bool);
    }

    public Presence<Long> maybeInteger(String name) throws ConnectorException.BadData {
        return maybe(name, Json::integer);
    }

    public Presence<Double> maybeDecimal(String name) throws ConnectorException.BadData {
        return maybe(name, Json::decimal);
    }

    public Presence<Instant> maybeInstant(String name) throws ConnectorException.BadData {
        return maybe(name, Json::instant);
    }

    public Presence<LocalDate> maybeDate(String name) throws ConnectorException.BadData {
        return maybe(name, Json::date);
    }

    public Presence<List<String>> maybeTexts(String name) throws ConnectorException.BadData {
        return maybe(name, Json::texts);
    }

    private <V> Presence<V> maybe(String name, Reading<V> reading) throws ConnectorException.BadData {
        if (!(value instanceof Map<?, ?> members)) {
            throw unexpected("an object");
        }
        if (!members.containsKey(name)) {
            return Presence.absent();
        }
        Json member = get(name);
        return member.isNull() ? new Presence.Null<>() : Presence.of(reading.read(member));
    }

    private ConnectorException.BadData unexpected(String expected) {
        return new ConnectorException.BadData(
                "The answer should have " + expected + " at " + path + ", but has " + describe() + ".", null);
    }

    /** What the value is, never what it holds. */
    private String describe() {
        return switch (value) {
            case null -> "null";
            case Map<?, ?> object -> "an object";
            case List<?> array -> "an array";
            case String text -> "a text";
            case Boolean truth -> "true or false";
            default -> "a number";
        };
    }

    @Override
    public String toString() {
        return path + ": " + describe();
    }
}
