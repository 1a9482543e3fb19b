package io.cadastre.engine.installation;

import io.cadastre.cypher.ingest.DeletionBudget;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants to be different about an installation; what is absent stays as it is.
 *
 * @param name for people; null to keep it
 * @param config by setting: a new value, or null to take it away
 * @param credentials by credential: a new secret, or null to take it away
 * @param reschedule whether the schedule changes
 * @param schedule the new one, if so; null for never
 * @param deletionBudget what becomes of how much a sync may delete without asking a person
 */
public record InstallationChange(
        @Nullable String name,
        Map<String, ? extends @Nullable Object> config,
        Map<String, ? extends @Nullable Object> credentials,
        boolean reschedule,
        @Nullable Schedule schedule,
        UnaryOperator<DeletionBudget> deletionBudget) {
    /** A change that leaves the deletion budget as it is. */
    public InstallationChange(
            @Nullable String name,
            Map<String, ? extends @Nullable Object> config,
            Map<String, ? extends @Nullable Object> credentials,
            boolean reschedule,
            @Nullable Schedule schedule) {
        this(name, config, credentials, reschedule, schedule, UnaryOperator.identity());
    }

    /** Tells no secret, only which change (I14). */
    @Override
    public String toString() {
        return "InstallationChange[config " + config.keySet() + ", credentials " + Set.copyOf(credentials.keySet())
                + "]";
    }
}
