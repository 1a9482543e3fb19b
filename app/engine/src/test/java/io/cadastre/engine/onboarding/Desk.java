package io.cadastre.engine.onboarding;

import static org.assertj.core.api.Assertions.assertThat;

import io.cadastre.engine.House;
import io.cadastre.engine.RandomIds;
import io.cadastre.engine.connector.ConnectorCatalogue;
import io.cadastre.engine.installation.InstallationRecord;
import io.cadastre.engine.installation.InvalidInstallationException;
import io.cadastre.engine.installation.NewInstallation;
import io.cadastre.spi.Config;
import io.cadastre.spi.ConnectorModule;
import io.cadastre.spi.Env;
import io.cadastre.spi.http.Http;
import io.cadastre.spi.http.HttpSettings;
import io.cadastre.spi.operation.Operations;
import io.cadastre.spi.step.StepLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Somebody who sets up one connector, and notes what installations come of it. */
final class Desk {
    final House.SettableClock clock = new House.SettableClock();
    final List<NewInstallation> made = new ArrayList<>();
    final List<Config.Problem> refusals = new ArrayList<>();
    final Onboarding onboarding;
    OnboardingState state;

    Desk(ConnectorModule connector) {
        this(connector, new OnboardingLimits(Duration.ofSeconds(20), Duration.ofMinutes(30), 3));
    }

    Desk(ConnectorModule connector, OnboardingLimits limits) {
        onboarding = new Onboarding(
                ConnectorCatalogue.of(connector),
                caller -> new QuietEnv(caller.log(), caller.cancelled()),
                (connectorName, secrets) -> new PlainCredentials(secrets),
                this::create,
                () -> made.stream().map(NewInstallation::name).collect(Collectors.toSet()),
                clock,
                new RandomIds(new Random(7)),
                limits);
        state = begin();
    }

    OnboardingState begin() {
        state = onboarding.begin("flow").orElseThrow();
        return state;
    }

    /** Answers the host's question for a name, so that the connector's first step is asked. */
    Desk named(String name) {
        answer(HostSteps.NAME, name);
        return this;
    }

    /** Answers with names and values in turn. */
    OnboardingState answer(@Nullable Object... namesAndValues) {
        state = onboarding.answer(state.id(), values(namesAndValues));
        return state;
    }

    OnboardingState back() {
        state = onboarding.back(state.id());
        return state;
    }

    /** Goes on with what is offered until the installation is made. */
    OnboardingState acceptTheRest() {
        while (!state.done()) {
            answer();
            assertThat(state.problems()).isEmpty();
        }
        return state;
    }

    String asked() {
        return state.question().orElseThrow().key();
    }

    QuestionField field(String name) {
        return state.question().orElseThrow().fields().stream()
                .filter(field -> field.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    String problem(String field) {
        return state.problems().stream()
                .filter(problem -> problem.field().equals(field))
                .map(Config.Problem::message)
                .findFirst()
                .orElse("");
    }

    NewInstallation only() {
        assertThat(made).hasSize(1);
        return made.getFirst();
    }

    static Map<String, @Nullable Object> values(@Nullable Object... namesAndValues) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            values.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return values;
    }

    private InstallationRecord create(NewInstallation wanted) throws InvalidInstallationException {
        if (!refusals.isEmpty()) {
            throw new InvalidInstallationException(refusals);
        }
        made.add(wanted);
        return new InstallationRecord(
                "made" + made.size(),
                wanted.name(),
                wanted.connector(),
                Map.of(),
                null,
                null,
                clock.instant(),
                wanted.deletionBudget());
    }

    /** Reaches nothing. */
    private record QuietEnv(StepLog log, BooleanSupplier stopped) implements Env {
        @Override
        public Operations ops() {
            throw new IllegalStateException("No calls here.");
        }

        @Override
        public Http http() {
            throw new IllegalStateException("No calls here.");
        }

        @Override
        public Http http(HttpSettings settings) {
            throw new IllegalStateException("No calls here.");
        }

        @Override
        public boolean cancelled() {
            return stopped.getAsBoolean();
        }
    }
}
