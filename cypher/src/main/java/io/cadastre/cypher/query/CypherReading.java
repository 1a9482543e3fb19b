package io.cadastre.cypher.query;

import io.cadastre.cypher.query.CypherToken.Kind;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/**
 * What the text of a query says, before any server sees it. The plan alone is no proof: a subquery within a list
 * comprehension or a {@code CASE} is planned out of sight, so {@code [x IN [1] | COLLECT { LOAD CSV … }]} explains as a
 * read-only projection. Commands are therefore refused by their words, wherever these stand as commands.
 */
final class CypherReading {
    /** Commands, whatever follows them; of {@code CALL}, {@code LOAD}, {@code START} and {@code STOP} see below. */
    private static final Set<String> COMMANDS = Set.of(
            "ALTER",
            "CREATE",
            "DEALLOCATE",
            "DELETE",
            "DENY",
            "DETACH",
            "DROP",
            "DRYRUN",
            "ENABLE",
            "FOREACH",
            "GRANT",
            "INSERT",
            "MERGE",
            "NODETACH",
            "REALLOCATE",
            "REMOVE",
            "RENAME",
            "REVOKE",
            "SET",
            "SHOW",
            "TERMINATE",
            "USE");

    /** What may follow a variable. A variable may be called {@code set} or {@code use}: then one of these is next. */
    private static final Set<String> AFTER_A_VARIABLE = Set.of(
            "AND",
            "AS",
            "ASC",
            "ASCENDING",
            "CALL",
            "CONTAINS",
            "DESC",
            "DESCENDING",
            "ELSE",
            "END",
            "ENDS",
            "FILTER",
            "FINISH",
            "IN",
            "IS",
            "LET",
            "LIMIT",
            "MATCH",
            "NEXT",
            "OFFSET",
            "OPTIONAL",
            "OR",
            "ORDER",
            "RETURN",
            "SKIP",
            "STARTS",
            "THEN",
            "UNION",
            "UNWIND",
            "WHEN",
            "WHERE",
            "WITH",
            "XOR",
            "YIELD");

    /** Before one of these words a bracket opens a list; but each may also be the name of a variable. */
    private static final Set<String> BEFORE_A_LIST = Set.of(
            "ALL",
            "AND",
            "AS",
            "BY",
            "CASE",
            "CONTAINS",
            "DISTINCT",
            "ELSE",
            "FILTER",
            "IN",
            "LIMIT",
            "NOT",
            "OR",
            "RETURN",
            "THEN",
            "UNWIND",
            "WHEN",
            "WHERE",
            "WITH",
            "XOR");

    /** Neo4j 2026.08 answers this in less than a second, and twice as much not before the timeout ends it. */
    private static final int DEEPEST = 100;

    private static final CypherToken NONE = new CypherToken(Kind.SYMBOL, "", -1);

    private final List<CypherToken> tokens;
    private final Deque<String> open = new ArrayDeque<>();
    private int chained;
    private boolean readsAnyProperty;
    private boolean plansOutOfSight;

    private CypherReading(List<CypherToken> tokens) {
        this.tokens = tokens;
    }

    /**
     * Reads a query.
     *
     * @throws QueryException if a word of it is not allowed
     */
    static CypherReading of(String cypher) {
        CypherReading reading = new CypherReading(CypherLexer.tokens(cypher));
        reading.checkBeginning();
        for (int i = 0; i < reading.tokens.size(); i++) {
            reading.check(i);
        }
        return reading;
    }

    /** Whether it reads properties without naming them, as {@code properties(n)}, {@code n[$key]} and {@code n {.*}} do. */
    boolean readsAnyProperty() {
        return readsAnyProperty;
    }

    /** Whether it has parts that its plan may not show. */
    boolean plansOutOfSight() {
        return plansOutOfSight;
    }

    private void checkBeginning() {
        int first = 0;
        if (word(0, "CYPHER")) {
            CypherToken version = token(1);
            if (version.kind() != Kind.NUMBER || symbol(3, "=")) {
                throw refused("Of the options before a query only a version is allowed, as in CYPHER 25.");
            }
            first = 2;
        }
        if (word(first, "EXPLAIN") || word(first, "PROFILE")) {
            throw refused("Send the query without " + tokens.get(first).upper() + "; ask for its plan instead.");
        }
        if (word(first, "USE") || word(first, "CYPHER")) {
            throw refused(tokens.get(first).upper() + " is not allowed here. Remove it.");
        }
    }

    private void check(int i) {
        CypherToken token = tokens.get(i);
        switch (token.kind()) {
            case INVISIBLE ->
                throw refused("The query has an invisible character, U+%04X. Remove it."
                        .formatted(token.text().codePointAt(0)));
            case SYMBOL -> checkSymbol(i, token);
            case WORD -> {
                checkCommand(i, token);
                checkName(i, token);
            }
            case QUOTED -> checkName(i, token);
            case STRING, NUMBER -> {}
        }
        checkDepth(i, token);
    }

