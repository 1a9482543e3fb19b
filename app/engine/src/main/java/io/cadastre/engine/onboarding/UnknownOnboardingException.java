package io.cadastre.engine.onboarding;

/** There is no such onboarding, or no longer. The message is safe to show. */
public final class UnknownOnboardingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnknownOnboardingException(String id) {
        super("There is no onboarding '" + id + "': it was abandoned, or nobody answered for too long. Begin again.");
    }
}
