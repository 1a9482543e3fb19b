package io.cadastre.engine.credential;

import org.jspecify.annotations.Nullable;

/** A secret cannot be sealed or opened with the key there is. The message says what to do and holds no secret. */
public final class SecretKeyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SecretKeyException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
