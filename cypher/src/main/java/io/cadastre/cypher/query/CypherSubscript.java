package io.cadastre.cypher.query;

import io.cadastre.cypher.query.CypherToken.Kind;
import java.util.List;
import java.util.Set;

/** Tells a bracket that may read a property by a computed name, {@code n[$key]}, from all other brackets. */
final class CypherSubscript {
    private CypherSubscript() {}

    /**
     * Whether what the bracket at that place encloses can name no property: a list, a comprehension, a pattern, or
     * numbers as in {@code names[0]} and {@code names[1..3]}.
     *
     * @param beforeLists words after which a list may begin
     */
    static boolean namesNothing(List<CypherToken> tokens, int bracket, Set<String> beforeLists) {
        if (bracket == 0) {
            return true;
        }
        CypherToken before = tokens.get(bracket - 1);
        boolean afterValue = before.isName() || before.kind() == Kind.STRING || ")]}".contains(before.text());
        if (!afterValue) {
            return true;
        }
        if (bracket > 1 && before.isName() && tokens.get(bracket - 2).isSymbol("$")) {
            // Part of a parameter, which is no node.
            return true;
        }
        List<CypherToken> content = content(tokens, bracket);
        if (content.stream()
                .allMatch(token -> token.kind() == Kind.NUMBER || token.isSymbol("..") || token.isSymbol("-"))) {
            return true;
        }
        return before.kind() == Kind.WORD && beforeLists.contains(before.upper()) && isList(content);
    }

    /** A list after all, though the word before it may be a variable: {@code in['name']} and {@code in[key]} are none. */
    private static boolean isList(List<CypherToken> content) {
        if (content.size() == 1) {
            CypherToken only = content.getFirst();
            return only.kind() == Kind.STRING
                    && !only.text().startsWith("_")
                    && !only.text().contains("\\");
        }
        int depth = 0;
        for (CypherToken token : content) {
            if ("([{".contains(token.text()) && token.kind() == Kind.SYMBOL) {
                depth++;
            } else if (")]}".contains(token.text()) && token.kind() == Kind.SYMBOL) {
                depth--;
            } else if (depth == 0 && (token.isSymbol(",") || token.isSymbol("|"))) {
                return true;
            }
        }
        return content.get(1).isWord("IN");
    }

    private static List<CypherToken> content(List<CypherToken> tokens, int bracket) {
        int depth = 0;
        for (int i = bracket; i < tokens.size(); i++) {
            if (tokens.get(i).isSymbol("[")) {
                depth++;
            } else if (tokens.get(i).isSymbol("]") && --depth == 0) {
                return tokens.subList(bracket + 1, i);
            }
        }
        return tokens.subList(bracket + 1, tokens.size());
    }
}
