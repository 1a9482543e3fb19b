package io.cadastre.engine.credential;

import io.cadastre.spi.credential.Credential;
import io.cadastre.spi.credential.Credentials;
import io.cadastre.spi.credential.OAuthSettings;
import java.util.Map;

/** The secrets of one installation as handles. */
final class Handles implements Credentials {
    private final Map<String, Secret> secrets;
    private final OAuthHandles clients;

    /** Makes the handle of an OAuth client. */
    @FunctionalInterface
    interface OAuthHandles {
        Credential of(String name, Secret.Client client, OAuthSettings settings);
    }

    Handles(Map<String, Secret> secrets, OAuthHandles clients) {
        this.secrets = Map.copyOf(secrets);
        this.clients = clients;
    }

    @Override
    public boolean has(String name) {
        return secrets.containsKey(name);
    }

    @Override
    public Credential string(String name) {
        if (secret(name) instanceof Secret.Text(String text)) {
            return new TextCredential(name, text);
        }
        throw new IllegalArgumentException("The credential '" + name + "' is an OAuth client, not a text.");
    }

    @Override
    public Credential oauth(String name, OAuthSettings settings) {
        if (secret(name) instanceof Secret.Client client) {
            return clients.of(name, client, settings);
        }
        throw new IllegalArgumentException("The credential '" + name + "' is a text, not an OAuth client.");
    }

    private Secret secret(String name) {
        Secret secret = secrets.get(name);
        if (secret == null) {
            throw new IllegalArgumentException("There is no credential '" + name + "'.");
        }
        return secret;
    }

    @Override
    public String toString() {
        return "Credentials" + secrets.keySet();
    }
}
