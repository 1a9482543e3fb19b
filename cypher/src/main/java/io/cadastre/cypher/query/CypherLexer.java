package io.cadastre.cypher.query;

import io.cadastre.cypher.query.CypherToken.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Splits Cypher as the server does, so that a word in a string, a comment or backticks is not taken for a keyword, and
 * no keyword hides behind one of them. As on the server, comments do not nest, a backslash in a string protects any one
 * character, a backtick is doubled within backticks, and what opens without closing opens nothing.
 */
final class CypherLexer {
    private static final Pattern ESCAPE = Pattern.compile("\\\\(?:u+(\\p{XDigit}{4})|U(\\p{XDigit}{8}))");

    private final String text;
    private final List<CypherToken> tokens = new ArrayList<>();
    private int at;

    private CypherLexer(String text) {
        this.text = text;
    }

    static List<CypherToken> tokens(String cypher) {
        CypherLexer lexer = new CypherLexer(decode(cypher));
        lexer.run();
        return lexer.tokens;
    }

    /**
     * Replaces Unicode escapes. Cypher 5 does so before it looks for tokens, Cypher 25 within strings only: an escape
     * that stands for a character with a meaning, such as a quote or a letter of a keyword, has no one reading and is
     * refused.
     */
    private static String decode(String cypher) {
        Matcher escapes = ESCAPE.matcher(cypher);
        StringBuilder decoded = new StringBuilder();
        while (escapes.find()) {
            String digits = escapes.group(1) != null ? escapes.group(1) : escapes.group(2);
            int character = Integer.parseUnsignedInt(digits, 16);
            if (!Character.isValidCodePoint(character) || character < 0x80) {
                throw new QueryException(
                        QueryException.Kind.NOT_ALLOWED,
                        "The escape " + escapes.group()
                                + " is not allowed. Write the character itself, or pass the text as a parameter.");
            }
            escapes.appendReplacement(decoded, Matcher.quoteReplacement(Character.toString(character)));
        }
        return escapes.appendTail(decoded).toString();
    }

    private void run() {
        while (at < text.length()) {
            int character = text.codePointAt(at);
            int next = at + Character.charCount(character);
            if (isSpace(character)) {
                at = next;
            } else if (text.startsWith("//", at)) {
                at = endOfLine();
            } else if (text.startsWith("/*", at) && text.indexOf("*/", at + 2) >= 0) {
                at = text.indexOf("*/", at + 2) + 2;
            } else if (character == '\'' || character == '"') {
                add(Kind.STRING, endOfString((char) character), 1);
            } else if (character == '`') {
                add(Kind.QUOTED, endOfQuoted(), 1);
            } else if (character >= '0' && character <= '9') {
                add(Kind.NUMBER, endOfNumber(), 0);
            } else if (character == '_' || Character.isLetter(character)) {
                add(Kind.WORD, endOfName(at), 0);
            } else if (text.startsWith("..", at)) {
                add(Kind.SYMBOL, at + 2, 0);
            } else {
                add(Character.isIdentifierIgnorable(character) ? Kind.INVISIBLE : Kind.SYMBOL, next, 0);
            }
        }
    }

    /** Adds a token that ends there; if it never ends, only the character that would have opened it. */
    private void add(Kind kind, int end, int quote) {
        if (end < 0) {
            tokens.add(new CypherToken(Kind.SYMBOL, text.substring(at, at + 1), at));
            at++;
            return;
        }
        String content = text.substring(at + quote, end - quote);
        tokens.add(new CypherToken(kind, kind == Kind.QUOTED ? content.replace("``", "`") : content, at));
        at = end;
    }

    private static boolean isSpace(int character) {
        return Character.isWhitespace(character) || Character.isSpaceChar(character) || character == 0x85;
    }

    private int endOfLine() {
        int end = at;
        while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
            end++;
        }
        return end;
    }

    private int endOfString(char quote) {
        for (int i = at + 1; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character == '\\') {
                i++;
            } else if (character == quote) {
                return i + 1;
            }
        }
        return -1;
    }

    /** A doubled backtick goes on, but only if another follows; else the first of the two has closed the name. */
    private int endOfQuoted() {
        int closed = -1;
        for (int i = at + 1; i < text.length(); i++) {
            if (text.charAt(i) == '`') {
                closed = i + 1;
                if (closed == text.length() || text.charAt(closed) != '`') {
                    return closed;
                }
                i++;
            }
        }
        return closed;
    }

    private int endOfName(int from) {
        int end = from;
        while (end < text.length()) {
            int character = text.codePointAt(end);
            if (!isPartOfName(character)) {
                break;
            }
            end += Character.charCount(character);
        }
        return end;
    }

    /** Fewer than the server takes: a word that ends too early is still a word. */
    private static boolean isPartOfName(int character) {
        return character == '_' || Character.isLetterOrDigit(character);
    }

    private int endOfNumber() {
        int end = endOfName(at);
        if (end + 1 < text.length() && text.charAt(end) == '.' && Character.isDigit(text.charAt(end + 1))) {
            end = endOfName(end + 1);
        }
        return end;
    }
}
