package io.cadastre.engine.installation;

import io.cadastre.cypher.ingest.DeletionBudget;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A configured instance of a connector, as it is kept. The scope of a diff (I2).
 *
 * @param id never changes
 * @param name for people
 * @param connector the connector's name
 * @param config as it was given, without the defaults
 * @param schedule when it runs by itself; null for never
 * @param nextRunAt when that is next; null for never
 * @param createdAt when it was made
 * @param deletionBudget how much one of its syncs may delete without asking a person
 */
public record InstallationRecord(
        String id,
        String name,
        String connector,
        Map<String, Object> config,
        @Nullable Schedule schedule,
        @Nullable Instant nextRunAt,
        Instant createdAt,
        DeletionBudget deletionBudget) {
    public InstallationRecord {
        config = Map.copyOf(config);
        // Installations of earlier versions have none.
        deletionBudget = Objects.requireNonNullElse(deletionBudget, DeletionBudget.DEFAULT);
    }

    InstallationRecord changed(
            String newName,
            Map<String, Object> newConfig,
            @Nullable Schedule newSchedule,
            @Nullable Instant newNextRunAt,
            DeletionBudget newDeletionBudget) {
        return new InstallationRecord(
                id, newName, connector, newConfig, newSchedule, newNextRunAt, createdAt, newDeletionBudget);
    }

    InstallationRecord withNextRunAt(@Nullable Instant time) {
        return new InstallationRecord(id, name, connector, config, schedule, time, createdAt, deletionBudget);
    }
}
