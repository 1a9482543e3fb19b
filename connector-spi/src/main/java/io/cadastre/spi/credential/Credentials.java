package io.cadastre.spi.credential;

/** The secrets of one installation, as handles. */
public interface Credentials {
    /** No secrets at all. */
    static Credentials none() {
        return new Credentials() {
            @Override
            public boolean has(String name) {
                return false;
            }

            @Override
            public Credential string(String name) {
                throw new IllegalArgumentException("There is no credential '" + name + "'.");
            }

            @Override
            public Credential oauth(String name, OAuthSettings settings) {
                return string(name);
            }
        };
    }

    /** Whether the installation has it. */
    boolean has(String name);

    /**
     * A secret text.
     *
     * @throws IllegalArgumentException if the connector declares none of that name, or the installation left it out
     */
    Credential string(String name);

    /**
     * An OAuth client, whose secret is the current access token.
     *
     * @throws IllegalArgumentException if the connector declares none of that name, or the installation left it out
     */
    Credential oauth(String name, OAuthSettings settings);
}
