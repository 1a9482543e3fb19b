package io.cadastre.engine.installation;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants to be different about an installation; what is absent stays as it is.
 *
 * @param name for people; null to keep it
 * @param config by setting: a new value, or null to take it away
 * @param credentials by credential: a new secret, or null to take it away
 * @param reschedule whether the schedule changes
 * @param schedule the new one, if so; null for never
 */
public record InstallationChange(
        @Nullable String name,
        Map<String, ? extends @Nullable Object> config,
        Map<String, ? extends @Nullable Object> credentials,
        boolean reschedule,
        @Nullable Schedule schedule) {
    /** Tells no secret, only which change (I14). */
    @Override
    public String toString() {
        return "InstallationChange[config " + config.keySet() + ", credentials " + Set.copyOf(credentials.keySet())
                + "]";
    }
}
