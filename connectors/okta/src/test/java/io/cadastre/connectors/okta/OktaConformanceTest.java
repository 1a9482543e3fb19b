package io.cadastre.connectors.okta;

import io.cadastre.connectors.conformance.Backend;
import io.cadastre.connectors.conformance.Behaviour;
import io.cadastre.connectors.conformance.ConnectorConformance;
import io.cadastre.spi.ConnectorModule;
import java.util.Set;

class OktaConformanceTest extends ConnectorConformance {
    @Override
    protected ConnectorModule module() {
        return new OktaConnector();
    }

    @Override
    protected Backend backend() {
        return new OktaBackend();
    }

    @Override
    protected Set<Behaviour> lacks() {
        return Set.of(Behaviour.INCREMENTAL);
    }
}
