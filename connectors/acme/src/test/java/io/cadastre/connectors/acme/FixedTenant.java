package io.cadastre.connectors.acme;

import io.cadastre.connectors.conformance.OneKey;
import io.cadastre.spi.Config;
import io.cadastre.spi.ConnectorDefinition;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.ConnectorModule;
import io.cadastre.spi.Installation;
import io.cadastre.spi.credential.Credentials;
import java.net.URI;
import java.util.Map;

/** The connector with one tenant built in: what it reads needs no form and no vault. */
final class FixedTenant implements ConnectorModule {
    private final AcmeConnector connector = new AcmeConnector();
    private final URI baseUrl;
    private final String key;
    private volatile boolean incremental;

    FixedTenant(URI baseUrl, String key) {
        this.baseUrl = baseUrl;
        this.key = key;
    }

    /** Whether syncs read only what changed, from now on. */
    void incremental(boolean value) {
        incremental = value;
    }

    @Override
    public ConnectorDefinition definition() {
        ConnectorDefinition own = connector.definition();
        return ConnectorDefinition.of(own.name(), own.displayName(), own.description(), own.schema());
    }

    @Override
    public Installation initialise(Config config, Credentials credentials) throws ConnectorException {
        Map<String, String> settings =
                Map.of("baseUrl", baseUrl.toString(), "incremental", Boolean.toString(incremental));
        return connector.initialise(Tenant.config(settings), new OneKey("apiKey", key));
    }
}
