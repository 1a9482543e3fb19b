package io.cadastre.connectors.keycloak;

import io.cadastre.connectors.conformance.Backend;
import io.cadastre.connectors.conformance.Behaviour;
import io.cadastre.connectors.conformance.ConnectorConformance;
import io.cadastre.spi.ConnectorModule;
import java.util.Set;

class KeycloakConformanceTest extends ConnectorConformance {
    @Override
    protected ConnectorModule module() {
        return new KeycloakConnector();
    }

    @Override
    protected Backend backend() {
        return new KeycloakBackend();
    }

    @Override
    protected Set<Behaviour> lacks() {
        return Set.of(Behaviour.INCREMENTAL);
    }
}
