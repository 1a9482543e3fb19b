package io.cadastre.connectors.terraform;

import io.cadastre.connectors.conformance.Backend;
import io.cadastre.connectors.conformance.Behaviour;
import io.cadastre.connectors.conformance.ConnectorConformance;
import io.cadastre.spi.ConnectorModule;
import java.util.Set;

/** What holds for every connector holds for states behind the HTTP backend. */
class AddressConformanceTest extends ConnectorConformance {
    @Override
    protected ConnectorModule module() {
        return new TerraformConnector();
    }

    @Override
    protected Backend backend() throws Exception {
        return new AddressBackend();
    }

    @Override
    protected Set<Behaviour> lacks() {
        return Set.of(Behaviour.PAGING, Behaviour.INCREMENTAL);
    }
}
