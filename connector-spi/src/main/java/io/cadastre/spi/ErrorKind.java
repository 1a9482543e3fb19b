package io.cadastre.spi;

/** What went wrong at a boundary. The kind alone decides whether a call is tried again and what the sync reports. */
public enum ErrorKind {
    /** The configuration cannot work; a person must change it. */
    CONFIGURATION(false),
    /** The source does not know the credential. */
    AUTHENTICATION(false),
    /** The source knows the credential and refuses; evidence becomes DENIED. */
    PERMISSION(false),
    RATE_LIMITED(true),
    TIMEOUT(true),
    /** The source is not there or answers with an error of its own. */
    UNAVAILABLE(true),
    /** The source answered with something that cannot be understood. */
    BAD_DATA(false),
    /** The source does not know what was asked for. */
    NOT_FOUND(false),
    /** The source can no longer say what changed since a position: everything must be read again. */
    POSITION_LOST(false),
    /** A mistake in the connector or in Cadastre. */
    INTERNAL(false);

    private final boolean retryable;

    ErrorKind(boolean retryable) {
        this.retryable = retryable;
    }

    /** Whether the same call may succeed later with nothing changed. */
    public boolean retryable() {
        return retryable;
    }
}
