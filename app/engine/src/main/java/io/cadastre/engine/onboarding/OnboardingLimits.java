package io.cadastre.engine.onboarding;

import java.time.Duration;

/**
 * How much onboarding there may be.
 *
 * @param longestCall how long a connector may take for one validation, list of options or action
 * @param lifetime how long an unfinished onboarding is kept after the last answer
 * @param mostSessions how many are kept; the one that waited longest makes room for a new one
 */
public record OnboardingLimits(Duration longestCall, Duration lifetime, int mostSessions) {
    public static final OnboardingLimits DEFAULT =
            new OnboardingLimits(Duration.ofSeconds(30), Duration.ofMinutes(30), 100);
}
