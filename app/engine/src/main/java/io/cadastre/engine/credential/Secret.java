package io.cadastre.engine.credential;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What a credential consists of. Its {@code toString} tells nothing (I14). */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Secret.Text.class, name = "text"),
    @JsonSubTypes.Type(value = Secret.Client.class, name = "oauth")
})
public sealed interface Secret {
    /**
     * One secret text.
     *
     * @param text the secret
     */
    record Text(String text) implements Secret {
        @Override
        public String toString() {
            return "Text[…]";
        }
    }

    /**
     * An OAuth client.
     *
     * @param secret what it is known by
     */
    record Client(OAuthSecret secret) implements Secret {
        @Override
        public String toString() {
            return "Client[…]";
        }
    }
}
