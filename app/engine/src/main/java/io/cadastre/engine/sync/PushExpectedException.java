package io.cadastre.engine.sync;

/** Somebody wants to start or to push a sync whose connector works the other way. The message is safe to show. */
public final class PushExpectedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private PushExpectedException(String message) {
        super(message);
    }

    /** The connector fetches nothing. */
    static PushExpectedException onlyPushed(String installation) {
        return new PushExpectedException("The connector of '" + installation
                + "' fetches nothing: its syncs begin when lines are brought, with 'cadastre ingest' or POST"
                + " /api/v1/ingest.");
    }

    /** The connector fetches by itself. */
    static PushExpectedException neverPushed(String installation) {
        return new PushExpectedException("The connector of '" + installation
                + "' fetches by itself and takes no lines. Make an installation of the connector 'push' for them.");
    }
}
