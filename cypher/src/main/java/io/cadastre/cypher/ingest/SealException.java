package io.cadastre.cypher.ingest;

import java.io.IOException;
import java.io.UncheckedIOException;

/** A change set cannot be sealed on disk, so nothing of it was published. The message says where and what to do. */
public final class SealException extends UncheckedIOException {
    private static final long serialVersionUID = 1L;

    SealException(String message, IOException cause) {
        super(message, cause);
    }
}
