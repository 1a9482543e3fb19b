package io.cadastre.engine.call;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads {@code Link} headers (RFC 8288). */
final class LinkHeader {
    private final String text;
    private int at;

    private LinkHeader(String text) {
        this.text = text;
    }

    /** The target of the first link with that relation, as written. */
    static Optional<String> target(List<String> headers, String relation) {
        return headers.stream()
                .flatMap(header -> new LinkHeader(header).find(relation).stream())
                .findFirst();
    }

    private Optional<String> find(String relation) {
        while (true) {
            int open = text.indexOf('<', at);
            int end = open < 0 ? -1 : text.indexOf('>', open);
            if (end < 0) {
                return Optional.empty();
            }
            String target = text.substring(open + 1, end).strip();
            at = end + 1;
            if (hasRelation(relation)) {
                return Optional.of(target);
            }
        }
    }

    /** Reads the parameters of one link to their end. */
    private boolean hasRelation(String relation) {
        boolean found = false;
        boolean seen = false;
        while (at < text.length() && text.charAt(at) != ',') {
            if (text.charAt(at) != ';') {
                at++;
                continue;
            }
            at++;
            String name = word().toLowerCase(Locale.ROOT);
            String value = "";
            if (at < text.length() && text.charAt(at) == '=') {
                at++;
                value = value();
            }
            // Only the first one counts.
            if (name.equals("rel") && !seen) {
                seen = true;
                found = List.of(value.strip().toLowerCase(Locale.ROOT).split("\\s+"))
                        .contains(relation.toLowerCase(Locale.ROOT));
            }
        }
        return found;
    }

    private String word() {
        int start = at;
        while (at < text.length() && ";,=".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return text.substring(start, at).strip();
    }

    private String value() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        if (at >= text.length() || text.charAt(at) != '"') {
            return word();
        }
        at++;
        StringBuilder value = new StringBuilder();
        while (at < text.length() && text.charAt(at) != '"') {
            if (text.charAt(at) == '\\' && at + 1 < text.length()) {
                at++;
            }
            value.append(text.charAt(at));
            at++;
        }
        at++;
        return value.toString();
    }
}
