package io.cadastre.cypher.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.antlr.v4.runtime.CharStream;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.Lexer;
import org.antlr.v4.runtime.Token;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.neo4j.cypher.internal.parser.v25.Cypher25Lexer;
import org.neo4j.cypher.internal.parser.v5.Cypher5Lexer;

/** Compares with the server's own lexers: no word that they see may escape ours. */
class CypherLexerTest {
    private static final int TEXTS = 20_000;
    private static final String[] PIECES = {
        "LOAD",
        "CSV",
        "CREATE",
        "x",
        "_a",
        "é",
        "€",
        "·",
        "1",
        "0",
        "1.5",
        ".5",
        "1e5",
        "0xF",
        "1_0",
        "'",
        "\"",
        "`",
        "``",
        "\\",
        "\\\\",
        "\\'",
        "//",
        "/*",
        "*/",
        "/",
        "*",
        "\n",
        "\r",
        " ",
        "\t",
        "\u00a0",
        "\u2003",
        "\u2028",
        "\u0085",
        ".",
        "..",
        ",",
        "(",
        ")",
        "[",
        "]",
        "{",
        "}",
        "$",
        "-",
        "=",
        ":",
        ";",
        "\ud83d\ude00",
        "\u0301",
        "ß",
        "ı",
        "\f"
    };

    @ParameterizedTest
    @ValueSource(ints = {5, 25})
    @DisplayName("I13: every command that the server's lexer sees is seen by the guard's lexer")
    void seesEveryCommandThatTheServerSees(int version) {
        Random random = new Random(42);
        int seen = 0;
        for (int i = 0; i < TEXTS; i++) {
            StringBuilder text = new StringBuilder();
            for (int piece = random.nextInt(12); piece >= 0; piece--) {
                text.append(PIECES[random.nextInt(PIECES.length)]);
            }
            List<String> theirs = serverCommands(version, text.toString());
            seen += theirs.size();
            assertThat(commands(text.toString()))
                    .as(GuardCases.visible(text.toString()))
                    .containsAll(theirs);
        }
        assertThat(seen).isGreaterThan(TEXTS / 10);
    }

    /** The commands among the tokens that are not hidden. */
    private static List<String> serverCommands(int version, String text) {
        CharStream characters = CharStreams.fromString(text);
        Lexer lexer = version == 5 ? new Cypher5Lexer(characters) : new Cypher25Lexer(characters);
        lexer.removeErrorListeners();
        List<String> commands = new ArrayList<>();
        for (Token token : lexer.getAllTokens()) {
            if (token.getChannel() == Token.DEFAULT_CHANNEL && isCommand(token.getText())) {
                commands.add(token.getText() + "@" + token.getStartIndex());
            }
        }
        return commands;
    }

    private static List<String> commands(String text) {
        return CypherLexer.tokens(text).stream()
                .filter(token -> token.kind() == CypherToken.Kind.WORD && isCommand(token.text()))
                .map(token -> token.text() + "@" + text.codePointCount(0, token.offset()))
                .toList();
    }

    private static boolean isCommand(String text) {
        return List.of("LOAD", "CSV", "CREATE").contains(text.toUpperCase(Locale.ROOT));
    }
}
