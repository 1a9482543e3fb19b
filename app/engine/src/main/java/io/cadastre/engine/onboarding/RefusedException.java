package io.cadastre.engine.onboarding;

/** What the connector was to do for a step could not be done. The message is safe to show. */
final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    RefusedException(String message) {
        super(message);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
