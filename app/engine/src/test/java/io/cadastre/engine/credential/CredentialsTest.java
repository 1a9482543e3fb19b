package io.cadastre.engine.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cadastre.cypher.TestGraph;
import io.cadastre.engine.House;
import io.cadastre.engine.installation.InstallationChange;
import io.cadastre.engine.installation.InstallationRecord;
import io.cadastre.engine.installation.InvalidInstallationException;
import io.cadastre.engine.installation.NewInstallation;
import io.cadastre.engine.sync.SyncReport;
import io.cadastre.engine.sync.SyncState;
import io.cadastre.spi.Config;
import io.cadastre.spi.credential.Credential;
import io.cadastre.spi.credential.OAuthSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Secrets of installations, from being given to being used (I14). */
class CredentialsTest {
    private static final String SECRET = "s3cr3t-Wörd-7f1c";

    @RegisterExtension
    static final TestGraph GRAPH = new TestGraph();

    @TempDir
    private Path directory = Path.of("set by JUnit");

    private final KeyedConnector connector = new KeyedConnector();
    private House house;

    @BeforeEach
    void open() {
        house = new House(GRAPH.graph(), directory, connector);
    }

    @AfterEach
    void close() {
        house.close();
    }

    private void restart() {
        house.close();
        open();
    }

    private InstallationRecord install(Map<String, ?> credentials) throws InvalidInstallationException {
        return house.installations.create(new NewInstallation("One", "keyed", Map.of(), credentials, null));
    }

    private void update(String id, Map<String, ?> credentials) throws InvalidInstallationException {
        house.installations.update(id, new InstallationChange(null, Map.of(), credentials, false, null));
    }

    private SyncReport sync(String id) {
        connector.used.clear();
        return house.sync(id);
    }

    private String everythingInTheDatabase() {
        return house
                .query("MATCH (n) RETURN toString(properties(n)._body) + ' ' + reduce(all = '', key IN keys(n) |"
                        + " all + key + ' ' + coalesce(toStringOrNull(n[key]), '')) AS text")
                .stream()
                .map(row -> row.get("text").asString(""))
                .reduce("", String::concat);
    }

    @Test
    void aSecretReachesTheConnectorAndStandsNowhereInClear() throws Exception {
        String id = install(Map.of("apiKey", SECRET)).id();

        SyncReport report = sync(id);

        assertThat(report.state()).isEqualTo(SyncState.SUCCEEDED);
        assertThat(connector.used).containsExactly(SECRET);
        assertThat(connector.handles).allSatisfy(handle -> assertThat(handle).hasToString("apiKey"));
        assertThat(everythingInTheDatabase()).contains("apiKey").doesNotContain(SECRET);
        assertThat(report.toString()).doesNotContain(SECRET);
        assertThat(house.installations.credentialNames(id)).containsExactly("apiKey");
    }

    @Test
    void everythingThatIsWrongWithSecretsIsSaidAtOnceAndNoneOfItQuotesThem() {
        Map<String, @Nullable Object> wrong = new HashMap<>();
        wrong.put("apiKey", "  ");
        wrong.put("app", Map.of("clientId", "me", "clientSecret", 7, "password", SECRET));
        wrong.put("odd", SECRET);

        var refused = catchThrowableOfType(InvalidInstallationException.class, () -> install(wrong));

        assertThat(refused.problems())
                .extracting(Config.Problem::field)
                .containsExactlyInAnyOrder("apiKey", "app.clientSecret", "app.refreshToken", "app", "odd");
        assertThat(refused.getMessage()).doesNotContain(SECRET);
        assertThatThrownBy(() -> install(Map.of())).hasMessageContaining("API key is required");
        assertThat(house.installations.list()).isEmpty();
        assertThat(house.count("MATCH (n:_Credential) RETURN count(n)")).isZero();
    }

    @Test
    void whatIsAbsentFromAChangeStays() throws Exception {
        String id = install(Map.of("apiKey", SECRET, "spareKey", "spare")).id();

        house.installations.update(id, new InstallationChange("Two", Map.of("region", "south"), Map.of(), false, null));
        sync(id);

        assertThat(connector.used).containsExactly(SECRET);
        assertThat(house.installations.find(id)).get().satisfies(changed -> {
            assertThat(changed.name()).isEqualTo("Two");
            assertThat(changed.config()).isEqualTo(Map.of("region", "south"));
        });
        assertThat(house.installations.credentialNames(id)).containsExactly("apiKey", "spareKey");
    }

