package io.cadastre.connectors.github;

import io.cadastre.connectors.conformance.Backend;
import io.cadastre.connectors.conformance.Behaviour;
import io.cadastre.connectors.conformance.ConnectorConformance;
import io.cadastre.spi.ConnectorModule;
import java.util.Set;

class GithubConformanceTest extends ConnectorConformance {
    @Override
    protected ConnectorModule module() {
        return new GithubConnector();
    }

    @Override
    protected Backend backend() {
        return new GithubBackend();
    }

    @Override
    protected Set<Behaviour> lacks() {
        return Set.of(Behaviour.INCREMENTAL);
    }
}
