package io.cadastre.engine.installation;

import io.cadastre.cypher.ingest.DeletionBudget;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An installation somebody asks for.
 *
 * @param name for people; not blank
 * @param connector the connector's name
 * @param config raw values, checked against what the connector declares
 * @param credentials raw secrets, checked against what the connector declares; kept sealed
 * @param schedule when it runs by itself; null for never
 * @param deletionBudget how much one of its syncs may delete without asking a person
 */
public record NewInstallation(
        String name,
        String connector,
        Map<String, ? extends @Nullable Object> config,
        Map<String, ? extends @Nullable Object> credentials,
        @Nullable Schedule schedule,
        DeletionBudget deletionBudget) {
    /** An installation with the default budget. */
    public NewInstallation(
            String name,
            String connector,
            Map<String, ? extends @Nullable Object> config,
            Map<String, ? extends @Nullable Object> credentials,
            @Nullable Schedule schedule) {
        this(name, connector, config, credentials, schedule, DeletionBudget.DEFAULT);
    }

    /** An installation without secrets, with the default budget. */
    public NewInstallation(
            String name,
            String connector,
            Map<String, ? extends @Nullable Object> config,
            @Nullable Schedule schedule) {
        this(name, connector, config, Map.of(), schedule);
    }

    /** Tells no secret, only which there are (I14). */
    @Override
    public String toString() {
        return "NewInstallation[" + name + ", " + connector + ", credentials " + Set.copyOf(credentials.keySet()) + "]";
    }
}
