package io.cadastre.connectors.terraform;

import io.cadastre.connectors.conformance.Backend;
import io.cadastre.connectors.conformance.Behaviour;
import io.cadastre.connectors.conformance.ConnectorConformance;
import io.cadastre.spi.ConnectorModule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;

/** What holds for every connector holds for state files. */
class FolderConformanceTest extends ConnectorConformance {
    @TempDir
    Path folders = Path.of(".");

    @Override
    protected ConnectorModule module() {
        return new TerraformConnector();
    }

    @Override
    protected Backend backend() throws Exception {
        return new StateFolder(Files.createTempDirectory(folders, "states"));
    }

    @Override
    protected Set<Behaviour> lacks() {
        return Set.of(Behaviour.HTTP, Behaviour.PAGING, Behaviour.CREDENTIALS, Behaviour.INCREMENTAL);
    }
}
