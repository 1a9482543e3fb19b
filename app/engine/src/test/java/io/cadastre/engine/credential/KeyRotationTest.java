package io.cadastre.engine.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cadastre.cypher.TestGraph;
import io.cadastre.cypher.platform.DocumentStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A new key for old secrets: at no instant is there a secret that cannot be opened. */
class KeyRotationTest {
    @RegisterExtension
    static final TestGraph GRAPH = new TestGraph();

    @TempDir
    private Path directory = Path.of("set by JUnit");

    private DocumentStore documents;

    @BeforeEach
    void open() {
        documents = new DocumentStore(GRAPH.graph());
    }

    private Path file() {
        return directory.resolve("secret-key");
    }

    private CredentialVault vault(Keyring keyring) {
        return new CredentialVault(
                documents, keyring, (connectorName, name, settings, tokens) -> new TextCredential(name, "token"));
    }

    private void keep(Keyring keyring, String installation, String secret) {
        CredentialVault vault = vault(keyring);
        vault.change(installation, () -> vault.sealed(installation, Map.of("key", new Secret.Text(secret))));
    }

    private String opened(Keyring keyring, String installation) {
        return vault(keyring).read(installation, "key").orElseThrow() instanceof Secret.Text(String text) ? text : "";
    }

    @Test
    void everythingIsSealedWithTheNewKeyAndTheOldOneOpensNothingAnyMore() throws Exception {
        Keyring keyring = Keyring.inFile(file());
        keep(keyring, "a", "alpha");
        keep(keyring, "b", "beta");
        String oldKey = Files.readString(file());

        var rotated = new KeyRotation(keyring, vault(keyring)).rotate();

        assertThat(rotated).isEqualTo(new KeyRotation.Rotated(2, java.util.List.of(), ""));
        Keyring restarted = Keyring.inFile(file());
        assertThat(restarted.size()).isEqualTo(1);
        assertThat(opened(restarted, "a")).isEqualTo("alpha");
        assertThat(opened(keyring, "b")).isEqualTo("beta");
        assertThatThrownBy(() -> opened(Keyring.ofEnvironment(oldKey), "a")).isInstanceOf(SecretKeyException.class);
    }

    @Test
    void aRotationThatIsCutOffLosesNothingAndIsFinishedByTheNext() {
        Keyring keyring = Keyring.inFile(file());
        keep(keyring, "a", "alpha");
        keep(keyring, "b", "beta");
        keyring.addKey();
        vault(keyring).resealed(new CredentialVault.Place("a", "key"));

        Keyring restarted = Keyring.inFile(file());
        assertThat(restarted.size()).isEqualTo(2);
        assertThat(opened(restarted, "a")).isEqualTo("alpha");
        assertThat(opened(restarted, "b")).isEqualTo("beta");

        new KeyRotation(restarted, vault(restarted)).rotate();
        Keyring again = Keyring.inFile(file());
        assertThat(again.size()).isEqualTo(1);
        assertThat(opened(again, "a")).isEqualTo("alpha");
        assertThat(opened(again, "b")).isEqualTo("beta");
    }

    @Test
    void aSecretThatNoKeyOpensIsNamedAndKeepsTheOldKeys() {
        keep(Keyring.ofEnvironment(Keyring.newKey()), "lost", "gone");
        Keyring keyring = Keyring.inFile(file());
        keep(keyring, "a", "alpha");

        var rotated = new KeyRotation(keyring, vault(keyring)).rotate();

        assertThat(rotated.resealed()).isEqualTo(1);
        assertThat(rotated.unreadable()).containsExactly(new KeyRotation.Unreadable("lost", "key"));
        assertThat(rotated.advice()).contains("old keys are kept");
        assertThat(keyring.size()).isEqualTo(2);
        assertThat(opened(keyring, "a")).isEqualTo("alpha");
    }

    @Test
    void aKeyInTheEnvironmentIsReplacedByPuttingTheNewOneBeforeIt() {
        String old = Keyring.newKey();
        String fresh = Keyring.newKey();
        Keyring before = Keyring.ofEnvironment(old);
        keep(before, "a", "alpha");
        assertThatThrownBy(() -> new KeyRotation(before, vault(before)).rotate())
                .isInstanceOf(SecretKeyException.class)
                .hasMessageContaining("--print-new")
                .hasMessageNotContaining(old);

        Keyring both = Keyring.ofEnvironment(fresh + "," + old);
        var rotated = new KeyRotation(both, vault(both)).rotate();

        assertThat(rotated.advice()).contains("all keys but the first");
        assertThat(opened(Keyring.ofEnvironment(fresh), "a")).isEqualTo("alpha");
    }

    @Test
    void aTextThatIsNoKeyIsSaidWithoutQuotingIt() {
        Keyring keyring = Keyring.ofEnvironment("hunter2");

        assertThat(keyring.problem().orElseThrow())
                .contains("CADASTRE_SECRET_KEY")
                .doesNotContain("hunter2");
        assertThat(keyring).hasToString("Keyring[CADASTRE_SECRET_KEY]");
        assertThatThrownBy(() -> keep(keyring, "a", "alpha")).isInstanceOf(SecretKeyException.class);
    }
}
