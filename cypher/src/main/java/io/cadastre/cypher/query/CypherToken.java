package io.cadastre.cypher.query;

import java.util.Locale;

/**
 * A token of Cypher, as far as the guard has to tell tokens apart.
 *
 * @param kind what it is
 * @param text a name without its backticks, a string without its quotes, anything else as it stands
 * @param offset where it begins
 */
record CypherToken(Kind kind, String text, int offset) {
    enum Kind {
        /** A keyword or a name. */
        WORD,
        /** A name in backticks. */
        QUOTED,
        STRING,
        NUMBER,
        /** One other character, or two dots. */
        SYMBOL,
        /** A control or format character, which people do not see. */
        INVISIBLE
    }

    boolean isName() {
        return kind == Kind.WORD || kind == Kind.QUOTED;
    }

    boolean isSymbol(String symbol) {
        return kind == Kind.SYMBOL && text.equals(symbol);
    }

    boolean isWord(String keyword) {
        return kind == Kind.WORD && text.equalsIgnoreCase(keyword);
    }

    /** The text as a keyword is listed. */
    String upper() {
        return text.toUpperCase(Locale.ROOT);
    }
}
