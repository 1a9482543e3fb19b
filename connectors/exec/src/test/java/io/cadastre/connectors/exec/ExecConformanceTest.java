package io.cadastre.connectors.exec;

import io.cadastre.connectors.conformance.Backend;
import io.cadastre.connectors.conformance.Behaviour;
import io.cadastre.connectors.conformance.ConnectorConformance;
import io.cadastre.spi.ConnectorModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;

/** What holds for every connector holds for programs. */
class ExecConformanceTest extends ConnectorConformance {
    @TempDir
    Path programs = Path.of(".");

    @Override
    protected ConnectorModule module() {
        return new ExecConnector(Workshop.SHORT, Duration.ofSeconds(2), System::nanoTime);
    }

    @Override
    protected Backend backend() throws IOException {
        return new ProgramBackend(Files.createTempDirectory(programs, "program"));
    }

    @Override
    protected Set<Behaviour> lacks() {
        return Set.of(Behaviour.HTTP, Behaviour.PAGING, Behaviour.HEALTH, Behaviour.INCREMENTAL);
    }
}
