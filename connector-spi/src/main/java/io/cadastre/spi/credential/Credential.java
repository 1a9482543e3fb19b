package io.cadastre.spi.credential;

import io.cadastre.spi.ConnectorException;

/** A handle to a secret. Its {@code toString} says only its name (I14). Safe for use by several threads. */
public interface Credential {
    /** Its name, as the connector declared it. */
    String name();

    /**
     * Hands the secret to code that needs it, for example to a client library. An OAuth credential gives an access token
     * that is still good for a while, and gets a new one first if need be.
     *
     * @throws ConnectorException.Authentication if there is none any more: a person must sign in again
     */
    <T> T use(Use<T> use) throws ConnectorException, InterruptedException;

    /**
     * Says that the source refused the secret just used. An OAuth credential then gets a new access token at the next
     * use.
     *
     * @return whether another try may succeed
     */
    boolean rejected();

    /**
     * Needs the secret for a moment.
     *
     * @param <T> what comes out; not the secret
     */
    @FunctionalInterface
    interface Use<T> {
        T with(String secret) throws ConnectorException;
    }
}