    @Test
    void aSecretIsReplacedAndOneThatIsNotRequiredIsTakenAway() throws Exception {
        String id = install(Map.of("apiKey", SECRET, "spareKey", "spare")).id();
        Map<String, @Nullable Object> change = new HashMap<>();
        change.put("apiKey", "another");
        change.put("spareKey", null);

        update(id, change);
        sync(id);

        assertThat(connector.used).containsExactly("another");
        assertThat(house.installations.credentialNames(id)).containsExactly("apiKey");
    }

    @Test
    void aRequiredSecretIsNotTakenAway() throws Exception {
        String id = install(Map.of("apiKey", SECRET)).id();
        Map<String, @Nullable Object> change = new HashMap<>();
        change.put("apiKey", null);

        assertThatThrownBy(() -> update(id, change)).hasMessageContaining("API key is required");

        sync(id);
        assertThat(connector.used).containsExactly(SECRET);
    }

    @Test
    void secretsGoWithTheirInstallation() throws Exception {
        String id = install(Map.of("apiKey", SECRET)).id();
        String other = install(Map.of("apiKey", "other")).id();

        house.syncs.remove(id, false);

        assertThat(house.query("MATCH (n:_Credential) RETURN n._attribute_installation AS installation"))
                .extracting(row -> row.get("installation").asString())
                .containsExactly(other);
    }

    @Test
    void secretsSurviveARestart() throws Exception {
        String id = install(Map.of("apiKey", SECRET)).id();

        restart();
        sync(id);

        assertThat(connector.used).containsExactly(SECRET);
    }

    @Test
    void aSealedSecretThatIsMovedToAnotherPlaceDoesNotOpen() throws Exception {
        String mine = install(Map.of("apiKey", SECRET)).id();
        String theirs = install(Map.of("apiKey", "theirs", "spareKey", "spare")).id();

        move(theirs + ":apiKey", mine + ":apiKey");
        move(theirs + ":apiKey", theirs + ":spareKey");

        assertThat(sync(mine).reason()).contains("apiKey", "sealed with a key");
        assertThat(sync(theirs).reason()).contains("spareKey", "sealed with a key");
        assertThat(connector.used).isEmpty();
    }

    private void move(String from, String to) {
        try (var session = GRAPH.graph().writeSession()) {
            session.run(
                            "MATCH (a:_Credential {_documentKey: $from}), (b:_Credential {_documentKey: $to})"
                                    + " SET b._body = a._body",
                            Map.of("from", from, "to", to))
                    .consume();
        }
    }

    @Test
    void withoutItsKeyASyncFailsWithWhatToDoAndNothingIsDeleted() throws Exception {
        String id = install(Map.of("apiKey", SECRET)).id();
        sync(id);
        Path key = directory.resolve("secret-key");
        Path backup = Files.move(key, directory.resolve("backup"));

        restart();
        SyncReport failed = sync(id);

        assertThat(failed.state()).isEqualTo(SyncState.FAILED);
        assertThat(failed.reason())
                .contains("apiKey", "not in " + key, "installations update " + id)
                .doesNotContain(SECRET);
        assertThat(house.count("MATCH (n:TestHost) RETURN count(n)")).isEqualTo(1);
        assertThat(house.installations.credentialNames(id)).containsExactly("apiKey");

        Files.writeString(key, Files.readString(key) + Files.readString(backup));
        restart();
        assertThat(sync(id).state()).isEqualTo(SyncState.SUCCEEDED);
        assertThat(connector.used).containsExactly(SECRET);
    }

    @Test
    void aSecretThatIsGivenAgainAfterItsKeyWasLostIsGood() throws Exception {
        String id = install(Map.of("apiKey", SECRET)).id();
        Files.delete(directory.resolve("secret-key"));
        restart();

        update(id, Map.of("apiKey", "again"));

        assertThat(sync(id).state()).isEqualTo(SyncState.SUCCEEDED);
        assertThat(connector.used).containsExactly("again");
    }

