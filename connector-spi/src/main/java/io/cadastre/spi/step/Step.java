package io.cadastre.spi.step;

import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Output;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A unit of collection with declared outputs and dependencies. Immutable; each method gives a changed copy.
 *
 * {@snippet :
 * Step.named("services", "Collect services").dependsOn("hosts").produces(SERVICE, Host.SERVICES).runs(this::services);
 * }
 *
 * @param id unique within the connector
 * @param description for people
 * @param outputs all it may emit; anything else is refused (I11)
 * @param enriches the entity types to which it only adds: it says nothing about which of them there are
 * @param dependsOn the ids of the steps whose output it reads; it is skipped if one of them does not do its work
 * @param after the ids of steps that only come first, however they end
 * @param timeout after which it is interrupted and ends as FAILED
 * @param disabledReason why it does not run in this sync; null if it runs
 * @param body its work
 */
public record Step(
        String id,
        String description,
        List<Output> outputs,
        Set<EntityType<?>> enriches,
        Set<String> dependsOn,
        Set<String> after,
        Duration timeout,
        @Nullable String disabledReason,
        StepBody body) {
    /** The time a step has if it does not say otherwise. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(30);

    private static final StepBody NO_BODY = context -> {
        throw new IllegalStateException("This step was declared without runs(…).");
    };

    public Step {
        outputs = List.copyOf(outputs);
        enriches = Set.copyOf(enriches);
        dependsOn = Set.copyOf(dependsOn);
        after = Set.copyOf(after);
    }

    /** Starts a step. */
    public static Step named(String id, String description) {
        return new Step(id, description, List.of(), Set.of(), Set.of(), Set.of(), DEFAULT_TIMEOUT, null, NO_BODY);
    }

    public Step produces(Output... values) {
        return new Step(id, description, List.of(values), enriches, dependsOn, after, timeout, disabledReason, body);
    }

    /** Adds to entities of these types by {@link Emitter#enrich}. */
    public Step enriches(EntityType<?>... types) {
        return new Step(id, description, outputs, Set.of(types), dependsOn, after, timeout, disabledReason, body);
    }

    public Step dependsOn(String... ids) {
        return new Step(id, description, outputs, enriches, Set.of(ids), after, timeout, disabledReason, body);
    }

    /** Runs only when these have ended, however they ended. */
    public Step after(String... ids) {
        return new Step(id, description, outputs, enriches, dependsOn, Set.of(ids), timeout, disabledReason, body);
    }

    public Step timeout(Duration value) {
        return new Step(id, description, outputs, enriches, dependsOn, after, value, disabledReason, body);
    }

    /** Keeps the step out of this sync: its data stays, and says that it is not looked at. */
    public Step disabled(String reason) {
        return new Step(id, description, outputs, enriches, dependsOn, after, timeout, reason, body);
    }

    public Step runs(StepBody value) {
        return new Step(id, description, outputs, enriches, dependsOn, after, timeout, disabledReason, value);
    }

    /** Why the step does not run in this sync, if it does not. */
    public Optional<String> disabled() {
        return Optional.ofNullable(disabledReason);
    }
}
