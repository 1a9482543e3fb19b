package io.cadastre.engine.call;

import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.credential.OAuthSettings;
import io.cadastre.spi.json.Json;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sends forms to OAuth token endpoints (RFC 6749). Nothing of what it sends and gets is logged. */
@FunctionalInterface
public interface TokenEndpoint {
    /**
     * What a token endpoint answers.
     *
     * @param status 200, or 400 or 401 with an error code in the body
     * @param body the answer; empty where an error has none that is JSON
     */
    record Reply(int status, Optional<Json> body) {
        @Override
        public String toString() {
            return "Reply[" + status + "]";
        }
    }

    /** As what a client says who it is, in the {@code Authorization} header. */
    sealed interface Identity {}

    /**
     * An id and a secret.
     *
     * @param id its id
     * @param secret its secret
     */
    record Client(String id, String secret) implements Identity {
        @Override
        public String toString() {
            return "Client[" + id + "]";
        }
    }

    /**
     * A statement that the client signed.
     *
     * @param jwt the statement (RFC 7519)
     */
    record Assertion(String jwt) implements Identity {
        @Override
        public String toString() {
            return "Assertion[…]";
        }
    }

    /**
     * Sends a form, again after errors that may pass. Follows no redirect.
     *
     * @param settings where, and through what
     * @param identity sent in the header; null if the form says who asks
     */
    Reply post(OAuthSettings settings, Map<String, String> form, @Nullable Identity identity)
            throws ConnectorException, InterruptedException;
}
