package io.cadastre.engine.onboarding;

import io.cadastre.spi.credential.CredentialField;
import java.util.List;

/**
 * One secret text that is asked for. A credential of several texts has one part for each.
 *
 * @param name the credential's name, and after a dot that of the part if there are several
 * @param label for people
 * @param required whether the credential cannot be without it
 */
record SecretPart(String name, String label, boolean required) {
    static final String CLIENT_ID = "clientId";
    static final String CLIENT_SECRET = "clientSecret";
    static final String REFRESH_TOKEN = "refreshToken";

    static List<SecretPart> of(CredentialField credential) {
        return switch (credential.kind()) {
            case STRING -> List.of(new SecretPart(credential.name(), credential.label(), credential.required()));
            case OAUTH -> List.of(clientId(credential), clientSecret(credential));
            case OAUTH_REFRESH ->
                List.of(
                        clientId(credential),
                        clientSecret(credential),
                        part(credential, REFRESH_TOKEN, "refresh token"));
        };
    }

    private static SecretPart clientId(CredentialField credential) {
        return part(credential, CLIENT_ID, "client id");
    }

    private static SecretPart clientSecret(CredentialField credential) {
        return part(credential, CLIENT_SECRET, "client secret");
    }

    private static SecretPart part(CredentialField credential, String part, String label) {
        return new SecretPart(credential.name() + "." + part, credential.label() + ": " + label, credential.required());
    }
}
