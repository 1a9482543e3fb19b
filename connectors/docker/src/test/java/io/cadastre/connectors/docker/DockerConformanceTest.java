package io.cadastre.connectors.docker;

import io.cadastre.connectors.conformance.Backend;
import io.cadastre.connectors.conformance.Behaviour;
import io.cadastre.connectors.conformance.ConnectorConformance;
import io.cadastre.spi.ConnectorModule;
import java.util.Set;

class DockerConformanceTest extends ConnectorConformance {
    @Override
    protected ConnectorModule module() {
        return new DockerConnector();
    }

    @Override
    protected Backend backend() {
        return new DockerBackend();
    }

    /** An engine's listings come whole, and its API asks nobody who they are. */
    @Override
    protected Set<Behaviour> lacks() {
        return Set.of(Behaviour.INCREMENTAL, Behaviour.PAGING, Behaviour.CREDENTIALS);
    }
}
