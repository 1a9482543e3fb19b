package io.cadastre.engine.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cadastre.cypher.TestGraph;
import io.cadastre.cypher.platform.DocumentKind;
import io.cadastre.cypher.platform.DocumentStore;
import java.security.SecureRandom;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class AccessTokensTest {
    @RegisterExtension
    static final TestGraph GRAPH = new TestGraph();

    private DocumentStore documents;
    private AccessTokens tokens;

    @BeforeEach
    void open() {
        documents = new DocumentStore(GRAPH.graph());
        tokens = new AccessTokens(documents, new SecureRandom());
    }

    @Test
    void aTokenOpensWhatItsRoleAllows() {
        String viewer = tokens.create("reader", Role.VIEWER);

        assertThat(tokens.authenticate(viewer)).contains(new Principal("reader", Role.VIEWER));
        assertThat(tokens.authenticate(viewer + "x")).isEmpty();
        assertThat(tokens.authenticate("")).isEmpty();
    }

    @Test
    void tokensSurviveARestart() {
        assertThat(tokens.hasAdmin()).isFalse();
        String admin = tokens.create(AccessTokens.ADMIN, Role.ADMIN);

        AccessTokens restarted = new AccessTokens(documents, new SecureRandom());

        assertThat(restarted.hasAdmin()).isTrue();
        assertThat(restarted.authenticate(admin)).isPresent();
    }

    @Test
    void aNewTokenOfTheSameNameReplacesTheOld() {
        String old = tokens.create("ci", Role.OPERATOR);
        String renewed = tokens.create("ci", Role.OPERATOR);

        assertThat(tokens.authenticate(old)).isEmpty();
        assertThat(tokens.authenticate(renewed)).isPresent();
    }

    @Test
    void aTokenChosenElsewhereIsTakenIfItIsLongEnough() {
        tokens.adopt(AccessTokens.ADMIN, Role.ADMIN, "chosen by the operator");

        assertThat(tokens.authenticate("chosen by the operator")).contains(new Principal("admin", Role.ADMIN));
        assertThatThrownBy(() -> tokens.adopt(AccessTokens.ADMIN, Role.ADMIN, "short"))
                .hasMessageContaining("at least 16 characters");
    }

    @Test
    @DisplayName("I14: what is stored opens nothing")
    void noTokenIsStoredInClear() {
        String token = tokens.create("reader", Role.VIEWER);

        assertThat(documents.list(DocumentKind.TOKEN, Map.of(), null, 10).items())
                .singleElement()
                .satisfies(document ->
                        assertThat(document.toString()).doesNotContain(token).doesNotContain(token.substring(4)));
    }

    @Test
    void aRoleIncludesThoseBelowIt() {
        assertThat(Role.ADMIN.includes(Role.VIEWER)).isTrue();
        assertThat(Role.VIEWER.includes(Role.OPERATOR)).isFalse();
        assertThat(Role.OPERATOR.includes(Role.OPERATOR)).isTrue();
    }
}
