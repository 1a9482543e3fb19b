package io.cadastre.connectors.github;

import io.cadastre.connectors.conformance.OneClient;
import io.cadastre.connectors.conformance.SkippedTime;
import io.cadastre.engine.call.CallRuntime;
import io.cadastre.engine.call.Time;
import io.cadastre.engine.credential.OAuthSecret;
import io.cadastre.spi.credential.Credentials;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

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

    /** By the machine's own time, as a server of its own has it. */
    Credentials credentials(CallRuntime calls, SkippedTime time) {
        return new OneClient("app", new OAuthSecret(id, pem, null), calls, Time.SYSTEM);
    }
}
