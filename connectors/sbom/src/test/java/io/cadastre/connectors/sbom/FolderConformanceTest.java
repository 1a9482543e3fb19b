package io.cadastre.connectors.sbom;

import io.cadastre.connectors.conformance.Backend;
import io.cadastre.connectors.conformance.Behaviour;
import io.cadastre.connectors.conformance.ConnectorConformance;
import io.cadastre.spi.ConnectorModule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;

/** What holds for every connector holds for bills of materials. */
class FolderConformanceTest extends ConnectorConformance {
    @TempDir
    Path folders = Path.of(".");

    @Override
    protected ConnectorModule module() {
        return new SbomConnector();
    }

    @Override
    protected Backend backend() throws Exception {
        return new DocumentFolder(Files.createTempDirectory(folders, "documents"));
    }

    @Override
    protected Set<Behaviour> lacks() {
        return Set.of(Behaviour.HTTP, Behaviour.PAGING, Behaviour.CREDENTIALS, Behaviour.INCREMENTAL);
    }
}
