package io.cadastre.engine.onboarding;

import io.cadastre.engine.installation.InstallationRecord;
import io.cadastre.engine.installation.InvalidInstallationException;
import io.cadastre.engine.installation.NewInstallation;
import io.cadastre.spi.Config;
import io.cadastre.spi.ConnectorDefinition;
import io.cadastre.spi.onboarding.OnboardingStep;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One onboarding: the step asked now, the way that led there, and what was answered. Only what was answered on that way
 * counts; other answers are remembered, to be offered when their step is asked again. One caller at a time.
 */
final class OnboardingSession {
    private final String id;
    private final String connector;
    private final List<OnboardingStep> steps;
    private final StepCalls calls;
    private final Onboarding.Creation creation;
    private final Map<Integer, StepAnswer> remembered = new HashMap<>();
    private final List<Integer> way = new ArrayList<>();
    private int current;
    private List<OnboardingStep.Option> options = List.of();
    private String said = "";
    private String hindrance = "";
    private @Nullable InstallationRecord made;
    private volatile boolean abandoned;

    OnboardingSession(
            String id,
            ConnectorDefinition definition,
            Set<String> takenNames,
            StepCalls calls,
            Onboarding.Creation creation) {
        this.id = id;
        this.connector = definition.name();
        this.steps = new ArrayList<>();
        steps.add(HostSteps.name(definition.displayName(), takenNames));
        steps.addAll(definition.onboarding().steps());
        steps.add(HostSteps.schedule());
        this.calls = calls;
        this.creation = creation;
    }

    synchronized OnboardingState state() {
        return state(List.of());
    }

    /** Takes the answer to the step asked now, and goes on if there is nothing wrong with it. */
    synchronized OnboardingState answer(Map<String, ? extends @Nullable Object> raw) {
        if (made != null) {
            // The answer that ended it came again: its first reply may have been lost on the way.
            return state(List.of());
        }
        said = "";
        List<Config.Problem> problems = take(steps.get(current), raw);
        if (!problems.isEmpty()) {
            return state(problems);
        }
        int answered = current;
        way.add(answered);
        try {
            return goOn();
        } catch (RefusedException e) {
            way.removeLast();
            return state(whole(steps.get(answered), e));
        }
    }

    /** Asks the step before again; at the first, asks that again. */
    synchronized OnboardingState back() {
        if (made == null && !way.isEmpty()) {
            said = "";
            enter(way.removeLast());
        }
        return state(List.of());
    }

    /** Lets go of everything. A call under way ends; no installation comes of it any more. */
    void abandon() {
        abandoned = true;
        calls.abandon();
    }

    private List<Config.Problem> take(OnboardingStep step, Map<String, ? extends @Nullable Object> raw) {
        StepAnswer before = remembered.getOrDefault(current, StepAnswer.NONE);
        try {
            return switch (step) {
                case OnboardingStep.Input input -> {
                    CheckedAnswer checked = CheckedAnswer.input(input, raw, before);
                    remembered.put(current, checked.answer());
                    yield checked.problems().isEmpty() ? problems(input, checked.answer()) : checked.problems();
                }
                case OnboardingStep.Select select -> {
                    if (!hindrance.isEmpty()) {
                        options = calls.options(select, onTheWay());
                        hindrance = "";
                    }
                    CheckedAnswer checked = CheckedAnswer.select(select, raw, before, options);
                    if (checked.problems().isEmpty()) {
                        remembered.put(current, checked.answer());
                    }
                    yield checked.problems();
                }
                case OnboardingStep.Custom custom -> {
                    CheckedAnswer checked = CheckedAnswer.custom(custom, raw);
                    if (checked.problems().isEmpty()) {
                        said = calls.act(custom, onTheWay());
                    }
                    yield checked.problems();
                }
            };
        } catch (RefusedException e) {
            return whole(step, e);
        }
    }

    private List<Config.Problem> problems(OnboardingStep.Input step, StepAnswer answer) throws RefusedException {
        return isHosts(current)
                ? HostSteps.problems(answer)
                : calls.problems(step, onTheWay().and(step, answer));
    }

    private static List<Config.Problem> whole(OnboardingStep step, RefusedException refusal) {
        return List.of(new Config.Problem(step.key(), refusal.reason()));
    }

    private OnboardingState goOn() throws RefusedException {
        Answered answered = onTheWay();
        for (int next = way.getLast() + 1; next < steps.size(); next++) {
            if (isHosts(next) || calls.asks(steps.get(next), answered)) {
                enter(next);
                return state(List.of());
            }
        }
        return finish(answered);
    }

    private void enter(int step) {
        current = step;
        options = List.of();
        hindrance = "";
        if (steps.get(step) instanceof OnboardingStep.Select select) {
            try {
                options = calls.options(select, onTheWay());
            } catch (RefusedException e) {
                hindrance = e.reason();
            }
        }
    }

    private OnboardingState finish(Answered answered) throws RefusedException {
        if (abandoned) {
            throw new UnknownOnboardingException(id);
        }
        StepAnswer name = remembered.getOrDefault(0, StepAnswer.NONE);
        StepAnswer schedule = remembered.getOrDefault(steps.size() - 1, StepAnswer.NONE);
        try {
            made = creation.create(new NewInstallation(
                    String.valueOf(name.values().get(HostSteps.NAME)),
                    connector,
                    answered.given(),
                    answered.keptSecrets().byCredential(),
                    HostSteps.scheduleOf(schedule).orElse(null)));
            remembered.clear();
            return state(List.of());
        } catch (InvalidInstallationException e) {
            reopen(e.problems());
            return state(e.problems());
        } finally {
            if (made == null && !way.isEmpty() && way.getLast() == current) {
                way.removeLast();
            }
        }
    }

    /** Goes back to the step that can mend the first problem that one can; else stays. */
    private void reopen(List<Config.Problem> problems) {
        for (int asked : List.copyOf(way)) {
            if (problems.stream().anyMatch(problem -> isAskedBy(steps.get(asked), problem.field()))) {
                way.subList(way.indexOf(asked), way.size()).clear();
                enter(asked);
                return;
            }
        }
    }

    private static boolean isAskedBy(OnboardingStep step, String field) {
        return QuestionField.of(step, StepAnswer.NONE, List.of()).stream()
                .anyMatch(asked -> asked.name().equals(field));
    }

    /** What the connector gets to know: its own steps, as they were answered on the way here. */
    private Answered onTheWay() {
        Answered answered = Answered.NOTHING;
        for (int step : way) {
            if (!isHosts(step)) {
                answered = answered.and(steps.get(step), remembered.getOrDefault(step, StepAnswer.NONE));
            }
        }
        return answered;
    }

    private boolean isHosts(int step) {
        return step == 0 || step == steps.size() - 1;
    }

    private OnboardingState state(List<Config.Problem> problems) {
        Optional<Question> question = made == null
                ? Optional.of(
                        Question.of(steps.get(current), remembered.getOrDefault(current, StepAnswer.NONE), options))
                : Optional.empty();
        String message = String.join(
                " ",
                List.of(said, hindrance).stream()
                        .filter(text -> !text.isEmpty())
                        .toList());
        return new OnboardingState(
                id, connector, question, way.size() + 1, message, problems, Optional.ofNullable(made));
    }
}