    @Test
    void aKeyThatCannotBeReadIsLeftAloneAndRefusesSecretsWithWhatToDo() throws Exception {
        String id = install(Map.of("apiKey", SECRET)).id();
        Path key = directory.resolve("secret-key");
        Files.writeString(key, "bm90IGEga2V5");

        restart();

        assertThat(sync(id).reason()).contains(key.toString(), "backup").doesNotContain("bm90IGEga2V5");
        assertThatThrownBy(() -> install(Map.of("apiKey", "new")))
                .isInstanceOf(SecretKeyException.class)
                .hasMessageContaining("backup");
        assertThat(house.installations.list()).hasSize(1);
        assertThat(key).hasContent("bm90IGEga2V5");
    }

    @Test
    void limitsAreSharedByEqualSecretsOfOneConnectorOnly() throws Exception {
        InstallationRecord one = install(Map.of("apiKey", SECRET));
        InstallationRecord same = install(Map.of("apiKey", SECRET));
        InstallationRecord other = install(Map.of("apiKey", "other"));
        var definition = connector.definition();

        String identity = house.installations.setup(one, definition).identity();

        assertThat(identity).isNotEmpty().doesNotContain(SECRET);
        assertThat(house.installations.setup(same, definition).identity()).isEqualTo(identity);
        assertThat(house.installations.setup(other, definition).identity()).isNotEqualTo(identity);
        assertThat(house.vault.open(one.id(), "another connector").identity()).isNotEqualTo(identity);
        assertThat(house.vault.open("none", "keyed").identity()).isEmpty();
    }

    /** Writes down what the client of an installation keeps its tokens in. */
    private CredentialVault listening(List<OAuthTokens> heard) {
        return new CredentialVault(house.documents, house.keyring, (connectorName, name, settings, tokens) -> {
            heard.add(tokens);
            return new TextCredential(name, "token");
        });
    }

    private static final OAuthSettings OAUTH = OAuthSettings.refresh(URI.create("https://example.org/token"));
    private static final Map<String, Object> CLIENT =
            Map.of("clientId", "me", "clientSecret", SECRET, "refreshToken", "first");

    @Test
    void aTokenThatTheSourceRenewedSurvivesARestartAndIsSharedByAllWhoUseIt() throws Exception {
        String id = install(Map.of("apiKey", "key", "app", CLIENT)).id();
        List<OAuthTokens> heard = new ArrayList<>();
        CredentialVault vault = listening(heard);
        Credential first = vault.open(id, "keyed").credentials().oauth("app", OAUTH);
        Credential second = vault.open(id, "keyed").credentials().oauth("app", OAUTH);
        assertThat(second).isSameAs(first);
        OAuthTokens tokens = heard.getFirst();
        assertThat(tokens.read()).map(OAuthSecret::refreshToken).contains("first");

        tokens.keep(new OAuthSecret("me", SECRET, "second"));
        restart();

        List<OAuthTokens> later = new ArrayList<>();
        listening(later).open(id, "keyed").credentials().oauth("app", OAUTH);
        assertThat(later.getFirst().read()).map(OAuthSecret::refreshToken).contains("second");
        assertThat(everythingInTheDatabase()).doesNotContain(SECRET);
    }

    @Test
    void aTokenThatComesAfterTheClientWasGivenAnewOrRemovedIsNotKept() throws Exception {
        String id = install(Map.of("apiKey", "key", "app", CLIENT)).id();
        List<OAuthTokens> heard = new ArrayList<>();
        listening(heard).open(id, "keyed").credentials().oauth("app", OAUTH);
        OAuthTokens tokens = heard.getFirst();
        tokens.read();

        update(id, Map.of("app", Map.of("clientId", "you", "clientSecret", "new", "refreshToken", "newer")));
        tokens.keep(new OAuthSecret("me", SECRET, "second"));
        assertThat(tokens.read()).map(OAuthSecret::refreshToken).contains("newer");

        house.syncs.remove(id, false);
        tokens.keep(new OAuthSecret("you", "new", "newest"));
        assertThat(tokens.read()).isEmpty();
        assertThat(house.count("MATCH (n:_Credential) RETURN count(n)")).isZero();
    }

    @Test
    void theKeyIsInAFileThatOnlyItsOwnerReads() throws IOException {
        assertThat(Files.getPosixFilePermissions(directory.resolve("secret-key")))
                .containsExactlyInAnyOrder(
                        java.nio.file.attribute.PosixFilePermission.OWNER_READ,
                        java.nio.file.attribute.PosixFilePermission.OWNER_WRITE);
    }
}