    private void checkSymbol(int i, CypherToken token) {
        switch (token.text()) {
            case "{" -> {
                open.push("{");
                plansOutOfSight |= word(i - 1, "EXISTS") || word(i - 1, "COUNT") || word(i - 1, "COLLECT");
            }
            case "(" -> open.push("(");
            case "[" -> {
                open.push("[");
                // A pattern comprehension: [(a)-->(b) | b] or [p = (a)-->(b) | p].
                plansOutOfSight |= symbol(i + 1, "(") || (symbol(i + 2, "=") && symbol(i + 3, "("));
                readsAnyProperty |= !CypherSubscript.namesNothing(tokens, i, BEFORE_A_LIST);
            }
            case ")", "]", "}" -> open.poll();
            case "." -> readsAnyProperty |= symbol(i + 1, "*");
            default -> {}
        }
    }

    /** Each operator of a chain holds those before it, as each bracket holds what is within. */
    private void checkDepth(int i, CypherToken token) {
        if (token.isSymbol(",") || (token.kind() == Kind.WORD && AFTER_A_VARIABLE.contains(token.upper()))) {
            chained = 0;
        } else if (chains(i, token)) {
            chained++;
        }
        if (open.size() + chained > DEEPEST) {
            throw refused(
                    "Brackets and operators may be nested at most " + DEEPEST
                            + " deep, and a chain such as a + b + c nests. Write the query flatter, or pass lists as parameters.");
        }
    }

    /** Whether it is an operator of which a chain nests; those of patterns and of {@code AND} and {@code OR} do not. */
    private boolean chains(int i, CypherToken token) {
        if (token.kind() != Kind.SYMBOL) {
            return token.isWord("NOT");
        }
        CypherToken before = token(i - 1);
        return switch (token.text()) {
            case "+", "*", "/", "%", "^" -> true;
            case "-" -> before.isName() || before.kind() == Kind.NUMBER || before.kind() == Kind.STRING;
            case "|" -> before.isSymbol("|");
            default -> false;
        };
    }

    private void checkCommand(int i, CypherToken token) {
        CypherToken next = token(i + 1);
        if (symbol(i - 1, ".") || symbol(i - 1, ":") || symbol(i - 1, "$")) {
            return;
        }
        String word = token.upper();
        boolean refused = switch (word) {
            case "LOAD" -> next.isWord("CSV");
            case "START", "STOP" -> next.isWord("DATABASE");
            case "IN" -> symbol(i - 1, "}") && inTransactions(i + 1);
            default ->
                COMMANDS.contains(word)
                        && (next.isSymbol("(")
                                || next.kind() == Kind.QUOTED
                                || (next.isWord("OR") && word(i + 2, "REPLACE"))
                                || (next.kind() == Kind.WORD && !AFTER_A_VARIABLE.contains(next.upper())));
        };
        if (refused) {
            throw refused(word + " is not allowed: a query may only read the inventory.");
        }
    }

    private boolean inTransactions(int from) {
        return word(from, "TRANSACTIONS") || word(from + 1, "TRANSACTIONS") || word(from + 2, "TRANSACTIONS");
    }

    private void checkName(int i, CypherToken token) {
        String name = token.text();
        boolean property = symbol(i - 1, ".") || isMapKey(i);
        if ((name.startsWith("_") && name.length() > 1 && Character.isUpperCase(name.charAt(1)))
                || (property && !AllowedNames.property(name))) {
            throw refused("The name '" + name + "' belongs to Cadastre itself and cannot be queried.");
        }
        if (!symbol(i - 1, ".")) {
            checkCall(i, token);
        }
    }

    private boolean isMapKey(int i) {
        return "{".equals(open.peek()) && symbol(i + 1, ":") && (symbol(i - 1, "{") || symbol(i - 1, ","));
    }

    /** Looks at {@code name.name(…} and {@code CALL name.name}. Only names with a dot can be other than built in. */
    private void checkCall(int i, CypherToken first) {
        StringBuilder name = new StringBuilder(first.text());
        int last = i;
        while (symbol(last + 1, ".") && token(last + 2).isName()) {
            name.append('.').append(token(last + 2).text());
            last += 2;
        }
        if (last == i) {
            readsAnyProperty |= name.toString().equalsIgnoreCase("properties") && symbol(i + 1, "(");
        } else if (word(i - 1, "CALL")) {
            if (!AllowedNames.procedure(name.toString())) {
                throw refused("The procedure " + name + " is not allowed.");
            }
        } else if (symbol(last + 1, "(") && !AllowedNames.function(name.toString())) {
            throw refused("The function " + name + " is not allowed.");
        }
    }

    private CypherToken token(int i) {
        return i >= 0 && i < tokens.size() ? tokens.get(i) : NONE;
    }

    private boolean word(int i, String keyword) {
        return token(i).isWord(keyword);
    }

    private boolean symbol(int i, String symbol) {
        return token(i).isSymbol(symbol);
    }

    private static QueryException refused(String message) {
        return new QueryException(QueryException.Kind.NOT_ALLOWED, message);
    }
}
