package io.cadastre.server.config;

/** The configuration cannot be used. The message names everything that is wrong, and holds no secret. */
public final class ConfigurationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ConfigurationException(String message) {
        super(message);
    }
}
