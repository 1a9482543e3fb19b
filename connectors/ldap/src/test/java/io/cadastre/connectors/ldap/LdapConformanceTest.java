package io.cadastre.connectors.ldap;

import io.cadastre.connectors.conformance.Backend;
import io.cadastre.connectors.conformance.Behaviour;
import io.cadastre.connectors.conformance.ConnectorConformance;
import io.cadastre.spi.ConnectorModule;
import java.util.Set;

/** What holds for every connector holds for this one. */
class LdapConformanceTest extends ConnectorConformance {
    @Override
    protected ConnectorModule module() {
        return new LdapConnector();
    }

    @Override
    protected Backend backend() {
        return new LdapBackend();
    }

    @Override
    protected Set<Behaviour> lacks() {
        return Set.of(Behaviour.HTTP, Behaviour.INCREMENTAL);
    }
}
