package io.cadastre.connectors.kubernetes;

import io.cadastre.connectors.conformance.Backend;
import io.cadastre.connectors.conformance.Behaviour;
import io.cadastre.connectors.conformance.ConnectorConformance;
import io.cadastre.spi.ConnectorModule;
import java.util.Set;

/** What holds for every connector holds for clusters. */
class KubernetesConformanceTest extends ConnectorConformance {
    @Override
    protected ConnectorModule module() {
        return new KubernetesConnector();
    }

    @Override
    protected Backend backend() {
        return new KubernetesBackend();
    }

    @Override
    protected Set<Behaviour> lacks() {
        return Set.of(Behaviour.INCREMENTAL);
    }
}
