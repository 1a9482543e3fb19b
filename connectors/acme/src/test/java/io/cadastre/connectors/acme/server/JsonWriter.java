package io.cadastre.connectors.acme.server;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes plain values as JSON. */
final class JsonWriter {
    private final StringBuilder out = new StringBuilder();

    private JsonWriter() {}

    static String write(@Nullable Object value) {
        JsonWriter writer = new JsonWriter();
        writer.value(value);
        return writer.out.toString();
    }

    private void value(@Nullable Object value) {
        switch (value) {
            case null -> out.append("null");
            case String text -> text(text);
            case Number number -> out.append(number);
            case Boolean truth -> out.append(truth);
            case List<?> elements -> {
                out.append('[');
                for (Iterator<?> each = elements.iterator(); each.hasNext(); ) {
                    value(each.next());
                    out.append(each.hasNext() ? "," : "");
                }
                out.append(']');
            }
            case Map<?, ?> members -> {
                out.append('{');
                for (Iterator<? extends Map.Entry<?, ?>> each =
                                members.entrySet().iterator();
                        each.hasNext(); ) {
                    Map.Entry<?, ?> member = each.next();
                    text(String.valueOf(member.getKey()));
                    out.append(':');
                    value(member.getValue());
                    out.append(each.hasNext() ? "," : "");
                }
                out.append('}');
            }
            default -> throw new IllegalArgumentException("Not JSON: " + value.getClass());
        }
    }

    private void text(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ') {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }
}
