package io.cadastre.connectors.conformance;

import io.cadastre.spi.ConnectorModule;
import java.util.Set;

/** A connector that does everything right passes. */
class ShopConformanceTest extends ConnectorConformance {
    @Override
    protected ConnectorModule module() {
        return new ShopConnector();
    }

    @Override
    protected Backend backend() {
        return new ShopBackend();
    }

    @Override
    protected Set<Behaviour> lacks() {
        return Set.of(Behaviour.INCREMENTAL);
    }
}
