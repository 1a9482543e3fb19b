package io.cadastre.engine.onboarding;

import static org.assertj.core.api.Assertions.assertThat;

import io.cadastre.spi.ConfigField;
import io.cadastre.spi.onboarding.OnboardingStep;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Somebody who cannot decide: goes on, back, answers anew and clears, in any order. */
class OnboardingWalkTest {
    private static final int STEPS = 6;
    private static final int MOVES = 300;

    /** Step {@code s0} has settings {@code s0a} and {@code s0b}; every third is asked only if the one before has its a. */
    private static OnboardingStep[] steps() {
        OnboardingStep[] steps = new OnboardingStep[STEPS];
        for (int i = 0; i < STEPS; i++) {
            String key = "s" + i;
            OnboardingStep step = OnboardingStep.input(
                    key,
                    key,
                    "",
                    List.of(ConfigField.optionalText(key + "a", "A", ""), ConfigField.optionalText(key + "b", "B", "")),
                    List.of());
            String before = "s" + (i - 1) + "a";
            steps[i] = i % 3 == 2
                    ? step.askedWhen(
                            answers -> answers.values().maybeText(before).isPresent())
                    : step;
        }
        return steps;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    @DisplayName("M15: going on and back in any order loses no answer")
    void goingOnAndBackInAnyOrderLosesNoAnswer(long seed) {
        Random random = new Random(seed);
        Desk desk = new Desk(FlowConnector.asking(steps()));
        Map<String, String> expected = new HashMap<>();
        for (int move = 0; move < MOVES; move++) {
            String key = desk.asked();
            boolean atConnectors = key.startsWith("s") && !key.equals(HostSteps.SCHEDULE);
            if (atConnectors) {
                assertOffered(desk, key, expected);
            }
            if (key.equals(HostSteps.SCHEDULE) || random.nextInt(5) < 2) {
                desk.back();
            } else if (!atConnectors) {
                desk.answer();
            } else {
                answer(desk, key, expected, random);
            }
            assertThat(desk.state.problems()).isEmpty();
        }
        desk.acceptTheRest();
        assertThat(desk.only().config()).isEqualTo(whatCounts(expected));
    }

    private static void assertOffered(Desk desk, String key, Map<String, String> expected) {
        for (String name : List.of(key + "a", key + "b")) {
            assertThat(desk.field(name).offered()).as(name).isEqualTo(expected.get(name));
        }
    }

    private static void answer(Desk desk, String key, Map<String, String> expected, Random random) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String name : List.of(key + "a", key + "b")) {
            switch (random.nextInt(3)) {
                case 0 -> {
                    values.put(name, "");
                    expected.remove(name);
                }
                case 1 -> {
                    String value = "v" + random.nextInt(1000);
                    values.put(name, value);
                    expected.put(name, value);
                }
                default -> {
                    // Left out: what is offered holds.
                }
            }
        }
        desk.state = desk.onboarding.answer(desk.state.id(), values);
    }

    private static Map<String, Object> whatCounts(Map<String, String> expected) {
        Map<String, Object> counts = new HashMap<>();
        for (int i = 0; i < STEPS; i++) {
            if (i % 3 == 2 && !counts.containsKey("s" + (i - 1) + "a")) {
                continue;
            }
            for (String name : List.of("s" + i + "a", "s" + i + "b")) {
                if (expected.containsKey(name)) {
                    counts.put(name, expected.get(name));
                }
            }
        }
        return counts;
    }
}
