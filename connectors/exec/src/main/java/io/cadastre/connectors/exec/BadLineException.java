package io.cadastre.connectors.exec;

/** A line does not say what a line must say. The message names members, never their values (I14). */
final class BadLineException extends Exception {
    private static final long serialVersionUID = 1L;

    BadLineException(String message) {
        super(message);
    }
}
