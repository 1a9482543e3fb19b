package io.cadastre.spi;

import io.cadastre.spi.credential.Credentials;

/**
 * A connector, found by {@link java.util.ServiceLoader}. One object per process; its methods are called by any thread.
 */
public interface ConnectorModule {
    /** What the connector is. Called often; gives the same answer each time. */
    ConnectorDefinition definition();

    /**
     * Makes the connector's context for one installation. Calls nobody and opens nothing: the host also calls it with
     * example values to check the connector. The configuration was checked against
     * {@link ConnectorDefinition#config()}, the credentials against {@link ConnectorDefinition#credentials()}.
     *
     * @param config the installation's configuration, defaults filled in
     * @param credentials handles to the installation's secrets
     * @throws ConnectorException if the values cannot work together, with a message that says what to change
     */
    Installation initialise(Config config, Credentials credentials) throws ConnectorException;
}
