package io.cadastre.connectors.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cadastre.connectors.host.source.MachineRoot;
import io.cadastre.spi.ConnectorException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineRootTest {
    @TempDir
    Path directory = Path.of(".");

    @Test
    void absoluteLinksStayUnderTheRoot() throws Exception {
        MachineRoot root = new MachineTree(directory)
                .file("/usr/lib/os-release", "ID=inside")
                .link("/etc/os-release", "/usr/lib/os-release")
                .link("/lib", "usr/lib")
                .link("/escape", "../../../../../../etc/passwd")
                .link("/etc/passwd", "/nowhere")
                .root();

        assertThat(root.text("/etc/os-release")).contains("ID=inside");
        assertThat(root.text("/lib/os-release")).contains("ID=inside");
        assertThat(root.text("/escape")).isEmpty();
        assertThat(root.link("/lib")).contains("usr/lib");
    }

    @Test
    void linksThatGoInCirclesAreNotFollowedForEver() throws Exception {
        MachineRoot root =
                new MachineTree(directory).link("/a", "/b").link("/b", "/a").root();

        assertThatThrownBy(() -> root.text("/a")).isInstanceOf(ConnectorException.Unavailable.class);
    }

    @Test
    void whatMayNotBeReadIsToldFromWhatIsNotThere() throws Exception {
        MachineRoot root = new MachineTree(directory)
                .file("/etc/secret", "x")
                .file("/etc/file", "x")
                .locked("/etc/secret")
                .root();

        assertThat(root.text("/etc/absent")).isEmpty();
        assertThat(root.names("/absent")).isEmpty();
        assertThat(root.link("/etc/file")).isEmpty();
        assertThat(root.readable("/etc/secret")).isEmpty();
        assertThatThrownBy(() -> root.text("/etc/secret")).isInstanceOf(ConnectorException.Permission.class);
    }
}
