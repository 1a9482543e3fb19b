package io.cadastre.cypher.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Turns what people type into a query of the full-text index. Only letters and digits get there, in lower case, so that
 * nothing they type has a meaning in the index's own language. Each word has to occur; whole words count most, beginnings
 * more than other parts. Parts matter, since the index keeps {@code db-1.example.com} as few long words.
 */
final class SearchText {
    private static final int MOST_WORDS = 12;
    private static final int LONGEST_WORD = 200;

    private SearchText() {}

    /** The query; empty if there is no word to search for. */
    static String query(String text) {
        StringBuilder query = new StringBuilder();
        for (String word : words(text)) {
            query.append("+(").append(word).append("^8 ").append(word).append("*^2");
            if (word.codePointCount(0, word.length()) > 1) {
                query.append(" *").append(word).append('*');
            }
            query.append(") ");
        }
        return query.toString().strip();
    }

    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        text.toLowerCase(Locale.ROOT).codePoints().forEach(character -> {
            if (!Character.isLetterOrDigit(character)) {
                end(word, words);
            } else if (word.length() < LONGEST_WORD) {
                word.appendCodePoint(character);
            }
        });
        end(word, words);
        return words;
    }

    private static void end(StringBuilder word, List<String> words) {
        if (!word.isEmpty() && words.size() < MOST_WORDS) {
            words.add(word.toString());
        }
        word.setLength(0);
    }
}
