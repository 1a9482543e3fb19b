package io.cadastre.connectors.acme;

import io.cadastre.connectors.conformance.Backend;
import io.cadastre.connectors.conformance.ConnectorConformance;
import io.cadastre.spi.ConnectorModule;

/** What holds for every connector holds for this one. */
class AcmeConformanceTest extends ConnectorConformance {
    @Override
    protected ConnectorModule module() {
        return new AcmeConnector();
    }

    @Override
    protected Backend backend() {
        return new AcmeBackend();
    }
}
