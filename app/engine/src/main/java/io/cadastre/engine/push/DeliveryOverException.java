package io.cadastre.engine.push;

/** The sync takes no more lines. The message is safe to show. */
public final class DeliveryOverException extends Exception {
    private static final long serialVersionUID = 1L;

    DeliveryOverException(String sync) {
        super("Sync " + sync + " takes no more lines: it is complete, was given up, or ended otherwise.");
    }
}
