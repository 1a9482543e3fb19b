package io.cadastre.engine.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cadastre.cypher.TestGraph;
import io.cadastre.cypher.platform.DocumentKind;
import io.cadastre.cypher.platform.DocumentStore;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
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
    @DisplayName("P18: a token that another process made is known here soon, and one that it replaced no longer is")
    void tokensOfOtherProcessesAreKnown() {
        AtomicLong nanos = new AtomicLong();
        AccessTokens here = new AccessTokens(documents, new SecureRandom(), nanos::get);
        String old = tokens.create("ci", Role.OPERATOR);
        nanos.addAndGet(Duration.ofSeconds(2).toNanos());
        assertThat(here.authenticate(old)).isPresent();

        String renewed = tokens.create("ci", Role.OPERATOR);
        nanos.addAndGet(Duration.ofSeconds(2).toNanos());

        assertThat(here.authenticate(renewed)).isPresent();
        assertThat(here.authenticate(old)).isEmpty();
    }

    @Test
    @DisplayName("P18: processes that share a database replace their own administrator's token only")
    void eachProcessHasItsOwnAdminToken() {
        String one = tokens.createAdmin("one");
        String two = tokens.createAdmin("two");
        String newOfOne = tokens.createAdmin("one");

        assertThat(tokens.authenticate(two)).contains(new Principal("admin", Role.ADMIN));
        assertThat(tokens.authenticate(newOfOne)).contains(new Principal("admin", Role.ADMIN));
        assertThat(tokens.authenticate(one)).isEmpty();
        assertThat(tokens.hasAdmin()).isTrue();
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
