package io.cadastre.spi;

/**
 * A connector, found by {@link java.util.ServiceLoader}. One object per process; its methods are called by any thread.
 */
public interface ConnectorModule {
    /** What the connector is. Called often; gives the same answer each time. */
    ConnectorDefinition definition();

    /**
     * Prepares the connector for one installation. Called once per sync, and when an installation is created, after the
     * host has checked the configuration against {@link ConnectorDefinition#config()}.
     *
     * @param config the installation's configuration, defaults filled in
     * @throws ConnectorException if the values cannot work together, with a message that says what to change
     */
    Installation initialise(Config config) throws ConnectorException;
}
