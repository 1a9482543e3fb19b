package io.cadastre.engine.installation;

import java.time.Instant;
import java.util.Map;
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
 */
public record InstallationRecord(
        String id,
        String name,
        String connector,
        Map<String, Object> config,
        @Nullable Schedule schedule,
        @Nullable Instant nextRunAt,
        Instant createdAt) {
    public InstallationRecord {
        config = Map.copyOf(config);
    }

    InstallationRecord changed(
            String newName,
            Map<String, Object> newConfig,
            @Nullable Schedule newSchedule,
            @Nullable Instant newNextRunAt) {
        return new InstallationRecord(id, newName, connector, newConfig, newSchedule, newNextRunAt, createdAt);
    }

    InstallationRecord withNextRunAt(@Nullable Instant time) {
        return new InstallationRecord(id, name, connector, config, schedule, time, createdAt);
    }
}
