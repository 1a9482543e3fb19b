package io.cadastre.engine.sync;

/** What was emitted does not fit what was declared (I11). The message names the field, type or verb, never a value. */
final class UndeclaredException extends Exception {
    private static final long serialVersionUID = 1L;

    UndeclaredException(String message) {
        super(message);
    }
}
