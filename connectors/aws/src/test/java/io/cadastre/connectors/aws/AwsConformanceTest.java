package io.cadastre.connectors.aws;

import io.cadastre.connectors.conformance.Backend;
import io.cadastre.connectors.conformance.Behaviour;
import io.cadastre.connectors.conformance.ConnectorConformance;
import io.cadastre.spi.ConnectorModule;
import java.util.Set;

class AwsConformanceTest extends ConnectorConformance {
    @Override
    protected ConnectorModule module() {
        return new AwsConnector();
    }

    @Override
    protected Backend backend() {
        return new AwsBackend();
    }

    /** Its requests are signed anew for each attempt, which the host's HTTP does not do. */
    @Override
    protected Set<Behaviour> lacks() {
        return Set.of(Behaviour.HTTP, Behaviour.INCREMENTAL);
    }
}
