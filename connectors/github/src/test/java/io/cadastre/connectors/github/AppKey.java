package io.cadastre.connectors.github;

import io.cadastre.engine.call.CallRuntime;
import io.cadastre.engine.call.Time;
import io.cadastre.engine.credential.OAuthCredential;
import io.cadastre.engine.credential.OAuthSecret;
import io.cadastre.engine.credential.OAuthTokens;
import io.cadastre.spi.credential.Credential;
import io.cadastre.spi.credential.Credentials;
import io.cadastre.spi.credential.OAuthSettings;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;

/**
 * A GitHub App's id and private key as the credentials of an installation.
 *
 * @param id the app's id
 * @param pem the key
 */
record AppKey(String id, String pem) {
    static AppKey of(String id) throws NoSuchAlgorithmException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair keys = generator.generateKeyPair();
        return new AppKey(
                id,
                "-----BEGIN PRIVATE KEY-----\n"
                        + Base64.getMimeEncoder(64, new byte[] {'\n'})
                                .encodeToString(keys.getPrivate().getEncoded())
                        + "\n-----END PRIVATE KEY-----\n");
    }

    Credentials credentials(CallRuntime calls) {
        OAuthSecret secret = new OAuthSecret(id, pem, null);
        OAuthTokens tokens = new OAuthTokens() {
            @Override
            public Optional<OAuthSecret> read() {
                return Optional.of(secret);
            }

            @Override
            public void keep(OAuthSecret newer) {
                throw new AssertionError("An app's key does not change.");
            }
        };
        return new Credentials() {
            @Override
            public boolean has(String name) {
                return name.equals("app");
            }

            @Override
            public Credential string(String name) {
                throw new IllegalArgumentException(name);
            }

            @Override
            public Credential oauth(String name, OAuthSettings settings) {
                // A server of its own has its own time.
                return new OAuthCredential(name, settings, tokens, calls.tokenEndpoint("github"), Time.SYSTEM);
            }
        };
    }
}
