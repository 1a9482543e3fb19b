package io.cadastre.connectors.exec;

/** Text of others, as it may stand in a message: short, and without control characters. */
final class Shown {
    private Shown() {}

    /** A name or a key. */
    static String name(String text) {
        return text(text, 80);
    }

    static String text(String text, int most) {
        StringBuilder shown = new StringBuilder();
        text.codePoints()
                .limit(most)
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE ? ' ' : c)
                .forEach(shown::appendCodePoint);
        return text.codePointCount(0, text.length()) > most ? shown.append('…').toString() : shown.toString();
    }
}
