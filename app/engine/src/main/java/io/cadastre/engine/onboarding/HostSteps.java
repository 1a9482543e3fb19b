package io.cadastre.engine.onboarding;

import io.cadastre.engine.installation.Schedule;
import io.cadastre.spi.Config;
import io.cadastre.spi.ConfigField;
import io.cadastre.spi.onboarding.OnboardingStep;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the host itself asks, whatever the connector: a name before all else, and last when to sync. */
final class HostSteps {
    static final String NAME = "name";
    static final String SCHEDULE = "schedule";
    private static final int LONGEST_NAME = 200;
    private static final String NEVER = "never";
    private static final String DEFAULT = "every 24 hours";
    private static final Map<String, Duration> INTERVALS = intervals();

    private HostSteps() {}

    private static Map<String, Duration> intervals() {
        Map<String, Duration> intervals = new LinkedHashMap<>();
        intervals.put("every 15 minutes", Duration.ofMinutes(15));
        intervals.put("every hour", Duration.ofHours(1));
        intervals.put("every 6 hours", Duration.ofHours(6));
        intervals.put(DEFAULT, Duration.ofHours(24));
        intervals.put("every 7 days", Duration.ofDays(7));
        return intervals;
    }

    /**
     * Asks for the name.
     *
     * @param suggestion what is offered, with a number if it is taken: two of one name cannot be told apart
     * @param taken the names of the other installations
     */
    static OnboardingStep.Input name(String suggestion, Set<String> taken) {
        return OnboardingStep.input(
                "installation",
                "Name",
                "What this installation is called here.",
                List.of(ConfigField.text(NAME, "Name", free(suggestion, taken), "Shown wherever its data appears.")
                        .asRequired()),
                List.of());
    }

    private static String free(String suggestion, Set<String> taken) {
        String name = suggestion;
        for (int number = 2; taken.contains(name); number++) {
            name = suggestion + " " + number;
        }
        return name;
    }

    static OnboardingStep.Input schedule() {
        List<String> options = new java.util.ArrayList<>(INTERVALS.keySet());
        options.add(NEVER);
        return OnboardingStep.input(
                SCHEDULE,
                "Schedule",
                "When it is synced without anybody asking.",
                List.of(new ConfigField(
                        SCHEDULE,
                        "Sync",
                        ConfigField.Kind.CHOICE,
                        false,
                        DEFAULT,
                        "With 'never' only by hand.",
                        options,
                        null)),
                List.of());
    }

    static List<Config.Problem> problems(StepAnswer answer) {
        return answer.values().get(NAME) instanceof String name && name.length() > LONGEST_NAME
                ? List.of(new Config.Problem(NAME, "A name has at most " + LONGEST_NAME + " characters."))
                : List.of();
    }

    static Optional<Schedule> scheduleOf(StepAnswer answer) {
        return Optional.ofNullable(INTERVALS.get(String.valueOf(answer.values().get(SCHEDULE))))
                .map(Schedule::every);
    }
}
