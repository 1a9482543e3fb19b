package io.cadastre.connectors.host.source;

import java.util.ArrayList;
import java.util.List;

/**
 * A text cut into words at white space, as a shell would, with quotes respected and kept. The gaps are kept too, so that
 * words may be replaced and the text put together again.
 *
 * @param gaps what stands before each word, and after the last one
 * @param words the words, with their quotes
 */
record ShellWords(List<String> gaps, List<String> words) {
    ShellWords {
        gaps = List.copyOf(gaps);
        words = List.copyOf(words);
    }

    static ShellWords of(String text) {
        List<String> gaps = new ArrayList<>();
        List<String> words = new ArrayList<>();
        int at = 0;
        while (true) {
            int start = at;
            while (start < text.length() && Character.isWhitespace(text.charAt(start))) {
                start++;
            }
            gaps.add(text.substring(at, start));
            if (start == text.length()) {
                return new ShellWords(gaps, words);
            }
            at = endOfWord(text, start);
            words.add(text.substring(start, at));
        }
    }

    private static int endOfWord(String text, int start) {
        char quote = 0;
        int at = start;
        for (; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '\\' && quote != '\'') {
                at++;
            } else if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '"' || c == '\'') {
                quote = c;
            } else if (Character.isWhitespace(c)) {
                return at;
            }
        }
        // A quote that nobody closed takes the rest.
        return Math.min(at, text.length());
    }

    /** The text with other words in the same places. */
    String with(List<String> others) {
        StringBuilder text = new StringBuilder(gaps.getFirst());
        for (int i = 0; i < others.size(); i++) {
            text.append(others.get(i)).append(gaps.get(i + 1));
        }
        return text.toString();
    }

    /** A word without the quotes around it. */
    static String unquoted(String word) {
        char first = word.isEmpty() ? 0 : word.charAt(0);
        return word.length() >= 2 && (first == '"' || first == '\'') && word.charAt(word.length() - 1) == first
                ? word.substring(1, word.length() - 1)
                : word;
    }
}
