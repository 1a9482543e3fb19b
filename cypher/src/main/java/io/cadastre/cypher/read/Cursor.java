package io.cadastre.cypher.read;

import io.cadastre.cypher.InvalidCursorException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a part of a list ended: the values that its order looks at, of the last item given out. Opaque to clients, who
 * may nevertheless send anything.
 *
 * @param order the name of the order; a cursor is of no use in another
 * @param values of the last item; null where it has none
 */
record Cursor(String order, List<@Nullable String> values) {
    private static final char NOTHING = '-';
    private static final char END_OF_LENGTH = ':';

    String encode() {
        StringBuilder text = new StringBuilder();
        append(text, order);
        values.forEach(value -> append(text, value));
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Reads what a client sent back.
     *
     * @throws InvalidCursorException if it is not of that order or has another number of values
     */
    static Cursor decode(String encoded, String order, int values) {
        List<@Nullable String> parts = new ArrayList<>();
        try {
            String text = new String(Base64.getUrlDecoder().decode(encoded), StandardCharsets.UTF_8);
            int at = 0;
            while (at < text.length()) {
                if (text.charAt(at) == NOTHING) {
                    parts.add(null);
                    at++;
                } else {
                    int end = text.indexOf(END_OF_LENGTH, at);
                    int length = Integer.parseUnsignedInt(text.substring(at, end));
                    parts.add(text.substring(end + 1, end + 1 + length));
                    at = end + 1 + length;
                }
            }
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new InvalidCursorException();
        }
        if (parts.size() != values + 1 || !order.equals(parts.getFirst())) {
            throw new InvalidCursorException();
        }
        return new Cursor(order, parts.subList(1, parts.size()));
    }

    /** A value that every item has. */
    String text(int index) {
        String value = values.get(index);
        if (value == null) {
            throw new InvalidCursorException();
        }
        return value;
    }

    private static void append(StringBuilder text, @Nullable String value) {
        if (value == null) {
            text.append(NOTHING);
        } else {
            text.append(value.length()).append(END_OF_LENGTH).append(value);
        }
    }
}
