package io.cadastre.spi.push;

import io.cadastre.spi.Config;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.ConnectorModule;
import io.cadastre.spi.Installation;
import io.cadastre.spi.credential.Credentials;

/** A connector that does not fetch: its syncs begin when somebody brings the first lines. */
public interface PushModule extends ConnectorModule {
    /**
     * Makes the connector's context for one sync that somebody brings.
     *
     * @param inbox what is brought
     * @throws ConnectorException if the values cannot work together
     */
    Installation receive(Config config, Credentials credentials, Inbox inbox) throws ConnectorException;
}
