package io.cadastre.engine.installation;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An installation somebody asks for.
 *
 * @param name for people; not blank
 * @param connector the connector's name
 * @param config raw values, checked against what the connector declares
 * @param schedule when it runs by itself; null for never
 */
public record NewInstallation(
        String name,
        String connector,
        Map<String, ? extends @Nullable Object> config,
        @Nullable Schedule schedule) {}
